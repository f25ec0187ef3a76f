"""Replacing a named definition touches that definition and nothing else, whatever the module."""

import ast
import gc
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootcamp import splice
from bootcamp.errors import CourseError, DefinitionNotFound

BODIES = (
    ["return x + 1"],
    ["if x:", "    return 1", "", "return 2  # the rest"],
    ['text = """two', '  lines""" + "!"', "return len(text), x"],
    ['text = f"""{x}', 'at the margin"""', "return text"],
    ["def inner(y):", "    return y", "return inner(x)"],
    ["values = [", "    x,", "    # a comment", "]", "return values"],
)
DOCSTRINGS = ([], ['"""One line."""'], ['"""First.', "", "More, with a `code`.", '"""'])
DECORATORS = ([], ["@staticmethod"], ["@(lambda f: f)", "@(", "    lambda f: f", ")"])
BETWEEN = ("", "\n", "\n\n# between\n", 'CONSTANT = """a\nb"""\n', "\x0c\n")


def indented(lines, by):
    """Lines moved right; what is inside a string stays."""
    fixed = ("  lines", "at the margin")
    return [" " * by + line if line and not line.startswith(fixed) else line for line in lines]


@st.composite
def functions(draw, name, by):
    lines = [*draw(st.sampled_from(DECORATORS)), f"def {name}(x, *, y=0):"]
    lines += indented(draw(st.sampled_from(DOCSTRINGS)) + draw(st.sampled_from(BODIES)), 4)
    return "".join(line + "\n" for line in indented(lines, by))


@st.composite
def modules(draw):
    """A module's text, and the names of its definitions."""
    text, names = draw(st.sampled_from(BETWEEN)), []
    for index in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            names.append(f"f{index}")
            text += draw(functions(f"f{index}", 0))
        else:
            text += f"class C{index}:\n"
            for method in range(draw(st.integers(1, 3))):
                names.append(f"C{index}.m{method}")
                text += draw(functions(f"m{method}", 4))
        text += draw(st.sampled_from(BETWEEN))
    return text, names


def trees_without(source, name):
    """The syntax trees of all definitions but one, and of what is around them."""
    tree = ast.parse(source)
    node = splice.find(tree, name)
    node.name = "REPLACED"
    node.body, node.decorator_list, node.args = [ast.Pass()], [], ast.arguments([], [], None, [])
    return ast.dump(tree)


@given(modules(), st.data())
def test_a_definition_put_back_changes_nothing(module, data):
    source, names = module
    name = data.draw(st.sampled_from(names))
    text = splice.extract(source, name)
    ast.parse(text)
    assert splice.replace(source, name, text) == source
    assert splice.take_apart(source, [name])[0] == {name: text}


def test_what_is_outside_of_definitions_is_code_without_comments():
    source = "import a  # why\n\n# note\nTWO = 2\n\n\ndef f():\n    # inside\n    return TWO\n\n\nX = f\n"
    assert splice.take_apart(source, ["f", "gone"]) == (
        {"f": "def f():\n    # inside\n    return TWO\n"},
        "import a  # why\nTWO = 2\nX = f\n",
    )


@given(modules(), st.data())
def test_a_replaced_definition_is_the_new_one_and_the_others_are_as_they_were(module, data):
    source, names = module
    name = data.draw(st.sampled_from(names))
    new = data.draw(functions(name.rpartition(".")[2], 0))
    replaced = splice.replace(source, name, new)
    assert splice.extract(replaced, name) == new
    assert trees_without(replaced, name) == trees_without(source, name)


@given(modules(), st.data())
def test_a_blank_keeps_signature_decorators_and_docstring_and_all_around(module, data):
    source, names = module
    name = data.draw(st.sampled_from(names))
    before = splice.find(ast.parse(source), name)
    blanked = splice.blank(source, name)
    after = splice.find(ast.parse(blanked), name)
    assert splice.is_blank(after)
    assert not splice.is_blank(before)
    assert ast.get_docstring(after) == ast.get_docstring(before)
    for part in ("args", "returns"):
        assert ast.dump(getattr(after, part) or ast.Pass()) == ast.dump(
            getattr(before, part) or ast.Pass()
        )
    assert list(map(ast.dump, after.decorator_list)) == list(map(ast.dump, before.decorator_list))
    assert trees_without(blanked, name) == trees_without(source, name)


@given(modules(), st.data())
def test_blanks_that_are_filled_from_the_original_are_the_original(module, data):
    source, names = module
    chosen = data.draw(st.lists(st.sampled_from(names), unique=True))
    blanked = source
    for name in chosen:
        blanked = splice.blank(blanked, name)
    filled = splice.fill(ast.parse(blanked), ast.parse(source), chosen)
    assert ast.dump(filled) == ast.dump(ast.parse(source))


def test_a_text_that_is_indented_takes_the_place_of_a_method():
    source = "class C:\n    def m(self):\n        return 1\n\n    def n(self):\n        return 2\n"
    new = "        def m(self):\n            return 3\n"
    assert splice.replace(source, "C.m", new) == source.replace("return 1", "return 3")


def test_of_two_definitions_of_a_name_the_last_counts():
    source = "def f():\n    return 1\n\n\ndef f():\n    return 2\n"
    assert splice.extract(source, "f") == "def f():\n    return 2\n"


def test_an_edit_must_fit_exactly_once():
    source = "def f(x):\n    return x + x\n"
    assert splice.edit(source, "f", "x + x", "x") == "def f(x):\n    return x\n"
    with pytest.raises(CourseError, match="`x` stands 3 times in `f`"):
        splice.edit(source, "f", "x", "y")
    with pytest.raises(DefinitionNotFound, match="`g` is not defined here"):
        splice.edit(source, "g", "x", "y")


def test_a_method_is_extracted_with_its_docstring_at_the_left_margin():
    source = 'class C:\n    def m(self):\n        """First.\n\n        More.\n        """\n        return 1\n'
    text = 'def m(self):\n    """First.\n\n    More.\n    """\n    return 1\n'
    assert splice.extract(source, "C.m") == text


DOCUMENTED = '''def f(x):
    """What f does.

    At length.
    """

    text = """not a docstring"""

    def g():
        "Inside."
        return text

    return g


def empty():
    """All there is."""
'''


def test_docstrings_are_left_out_but_where_they_are_all_there_is():
    assert splice.without_docstrings(DOCUMENTED) == (
        'def f(x):\n    text = """not a docstring"""\n\n    def g():\n        return text\n\n'
        '    return g\n\n\ndef empty():\n    """All there is."""\n'
    )
    assert splice.without_docstrings("def f(:\n") == "def f(:\n"
    one_line = 'def f(): "Said."; return 1\n'
    assert splice.without_docstrings(one_line) == one_line


@pytest.fixture
def busy_collector():
    """Threads change places inside of `ast.parse`: whenever the collector calls something."""
    threshold, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(20)
    gc.callbacks.append(lambda phase, info: sum(range(50)))
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)
    gc.callbacks.pop()
    gc.set_threshold(*threshold)


def test_threads_parse_side_by_side(busy_collector):
    """A server answers in several; on Python 3.11 `ast.parse` alone fails in this test."""
    source = "\n".join(f"def f{n}(x):\n    return [x + {n}, (x, [x, {{x: x}}])]" for n in range(20))
    failed = []

    def parse():
        try:
            for _ in range(10):
                splice.parse(source, "it")
        except SystemError as error:
            failed.append(error)

    threads = [threading.Thread(target=parse) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
