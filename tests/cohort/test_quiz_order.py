"""The test before a chapter comes before it, and the one after asks the same."""

import pytest

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import quiz

from .test_quiz import FIRST, LAST, answers_of, begins, member_of, moved

__all__ = ["begins"]  # a fixture


def test_an_unfinished_test_before_closes_when_the_chapter_is_under_way(
    begins,
    cohort,
    participant,
    signed_in,
):
    test = quiz.begin(member_of(participant), "arrays", "before", actor=participant)
    moved(cohort, 30)
    test = type(test).objects.get()
    right = answers_of(test)
    for verb in (quiz.keep, quiz.finish):
        with pytest.raises(BootcampError, match="isn't counted"):
            verb(test, right, 4, actor=participant)
    page = signed_in(participant).get("/c/spring/tests/arrays/before/").content.decode()
    assert "isn&#x27;t counted" in page
    assert "<textarea" not in page


def test_nobody_begins_before_once_after_was_begun(cohort, participant):
    cohort.sections.filter(chapter="arrays").update(planned_days=1)
    member = member_of(participant)
    before = quiz.begin(member, "arrays", "before", actor=participant, day=FIRST)
    before.delete()
    quiz.begin(member, "arrays", "after", actor=participant, day=FIRST)
    with pytest.raises(BootcampError, match="now that you have learned some of it"):
        quiz.begin(member, "arrays", "before", actor=participant, day=FIRST)


def test_after_asks_what_before_asked(cohort, participant):
    member = member_of(participant)
    before = quiz.begin(member, "arrays", "before", actor=participant, day=FIRST)
    before.items.filter(name__in=("ranked", "keepdim")).delete()
    after = quiz.begin(member, "arrays", "after", actor=participant, day=LAST)
    names = [question.name for question in quiz.questions_of(after)]
    assert names == [question.name for question in quiz.questions_of(before)]
    assert "ranked" not in names


def test_a_test_is_a_participants_own(begins, cohort, participant, ta):
    helper = ta.memberships.get()
    with pytest.raises(BootcampError, match="somebody else's test"):
        quiz.begin(helper, "arrays", "before", actor=ta)
