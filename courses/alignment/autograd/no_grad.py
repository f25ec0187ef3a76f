"""Switch recording off for a while, and leave everything as it was.

Evaluating a model, or updating its weights, needs no way back. A context manager must clean up
whatever happens inside it; this one has two ways of not doing so.
"""

from contextlib import contextmanager

import numpy as np
import pytest

from bootcamp.author import Exercise, Mistake
from groundup.autograd.value import Value, no_grad


@contextmanager
def without_finally():
    token = is_recording.set(False)
    yield
    is_recording.reset(token)


@contextmanager
def with_a_global():
    global is_recording
    before, is_recording = is_recording, False
    try:
        yield
    finally:
        is_recording = before


exercise = Exercise(
    implements=no_grad,
    minutes=12,
    difficulty=2,
    importance=3,
    notice=(
        "`reset(token)` brings back what was there before, so nested blocks need no "
        "counter, and `finally` needs no list of errors."
    ),
    hints=(
        "What stands above is a generator under `@contextmanager`: what you do before `yield` "
        "happens at the start of the block, what you do after it at the end.",
        "`is_recording` is a ContextVar. Its `set` returns a token, and `reset(token)` brings back "
        "whatever was there before.",
        "An error inside the block is raised at your `yield`. Which statement of Python runs the "
        "last lines even then?",
    ),
    mistakes=(
        Mistake(
            without_finally,
            says="An error that leaves the block is raised at the `yield`, so the lines after it "
            "never run, and recording stays off for good.",
        ),
        Mistake(
            "is_recording.reset(token)",
            "is_recording.set(True)",
            says="The end of an inner block switched recording on while the outer one still lasts. "
            "Bring back what was there before, whichever it was.",
        ),
        Mistake(
            "is_recording.reset(token)",
            "pass",
            says="Recording was never switched on again: after the first block nothing in the "
            "program learns.",
        ),
        Mistake(
            "is_recording.set(False)",
            "is_recording.set(True)",
            says="Inside the block everything was recorded.",
        ),
        Mistake(
            with_a_global,
            says="The name `is_recording` was bound to something else, and whoever calls "
            "`is_recording.get()` finds no ContextVar any more. Change what it holds, by "
            "`is_recording.set(False)`.",
        ),
    ),
)


def was_recorded(value: Value) -> bool:
    return bool(value.requires_grad) or len(value.parents) > 0


def test_inside_the_block_nothing_is_recorded() -> None:
    x = Value([2.0, 3.0], requires_grad=True)
    with no_grad():
        inside = x * 5.0
    np.testing.assert_allclose(inside.data, [10.0, 15.0])
    assert was_recorded(inside) is False


def test_after_the_block_recording_goes_on() -> None:
    x = Value(2.0, requires_grad=True)
    with no_grad():
        pass
    after = x * 5.0
    assert was_recorded(after) is True


def test_the_end_of_an_inner_block_does_not_end_the_outer_one() -> None:
    x = Value(2.0, requires_grad=True)
    with no_grad():
        with no_grad():
            inner = x * 5.0
        outer = x * 7.0
    assert [was_recorded(inner), was_recorded(outer)] == [False, False]


def test_an_error_that_leaves_the_block_leaves_nothing_behind() -> None:
    x = Value(2.0, requires_grad=True)
    with pytest.raises(ZeroDivisionError), no_grad():
        raise ZeroDivisionError
    after = x * 5.0
    assert was_recorded(after) is True


def test_an_interruption_leaves_nothing_behind_either() -> None:
    x = Value(2.0, requires_grad=True)
    with pytest.raises(KeyboardInterrupt), no_grad():
        raise KeyboardInterrupt
    after = x * 5.0
    assert was_recorded(after) is True


def test_an_error_that_leaves_an_inner_block_does_not_end_the_outer_one() -> None:
    x = Value(2.0, requires_grad=True)
    with no_grad():
        with pytest.raises(ZeroDivisionError), no_grad():
            raise ZeroDivisionError
        outer = x * 7.0
    after = x * 5.0
    assert [was_recorded(outer), was_recorded(after)] == [False, True]


def test_gradients_pass_only_along_what_was_recorded() -> None:
    x = Value(3.0, requires_grad=True)
    with no_grad():
        factor = x * 2.0
    loss = x * factor
    loss.backward()
    np.testing.assert_allclose(x.grad, 6.0)
