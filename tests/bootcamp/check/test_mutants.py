"""What can be wrong in one small way is made wrong, and nothing else is changed."""

import ast
from pathlib import Path

import pytest

from bootcamp import splice
from bootcamp.check.audit.mutants import OPERATORS, mutants_of
from bootcamp.course.read import read_course

COURSE = read_course(Path(__file__).parents[3] / "courses" / "alignment", problems=[])

MADE = [  # the operator, a line of a definition, what it becomes
    ("arithmetic", "return x + y", "return x - y"),
    ("arithmetic", "return x @ y", "return x * y"),
    ("arithmetic", "x += y", "x -= y"),
    ("arithmetic", "x += y", "x = y"),
    ("operand", "return x * y + 1", "return x + 1"),
    ("operand", "return x if y else 0", "return 0"),
    ("operand", "return x and y", "return y"),
    ("comparison", "return x < y", "return x <= y"),
    ("comparison", "return x < y", "return x > y"),
    ("comparison", "return x == y", "return x != y"),
    ("comparison", "return x in y", "return x not in y"),
    ("boolean", "return x and y", "return x or y"),
    ("boolean", "if x: y()", "if not x: y()"),
    ("boolean", "if x: y()", "if True: y()"),
    ("boolean", "return f(x, True)", "return f(x, False)"),
    ("boolean", "return not x", "return x"),
    ("boolean", "return [a for a in x if a > y]", "return [a for a in x if True]"),
    ("constant", "return x[2]", "return x[3]"),
    ("constant", "return x[2]", "return x[1]"),
    ("constant", "return x[2]", "return x[-2]"),
    ("constant", "return x ** 2", "return x ** 2.2"),
    ("constant", "return x * 0.5", "return x * 0.55"),
    ("constant", "return x * 0.5", "return x * -0.5"),
    ("sign", "return x * y", "return -(x * y)"),
    ("sign", "return x - -y", "return x - y"),
    ("axis", "return x.sum(axis=y)", "return x.sum(axis=0)"),
    ("axis", "return x.sum(axis=y)", "return x.sum(axis=-1)"),
    ("axis", "return x.sum(axis=y)", "return x.sum(axis=None)"),
    ("axis", "return x.sum(y)", "return x.sum(0)"),
    ("axis", "return torch.sum(x, y)", "return torch.sum(x, -1)"),
    ("axis", "return x.sum(dim=y, keepdim=y)", "return x.sum(dim=y, keepdim=False)"),
    ("reduction", "return x.sum(y)", "return x.mean(y)"),
    ("reduction", "return np.argmax(x)", "return np.argmin(x)"),
    ("reduction", "return all(x)", "return any(x)"),
    ("argument", "return f(x, y)", "return f(x)"),
    ("argument", "return f(x, y)", "return f(y, x)"),
    ("argument", "return f(x, key=y)", "return f(x)"),
    ("argument", "return x * 2, y", "return (y, x * 2)"),
    ("detach", "return x.detach() * y", "return x * y"),
    ("detach", "return y(x.clone())", "return y(x)"),
    ("detach", "return y(np.copy(x))", "return y(x)"),
    ("detach", "with torch.no_grad(): x()", "if True: x()"),
    ("statement", "y.clear()", "pass"),
    ("early return", "for a in x:\n        n += a\n    return n", "return n\n    return n"),
    ("early return", "x()\n    y()\n    n()", "return\n    y()"),
    ("loop", "for a in x: y(a)", "for a in list(x)[1:]: y(a)"),
    ("loop", "for a in x: y(a)", "for a in list(x)[:-1]: y(a)"),
    ("loop", "for a in x:\n        y(a)\n    y()", "break\n    y()"),
    ("loop", "for a in x:\n        if a: continue\n        y(a)", "if a: break"),
    ("in place", "x = x + y", "x += y"),
    ("in place", "z = x + y", "x += y\nz = x"),
    ("in place", "x += y", "x = x + y"),
    ("in place", "return x.add_(y)", "return x.add(y)"),
    ("in place", "return x.add(y)", "return x.add_(y)"),
    ("in place", "return np.exp(x)", "return np.exp(x, out=x)"),
    ("dtype", "return x.astype(np.float64)", "return x.astype(np.float32)"),
    ("parameter", "return f(x, n)", "n = 3\nreturn f(x, n)"),
    ("parameter", "return f(x, n)", "n = 1\nreturn f(x, n)"),
    ("parameter", "return f(x, n)", "x = x * 0\nreturn f(x, n)"),
    ("returned input", "return f(y)", "return x"),
    ("returned input", "return f(y), lambda g: (g,)", "return x, lambda g: (g,)"),
    ("call", "return y(abs(x))", "return y(x)"),
    ("call", "return x.reshape(-1) + y", "return x + y"),
    ("slice", "return x[y:2]", "return x[:2]"),
    ("slice", "return y(x[::-1])", "return y(x[:])"),
    ("slice", "return y(x[0])", "return y(x)"),
    ("variable", "return f(x)", "return f(y)"),
    ("variable", "a, b = x, 1\n    return f(a)", "return f(b)"),
    ("pattern", 'return einsum(x, y, "i j, j -> i")', 'return einsum(x, y, "i j, j ->")'),
    ("pattern", 'return rearrange(x, "i (j k) -> k i j")', 'return rearrange(x, "i (j k) -> i k j")'),
    ("pattern", 'return torch.einsum("ij,jk->ik", x, y)', "return torch.einsum('ij,jk-> ki', x, y)"),
    ("error", "if x: raise ValueError(y)", "if x: raise ArithmeticError(y)"),
]  # fmt: skip


def definition(body):
    return f"def made(x: Array, y: Array, n: int = 3):\n    {body}\n"


def plain(text):
    """The text without blanks, whichever quotes it is in."""
    return "".join(text.split()).replace('"', "'")


@pytest.mark.parametrize(("operator", "body", "after"), MADE)
def test_a_mistake_of_each_kind_is_made(operator, body, after):
    made = mutants_of(definition(body))
    wanted = plain(after)
    found = [one for one in made if wanted in plain(one.after)]
    assert operator in {one.operator for one in found}, [(x.operator, x.after) for x in made]


def test_every_operator_is_shown_to_make_one():
    assert {operator for operator, _, _ in MADE} == OPERATORS.keys()


GIVEN = '''
@overload
def given(self, x: Annotated[int, 1 + 1] = 2 + 3, *, kept: bool = True) -> Literal[5]:
    """One sentence: 1 + 1."""
    size: Annotated[int, 1 + 1] = x
    if not x:
        raise ValueError(f"{x + 1} is less than {size - 1}")
    assert x, f"{x + 1}"
    return size
'''


def test_signature_docstring_annotations_and_messages_stay():
    kept = ("self, x: Annotated[int, 1 + 1] = 2 + 3, *, kept: bool = True) -> Literal[5]",
            '"""One sentence: 1 + 1."""')  # fmt: skip
    mutants = mutants_of(GIVEN)
    assert len(mutants) > 10
    for mutant in mutants:
        assert all(text in mutant.text for text in kept)
        messages = ('f"{x + 1} is less than {size - 1}"', "Annotated[int, 1 + 1] = x")
        for line, message in zip(("raise", "size:"), messages, strict=True):
            assert line not in mutant.text or message in mutant.text, mutant.after


def test_what_isnt_changed_stays_to_the_letter():
    text = definition("z = [x,   y]  # two of them\n\n    return (x\n            - z[0])")
    for mutant in mutants_of(text):
        if mutant.operator in ("arithmetic", "operand", "constant"):
            assert "z = [x,   y]  # two of them\n\n" in mutant.text


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("return x - (y - 1)", "return x - (y + 1)"),
        ("return (x + y) * n", "return (x - y) * n"),
        ("return x * y ** n", "return x * (y * n)"),
        ("return -x ** n", "return -(x * n)"),
        ("return f(x + y)", "return f(x - y)"),
        ("é = x + y\n    return é * n", "return é / n"),
    ],
)
def test_what_comes_in_is_put_in_brackets_where_it_needs_them(body, after):
    found = [one.after for one in mutants_of(definition(body)) if one.operator == "arithmetic"]
    assert after in found


def test_mutants_that_compile_to_the_same_are_dropped():
    mutants = mutants_of("def made(x):\n    return x\n")
    assert {one.after for one in mutants} == {"pass", "return -x"}
    for one in mutants_of(definition("return x + 0 * y")):
        assert ast.dump(ast.parse(one.text)) != ast.dump(ast.parse(definition("return x + 0 * y")))


@pytest.mark.parametrize("name", [n for n, one in COURSE.exercises.items() if one.target])
def test_mutants_of_the_course_are_told_apart_by_their_lines(name):
    target = COURSE.exercises[name].target
    text = splice.extract((COURSE.library_root / target.file).read_text(), target.qualname)
    mutants = mutants_of(text)
    assert len({(one.before, one.after) for one in mutants}) == len(mutants) > 2
    lines = text.split("\n")
    for one in mutants:
        assert one.before.split("\n")[0].strip() == lines[one.line - 1].strip()
        assert one.after
