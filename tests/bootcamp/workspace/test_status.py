"""What was passed stays passed; what is the case now stands beside it."""

import pytest

from bootcamp.verdict import Verdict
from bootcamp.workspace.attempts import Attempts, hash_of
from bootcamp.workspace.status import Status, count_up, may_see_solution

LENT = "the reference"


@pytest.fixture
def attempts(tmp_path):
    return Attempts(tmp_path / "state.sqlite3")


def stand(attempts, *happened):
    """The status after these: an outcome for code, or a mark."""
    for what, code in happened:
        if what == "lent":
            attempts.mark("double", "borrowed", "a file")
            attempts.mark("double", "lent", hash_of(code))
        elif what in ("reset", "restored", "solution"):
            attempts.mark("double", what, code)
        else:
            attempts.record("double", Verdict("double", what, ""), code)
    return attempts.status("double")


@pytest.mark.parametrize(
    ("happened", "state", "label", "tries"),
    [
        ([("failed", "a")], "trying", "Not yet", 1),
        ([("passed", "a")], "passed", "Passed", 1),
        ([("passed", "a"), ("failed", "b")], "passed", "Passed before, fails now", 2),
        ([("passed", "a"), ("syntax", "b")], "passed", "Passed before, fails now", 2),
        ([("passed", "a"), ("reset", "")], "passed", "Passed before, blank now", 1),
        ([("passed", "a"), ("failed", "b"), ("passed", "c")], "passed", "Passed", 3),
        ([("lent", LENT)], "borrowed", "Borrowed", 0),
        ([("lent", LENT), ("passed", LENT)], "borrowed", "Borrowed", 0),
        ([("lent", LENT), ("passed", LENT), ("failed", "b")], "trying", "Not yet", 1),
        ([("lent", LENT), ("passed", LENT), ("passed", "mine")], "passed", "Passed", 1),
        ([("lent", LENT), ("reset", "")], "untouched", "To do", 0),
        ([("passed", "a"), ("lent", LENT)], "passed", "Passed before, borrowed now", 1),
        ([("passed", LENT), ("lent", LENT)], "passed", "Passed before, borrowed now", 1),
        ([("failed", "a"), ("lent", LENT), ("restored", "")], "trying", "Not yet", 1),
    ],
)
def test_where_a_learner_stands_after_what_happened(attempts, happened, state, label, tries):
    status = stand(attempts, *happened)
    assert (status.state, status.label, status.tries) == (state, label, tries)


def test_whoever_looked_at_the_solution_may_look_again(attempts):
    assert not may_see_solution(stand(attempts, ("failed", "a")))
    assert may_see_solution(stand(attempts, ("solution", "")))


def test_counts_say_what_is_the_case_now():
    passed, lapsed = Status(state="passed", now="passed"), Status(state="passed", now="failed")
    borrowed = Status(state="borrowed", now="borrowed")
    assert count_up([passed, Status()]) == "1 of 2 passed"
    assert count_up([passed, lapsed], "exercises") == (
        "2 of 2 exercises passed, 1 of them fails now"
    )
    assert count_up([lapsed, lapsed, borrowed]) == ("2 of 3 passed, 2 of them fail now, 1 borrowed")
