"""The verdict on code that a chapter's short test asks for: the same calls as to the right code.

It runs like the check of an exercise: in a child, and across the boundary where the code isn't
trusted.
"""

import math
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bootcamp.check.bench import Bench
from bootcamp.check.compare import short
from bootcamp.course.items import Drawn
from bootcamp.errors import SourceError
from bootcamp.workspace.overlay import Compiled, compile_module

PACKAGE = "asked"  # what the code under test is imported as
SECONDS = 5.0
CHECK = """{code}

from bootcamp.check.item import difference
from {package} import {name} as theirs


CALLS = [{calls}]


def test_calls():
    for call in CALLS:
        assert not (says := difference(theirs(*call()), {name}(*call()))), says
"""


def judge_code(bench: Bench, item: Drawn, code: str) -> tuple[bool, str]:
    """Whether code gives what the item's own code gives; and if it doesn't, how it differs."""
    if item.is_blank(code) or item.why_unreadable(code):
        return False, item.why_unreadable(code)
    with TemporaryDirectory(prefix="bootcamp-item-") as folder:
        root = Path(folder)
        reference, check = root / PACKAGE / "__init__.py", root / "test_item.py"
        reference.parent.mkdir()
        reference.write_text(item.code)
        calls = ", ".join(f"lambda: ({arguments},)" for arguments in item.inputs)
        check.write_text(
            CHECK.format(code=item.code, package=PACKAGE, name=item.function, calls=calls)
        )
        own = bench.beside(replace(bench.course, library=PACKAGE, library_root=root))
        try:
            build = {PACKAGE: Compiled(compile_module(code, "your code", None), "your code", True)}
        except SourceError as error:
            return False, f"It can't be read: {error}"[:300]
        ran = own.run(build, check, SECONDS)
    if ran.ended == "timeout":
        return False, f"It was stopped after {SECONDS:g} s: is there a loop that doesn't end?"
    if ran.ended != "done" or not ran.messages:
        return False, f"It ended early: {ran.ended}"[:300]
    result = ran.messages[0]
    return result["passed"], "" if result["passed"] else result.get("says", "")[:300]


def difference(got: Any, right: Any) -> str:
    """A sentence on how what came differs from what is right; "" where it doesn't.

    Arrays and tensors must have the same shape, numbers be equal within float32's accuracy;
    booleans are no numbers. Whether a whole number is an int or a float doesn't matter.
    """
    got, right = (v.item() if getattr(v, "shape", None) == () else v for v in (got, right))
    if hasattr(right, "shape"):
        shapes = [list(getattr(each, "shape", ("none",))) for each in (got, right)]
        if shapes[0] != shapes[1]:
            return f"Expected the shape {shapes[1]}, got {_kind_or_shape(got)}."
        return difference(got.tolist(), right.tolist())
    if isinstance(right, list | tuple):
        if not isinstance(got, type(right)) or len(got) != len(right):
            return f"Expected {_kind(right)} of {len(right)}, got {_kind(got)}."
        return next(filter(None, map(difference, got, right)), "")
    if isinstance(right, bool) or isinstance(got, bool) or not isinstance(right, int | float):
        return "" if type(got) is type(right) and got == right else _told(got, right)
    if not isinstance(got, int | float):
        return _told(got, right)
    both_nan = math.isnan(got) and math.isnan(right)
    is_near = math.isclose(got, right, rel_tol=1e-4, abs_tol=1e-5)
    return "" if both_nan or is_near else _told(got, right)


def _told(got: Any, right: Any) -> str:
    given = _kind_or_shape(got) if hasattr(got, "shape") else short(got)
    return f"Expected {short(right)}, got {given}."


def _kind(value: Any) -> str:
    return f"a {type(value).__name__}"


def _kind_or_shape(value: Any) -> str:
    return f"the shape {list(value.shape)}" if hasattr(value, "shape") else _kind(value)
