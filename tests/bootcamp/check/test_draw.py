"""Figures are drawn by a child that stays, on whichever code there is now, in bounded time."""

import os
import signal
import time
from pathlib import Path

import pytest

from bootcamp.check import resident
from bootcamp.check.resident import Resident
from bootcamp.errors import CourseError, JudgeError

from ..moving import with_figures

LOOP = "def double(x):\n    while True:\n        pass\n"
TWICE = "def double(x):\n    return x * 2\n"


@pytest.fixture
def course(course):
    return with_figures(course)


@pytest.fixture
def frame(judge):
    """A frame of a figure of the tiny course."""
    return lambda name, at=None, **more: judge.figure("sums", name, at, **more)


def children(judge):
    return set(Path(f"/proc/{judge.pid}/task/{judge.pid}/children").read_text().split())


def test_a_frame_follows_the_dial_and_says_what_it_shows(frame):
    assert frame("doubled").says == "Twice 2 is 4."
    first, last = frame("doubled", (0,)), frame("doubled", (4,))
    assert (first.says, last.says) == ("Twice 1 is 2.", "Twice 3 is 6.")
    assert first.svg.startswith("<svg")
    assert first.svg != last.svg
    assert frame("doubled", (0,)) == first


def test_a_figure_without_a_dial_says_nothing_and_is_drawn_the_same_again(frame):
    assert frame("still").says == ""
    assert frame("still") == frame("still")


def test_one_child_draws_all_frames_and_another_the_next_figure(frame, judge):
    frame("doubled")
    (child,) = children(judge)
    for place in range(5):
        frame("doubled", (place,))
    assert children(judge) == {child}
    frame("summed")
    (other,) = children(judge)
    assert other != child


def test_the_learners_code_draws_and_what_is_saved_draws_the_next_frame(frame, write):
    assert frame("doubled").written == {"double": False}
    write("double", "def double(x):\n    return x * x + 1\n")
    drawn = frame("doubled", (4,))
    assert (drawn.says, drawn.written) == ("Twice 3 is 10.", {"double": True})
    assert frame("doubled", (0,)).written == {"double": True}
    assert frame("doubled", (4,), is_reference=True).says == "Twice 3 is 6."
    write("double", TWICE)
    assert frame("doubled", (4,)).says == "Twice 3 is 6."


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("def double(x):\n    raise ValueError('too small')\n", "ValueError: too small"),
        ("def double(x):\n    raise SystemExit(3)\n", "SystemExit: 3"),
        ("def double(x):\n    return double(x)\n", "RecursionError"),
        ("def double(x):\n    import os\n    os._exit(3)\n", "ended by itself with status 3"),
        ("def double(x):\n    return [0] * 10**12\n", "memory"),
    ],
)
def test_code_that_cant_draw_is_told_why_and_mended_code_draws(frame, write, code, says):
    write("double", code)
    for _ in range(2):
        with pytest.raises(JudgeError, match="can't be drawn on your code") as failed:
            frame("doubled")
        assert says in str(failed.value)
    assert frame("doubled", is_reference=True).says == "Twice 2 is 4."
    write("double", TWICE)
    assert frame("doubled").says == "Twice 2 is 4."


def test_an_endless_loop_ends_and_the_next_frame_of_the_same_code_isnt_waited_for(
    frame, write, judge
):
    write("double", LOOP)
    with pytest.raises(JudgeError, match="it takes longer than 10 seconds"):
        frame("doubled")
    assert children(judge) == set()
    with pytest.raises(JudgeError, match="it takes longer than 10 seconds"):
        frame("doubled")
    assert children(judge) == set()  # nothing was even tried
    assert judge.check("double").outcome != "passed"


def test_where_one_frame_ends_badly_the_others_are_drawn(frame, write, judge):
    write("double", "import os\n\n\ndef double(x):\n    return 2 * x if x < 3 else os._exit(3)\n")
    assert frame("doubled").says == "Twice 2 is 4."
    with pytest.raises(JudgeError, match="ended by itself with status 3"):
        frame("doubled", (4,))
    assert frame("doubled", (0,)).says == "Twice 1 is 2."
    with pytest.raises(JudgeError, match="ended by itself with status 3"):
        frame("doubled", (4,))
    assert frame("doubled").written == {"double": True}


def test_a_reference_that_ended_badly_is_drawn_again(frame, judge):
    frame("doubled", is_reference=True)
    (child,) = children(judge)
    os.kill(int(child), signal.SIGSTOP)  # as on a machine that is too busy
    with pytest.raises(CourseError, match="it takes longer than 10 seconds"):
        frame("doubled", is_reference=True)
    assert frame("doubled", is_reference=True).says == "Twice 2 is 4."


def test_code_that_prints_without_end_draws_nothing_and_harms_nothing(frame, write):
    write("double", "def double(x):\n    print('x' * 5_000_000)\n    return x + x\n")
    for place in range(3):
        assert frame("doubled", (place,)).svg


def test_what_isnt_there_is_said(frame):
    with pytest.raises(CourseError, match="no figure `nothing`"):
        frame("nothing")


def test_the_child_ends_when_its_judge_ends(frame, judge):
    frame("doubled")
    (child,) = children(judge)
    judge.close()
    while Path(f"/proc/{child}").exists():  # were it to stay, this would never end
        time.sleep(0.05)


def test_a_child_that_nobody_asks_ends_and_is_known_to_be_asleep(monkeypatch):
    monkeypatch.setattr(resident, "IDLE_SECONDS", 1)
    with Resident(lambda: lambda request: {"twice": 2 * request["x"]}) as child:
        assert child.ask({"x": 3}, 5).messages == [{"twice": 6}]
        assert not child.is_asleep
        os.waitid(os.P_PID, child._child, os.WEXITED | os.WNOWAIT)
        assert child.is_asleep
        assert child.ask({"x": 3}, 5).ended != "done"


def test_a_child_that_is_asked_isnt_ended_for_being_idle(monkeypatch):
    monkeypatch.setattr(resident, "IDLE_SECONDS", 1)

    def slow(request):
        time.sleep(1.5)
        return {"twice": 2 * request["x"]}

    with Resident(lambda: slow) as child:
        assert child.ask({"x": 3}, 60).messages == [{"twice": 6}]


def test_a_child_that_nobody_waits_for_any_more_ends_in_the_middle_of_an_answer():
    def late(request):
        while True:
            time.sleep(1)

    with Resident(lambda: late) as child:
        os.write(child._requests, b"[0.1, {}]\n")  # whoever asked this is gone
        _, status = os.waitpid(child._child, 0)
        assert os.WTERMSIG(status) == signal.SIGALRM
        child._forget()
