"""What a new exercise begins as: a file that can be read, with TODO where an author must decide."""

import ast
import json
from collections.abc import Iterator

from bootcamp import splice
from bootcamp.course.model import Course, Target
from bootcamp.course.names import why_refused
from bootcamp.errors import BootcampError
from bootcamp.text import read

HEAD = '''"""TODO: what is asked, in one sentence.

TODO: what a learner must know that the lesson and the function's docstring don't say, or nothing.
"""

'''

FIELDS = """    minutes=15,
    difficulty=2,
    importance=3,
    hints=(
        "TODO: a question that points the way.",
        "TODO: one step further, still not the answer.",
    ),
"""

EXPERIMENT_FIELDS = """    metric="TODO: what is measured",
    target=0.95,
"""

QUESTION = """

def question(rng):
    # TODO: numbers from `rng` (a numpy Generator), so that two learners have different ones
    a = int(rng.integers(3, 9))
    return Question(
        text=f"TODO: what is asked, with ${a}$ in it?",
        answer=a + 1,
        because="TODO: why this is the answer.",
        wrong={a - 1: "TODO: what someone got wrong who says this."},
    )
"""

MEASURE = '''
def measure(seed: int) -> float:
    """TODO: run the learner's function on data drawn from `seed` and return the metric."""
    return float(NAME(seed))

'''

TEST = """
def test_thing_condition_outcome() -> None:  # TODO: name these three
    expected = ...  # TODO: an independent truth, computed before the call
    assert CALL == expected
"""


def new_exercise(course: Course, path: str, kind: str, implements: str) -> tuple[str, str]:
    """The file's place under the course's folder and its text.

    `path` is "chapter/name", `implements` "package.module:qualname"; a question needs none.
    Raises BootcampError where that can't be.
    """
    chapter, _, name = path.removesuffix(".py").rpartition("/")
    chapters = [known.name for known in course.chapters]
    if chapter not in chapters:
        raise BootcampError(
            f"{path}: give a chapter and a name, `CHAPTER/NAME`. "
            f"The chapters: {', '.join(chapters)}."
        )
    if refused := why_refused(name, "exercise"):
        raise BootcampError(refused)
    if name in course.exercises or (course.root / chapter / f"{name}.py").exists():
        raise BootcampError(f"The name `{name}` is taken. Give another.")
    where = f"{chapter}/{name}.py"
    if kind in ("Answer", "Predict"):
        return where, _question(kind)
    return where, _code(kind, _target(course, kind, implements), course)


def _target(course: Course, kind: str, implements: str) -> Target:
    module, _, qualname = implements.partition(":")
    if not qualname:
        raise BootcampError(
            f"{kind} stands on a definition of the library: give "
            f"`--implements {course.library}.MODULE:NAME`."
        )
    target = Target(module, qualname)
    file = course.library_root / target.file
    if not file.is_file():
        raise BootcampError(f"There is no module {module}: looked for {file}.")
    if not splice.has(splice.parse(read(file), str(file)), qualname):
        raise BootcampError(f"{target.file} doesn't define `{qualname}`.")
    return target


def _question(kind: str) -> str:
    reveal = '    reveal="TODO: a figure of figures.py",\n' if kind == "Predict" else ""
    return (
        f"{HEAD}from bootcamp.author import {kind}, Question\n\n"
        f"exercise = {kind}(\n{FIELDS}{reveal})\n{QUESTION}"
    )


def _code(kind: str, target: Target, course: Course) -> str:
    source = read(course.library_root / target.file)
    first = target.qualname.partition(".")[0]
    library_field = "of" if kind == "WriteTest" else "implements"
    more = (
        '    metric="TODO: what is measured",\n    target=0.95,\n' if kind == "Experiment" else ""
    )
    mistakes = "".join(
        f'        Mistake(\n            {_quoted(line)},\n            "pass",\n'
        '            says="TODO: the mistake that people make, and what it does.",\n        ),\n'
        for line in _telling_lines(source, target.qualname)
    )
    call = _use(ast.parse(source), target.qualname)
    measure = MEASURE.replace("NAME", target.qualname) if kind == "Experiment" else ""
    return (
        f"{HEAD}from bootcamp.author import {', '.join(sorted((kind, 'Mistake')))}\n"
        f"from {target.module} import {first}\n\n"
        f"exercise = {kind}(\n    {library_field}={target.qualname},\n{FIELDS}"
        f"    mistakes=(\n{mistakes}    ),\n{more})\n\n{measure}{TEST.replace('CALL', call)}"
    )


def _telling_lines(source: str, qualname: str) -> Iterator[str]:
    """Up to two lines of the reference, each there once: where mistakes can begin."""
    text = splice.extract(source, qualname)
    stub = splice.stub(source, qualname).split("\n")
    lines = [line.strip() for line in text.split("\n") if line not in stub]
    telling = [line for line in lines if line and text.count(line) == 1 and line[-1] not in ":([{,"]
    yield from dict.fromkeys([*telling[:1], *telling[-1:]])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _use(tree: ast.Module, qualname: str) -> str:
    """An expression that uses a definition, with `...` for what an author must give."""
    node = splice.find(tree, qualname)
    if isinstance(node, ast.ClassDef):
        return f"{_instance(tree, qualname)}.TODO"
    given = _given([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs])
    owner, _, name = qualname.rpartition(".")
    kinds = {ast.unparse(decorator) for decorator in node.decorator_list}
    if not owner or kinds & {"staticmethod", "classmethod"}:
        return f"{qualname}({given})"
    instance = _instance(tree, owner)
    if "property" in kinds:
        return f"{instance}.{name}"
    return f"{instance}({given})" if name == "__call__" else f"{instance}.{name}({given})"


def _instance(tree: ast.Module, qualname: str) -> str:
    """A call of a class, with the arguments that it can't do without."""
    if not splice.has(tree, f"{qualname}.__init__"):
        return f"{qualname}()"
    node = splice.find(tree, f"{qualname}.__init__")
    assert not isinstance(node, ast.ClassDef)
    either = [*node.args.posonlyargs, *node.args.args]
    needed = either[: len(either) - len(node.args.defaults)]
    by_name = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    needed += [argument for argument, default in by_name if default is None]
    return f"{qualname}({_given(needed)})"


def _given(arguments: list[ast.arg]) -> str:
    names = [argument.arg for argument in arguments if argument.arg not in ("self", "cls")]
    return ", ".join(f"{name}=..." for name in names)
