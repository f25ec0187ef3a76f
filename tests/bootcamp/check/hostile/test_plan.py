"""What a plan holds, what an exercise may exclude, and how calls and memory are handled."""

import numpy as np
import pytest
import torch

from bootcamp.check.bench import Bench
from bootcamp.check.compare import as_numpy
from bootcamp.check.differ.calls import Call
from bootcamp.check.differ.gaps import gap_between
from bootcamp.check.differ.outcomes import outcome_of
from bootcamp.check.hostile import plan_of, refusals
from bootcamp.check.hostile.handing import Handing, HandingError
from bootcamp.check.hostile.layouts import WAYS
from bootcamp.check.hostile.packed import packed, unpacked
from bootcamp.check.judge import known_signatures
from bootcamp.course.read import read_course
from bootcamp.errors import CourseError

SHIFT = '''"""Shift an array."""

import numpy as np

from bootcamp.author import Exercise, Mistake
from tinylib.arrays import shift

exercise = Exercise(
    implements=shift,
    minutes=5,
    difficulty=1,
    importance=1,
    hints=("What is the mean?", "Subtract it."),
    excludes=(EXCLUDED),
    mistakes=(
        Mistake("- x", "+ x", says="The sign is wrong."),
        Mistake("x.mean()", "0", says="Nothing is taken off."),
    ),
)


def test_the_mean_is_gone(rng):
    x = rng.normal(size=(3, 5))
    expected = x - sum(map(sum, x.tolist())) / 15
    np.testing.assert_allclose(shift(x), expected)
'''
LIBRARY = '"""Arrays."""\n\n\ndef shift(x):\n    """Less its mean."""\n    return x - x.mean()\n'
ARRAYS = {
    "vector": np.arange(5.0),
    "matrix": np.arange(6.0).reshape(2, 3),
    "constant": np.ones((3, 4)),
    "empty": np.zeros((0, 3)),
    "number": np.array(2.5),
    "whole": np.arange(6).reshape(3, 2),
    "mask": np.array([[True, False], [False, True]]),
}


def write_shift(course, excluded, library):
    (course.library_root / "tinylib" / "arrays.py").write_text(library)
    (course.root / "sums" / "shift.py").write_text(SHIFT.replace("EXCLUDED", excluded))


@pytest.fixture
def shift_with(course):
    """A bench and the exercise `shift` of the tiny course, with this excluded."""

    def make(excluded="", library=LIBRARY):
        write_shift(course, excluded, library)
        now = read_course(course.root, problems=[])
        return Bench(now, None), now.exercises["shift"]

    return make


def families(plan):
    return {case["family"] for case in plan}


def told(case):
    return case["family"], case.get("way"), case.get("test"), case.get("written")


@pytest.mark.parametrize("name", ARRAYS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("of", [np.array, torch.tensor])
def test_a_way_changes_neither_numbers_nor_shape_nor_dtype(way, name, of):
    array = of(ARRAYS[name])
    made = WAYS[way].apply(array)
    assert (made.shape, made.dtype) == (array.shape, array.dtype)
    np.testing.assert_array_equal(as_numpy(made), ARRAYS[name])


def test_each_layout_lies_otherwise_in_memory():
    x = np.arange(6.0).reshape(2, 3)
    assert not WAYS["transposed"].apply(x).flags.c_contiguous
    assert not WAYS["strided"].apply(x).flags.forc
    assert WAYS["reversed"].apply(x).strides[-1] < 0
    assert WAYS["expanded"].apply(np.ones((2, 3))).strides == (0, 0)
    assert not WAYS["read-only"].apply(x).flags.writeable
    assert not WAYS["transposed"].apply(torch.tensor(x)).is_contiguous()
    assert not WAYS["strided"].apply(torch.tensor(x)).is_contiguous()
    assert WAYS["differentiable"].apply(torch.tensor(x)).requires_grad


def test_shared_memory_and_changed_arguments_are_seen_in_functions_of_a_result_too():
    def shares(x):
        return x * 1, lambda gradient: (gradient[:1],)

    handing = Handing(shares)
    handing.begin(WAYS["strided"], may_share=False)
    _, pullback = handing.through(np.ones(3))
    with pytest.raises(HandingError, match="memory of its own"):
        pullback(np.ones(3))
    handing = Handing(lambda x: x.fill(0))
    handing.begin(WAYS["strided"], may_change=False)
    with pytest.raises(HandingError, match="was changed"):
        handing.through(np.ones(3))


def test_a_change_in_place_reaches_the_caller_where_it_is_meant():
    handing = Handing(lambda x: x.fill(7))
    handing.begin(WAYS["strided"])
    x = np.ones((2, 3))
    handing.through(x)
    assert (x == 7).all()


def test_a_call_and_its_outcome_come_back_from_plain_data():
    def double(x, by=2):
        return x * by, lambda gradient: (gradient * by,)

    call = Call((np.arange(3.0),), {"by": 3}, then=[Call((np.ones(3),), {}, path=(1,))])
    again, wanted = unpacked(packed(call, outcome_of(double, call)))
    assert gap_between(wanted, outcome_of(double, again)) is None
    assert gap_between(wanted, outcome_of(lambda x, by: (x * by, lambda g: (g,)), again))


def test_a_plan_is_the_same_each_time_and_small(shift_with):
    plan, again = plan_of(*shift_with()), plan_of(*shift_with())
    assert [told(case) for case in plan] == [told(case) for case in again]
    assert {"layouts", "read-only arrays", "single axes", "dtypes", "magnitudes"} <= families(plan)
    assert len(plan) < 40


@pytest.mark.parametrize("family", ["layouts", "read-only arrays", "single axes", "dtypes"])
def test_what_is_excluded_is_not_tried(shift_with, family):
    assert family in families(plan_of(*shift_with()))
    assert family not in families(plan_of(*shift_with(f'"{family}",')))


def test_what_the_judge_never_tries_cant_be_excluded(course):
    write_shift(course, '"bad weather",', LIBRARY)
    with pytest.raises(CourseError, match="`bad weather`, which the judge never tries"):
        read_course(course.root)


def test_an_exclusion_that_changes_nothing_is_refused(shift_with):
    assert refusals(*shift_with()) == []
    assert refusals(*shift_with('"dtypes",')) == []
    assert refusals(*shift_with('"gradients",')) == [
        "`excludes` names `gradients`, which changes nothing here. Remove it."
    ]


def test_a_reference_that_writes_to_its_argument_must_exclude_read_only_arrays(shift_with):
    writes = LIBRARY.replace("    return x - x", "    x -= 0\n    return x - x")
    (said,) = refusals(*shift_with("", writes))
    assert "rejects the reference where every array is read-only" in said
    assert refusals(*shift_with('"read-only arrays",', writes)) == []


def test_a_reference_may_share_memory_and_so_may_answers(shift_with):
    shares = LIBRARY.replace("return x - x.mean()", "x -= x.mean()\n    return x")
    cases = [case for case in plan_of(*shift_with("", shares)) if case.get("way") == "strided"]
    assert [(case["shares"], case["changes"]) for case in cases] == [(True, True)]


def test_what_was_found_holds_for_all_modules_that_the_reference_calls(shift_with):
    library = "from tinylib.helper import half\n\n\n" + LIBRARY.replace("x.mean()", "x * half()")
    helper = shift_with()[0].course.library_root / "tinylib" / "helper.py"
    found = []
    for number in (0.5, 0.25):
        helper.write_text(f"def half():\n    return {number}\n")
        if not found:
            bench, exercise = shift_with("", library)
        calls = [case["data"] for case in plan_of(bench, exercise) if "data" in case]
        found.append((calls, known_signatures(bench, exercise, exercise.target)))
    (calls, mistakes), (other_calls, other_mistakes) = found
    assert calls != other_calls
    assert mistakes.keys() == {0}
    assert mistakes != other_mistakes
