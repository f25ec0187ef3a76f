"""What `bootcamp new` writes for a definition inside a class, and for a class."""

import ast

import pytest

from bootcamp.course.skeleton import new_exercise

TALLY = '''

class Tally:
    """Counts."""

    def __init__(self, start, step=1):
        self.count, self.step = start, step

    def __call__(self, times):
        """The count after so many steps."""
        return self.count + times * self.step

    def after(self, times, extra=0):
        """The count after so many steps."""
        return self(times) + extra

    @property
    def doubled(self):
        """Twice the count."""
        return 2 * self.count

    @classmethod
    def of(cls, things):
        """A tally of things."""
        return cls(len(things))

    @staticmethod
    def larger(one, other):
        """The larger number."""
        return max(one, other)


class Nothing:
    """Nothing at all."""
'''
USES = {
    "double": "double(x=...)",
    "scaled": "scaled(x=..., factor=...)",
    "Tally.after": "Tally(start=...).after(times=..., extra=...)",
    "Tally.__call__": "Tally(start=...)(times=...)",
    "Tally.doubled": "Tally(start=...).doubled",
    "Tally.of": "Tally.of(things=...)",
    "Tally.larger": "Tally.larger(one=..., other=...)",
    "Tally": "Tally(start=...).TODO",
    "Nothing": "Nothing().TODO",
}


@pytest.mark.parametrize("qualname", USES)
def test_a_new_exercise_uses_its_definition_as_it_is_used(course, qualname):
    with (course.library_root / "tinylib/sums.py").open("a") as library:
        library.write(TALLY)
    _, text = new_exercise(course, "sums/fresh", "Exercise", f"tinylib.sums:{qualname}")
    asserts = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assert)]
    assert [ast.unparse(node) for node in asserts] == [f"assert {USES[qualname]} == expected"]
    assert f"from tinylib.sums import {qualname.partition('.')[0]}\n" in text
