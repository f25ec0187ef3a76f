"""What a child sends arrives whole, or the run didn't end well."""

import pytest

from bootcamp.check.process import MESSAGE_LIMIT, TOO_LARGE, run_in_child

LARGE = {"name": "large", "passed": False, "says": "x" * 2 * MESSAGE_LIMIT}
SMALL = {"name": "small", "passed": True}


@pytest.mark.parametrize("sent", [[LARGE], [LARGE, SMALL], [SMALL, LARGE], [LARGE, LARGE, SMALL]])
def test_a_message_that_is_too_large_is_missed(sent):
    """Else the tests that pass were all that there are."""
    assert run_in_child(lambda: iter(sent), 20.0).ended == TOO_LARGE


def test_many_small_messages_arrive():
    many = [{**SMALL, "number": number} for number in range(5000)]
    ran = run_in_child(lambda: iter(many), 20.0)
    assert (ran.ended, ran.messages) == ("done", many)
