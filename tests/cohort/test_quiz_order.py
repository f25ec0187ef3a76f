"""Before comes before and after asks the same; when how it went is shown, and in what words."""

import html
import re
from datetime import timedelta

import pytest

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import quiz
from bootcamp.web.cohort.models import Membership, Test

from .conftest import join, make_person
from .test_quiz import FIRST, LAST, URL, answers_of, begins, member_of, moved, sent

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


def test_right_answers_are_shown_after_the_last_test_and_not_before(
    begins, cohort, participant, signed_in
):
    client = signed_in(participant)
    client.post(URL + "before/")
    client.post(URL + "before/", sent(Test.objects.get()) | {"do": "finish"})
    because = "The exponentials are 1"
    assert because not in client.get(URL + "before/").content.decode()
    moved(cohort, 30)
    client.post(URL + "after/")
    assert because not in client.get(URL + "after/").content.decode()
    test = Test.objects.get(phase="after")
    client.post(URL + "after/", sent(test) | {"do": "finish"})
    said = client.get(URL + "after/").content.decode()
    assert because in said
    assert "10 of 10" in said


def finished(person, phase, answers=None, day=LAST):
    test = quiz.begin(member_of(person), "arrays", phase, actor=person, day=day)
    quiz.finish(test, answers or {}, 4, actor=person, day=day)
    return test


def lines(client, address):
    """What the page says of each answer, without its markup."""
    page = client.get(address).content.decode()
    found = re.findall(r'<p class="answer-line.*?>(.*?)</p>', page, re.DOTALL)
    return [" ".join(html.unescape(re.sub("<.*?>", "", each)).split()) for each in found]


def test_right_answers_wait_for_whoever_can_still_take_the_test(cohort, participant, signed_in):
    other = make_person("otto")
    join(other, cohort)
    join(make_person("left"), cohort, state="withdrawn")
    test = finished(participant, "after")
    last = cohort.end
    assert "or on 4 July at the latest" in quiz.why_secret(test, LAST)
    assert [bool(quiz.why_secret(test, last + timedelta(days=n))) for n in (0, 1)] == [True, False]
    moved(cohort, 30)  # the page goes by today
    client = signed_in(participant)
    page = client.get(URL + "after/").content.decode()
    assert "The right answers come here when everybody in the cohort has finished" in page
    assert "After: <strong>0 of 13</strong>" in page
    assert lines(client, URL + "after/") == ["Not answered."] * 13
    assert "The exponentials are 1" not in page
    assert "An answer that is right" not in page
    finished(other, "after", day=None)
    assert quiz.why_secret(test, LAST) == ""
    page = client.get(URL + "after/").content.decode()
    assert "The exponentials are 1" in page
    assert page.count("An answer that is right") == 3


def test_how_it_went_before_is_seen_once_after_is_finished(cohort, participant, signed_in):
    finished(participant, "before", day=FIRST)
    client = signed_in(participant)
    page = client.get(URL + "before/").content.decode()
    assert quiz.SEEN_LATER in page
    assert "answer-line" not in page
    finished(participant, "after")
    page = client.get(URL + "before/").content.decode()
    assert quiz.SEEN_LATER not in page
    assert "The exponentials are 1" in page


def test_every_answer_is_told_in_a_whole_sentence(cohort, participant, signed_in):
    test = quiz.begin(member_of(participant), "arrays", "after", actor=participant, day=LAST)
    asked = {question.name: question for question in quiz.questions_of(test)}
    row_sums, other = asked["row_sums"], "`x` with rows that add up to 1."
    right = row_sums.answer.removesuffix(".")
    given = {
        "row_sums": other,
        "multiples": "2*3*4",
        "head_length": repr(asked["head_length"].answer),
    }
    quiz.finish(test, given, 4, actor=participant, day=LAST)
    told = dict(zip(asked, lines(signed_in(participant), URL + "after/"), strict=True))
    assert told["row_sums"] == (
        f"Not right. You answered “x with rows that add up to 1”; the right answer is “{right}”."
    )
    multiples = f"{asked['multiples'].answer:g}"
    assert told["multiples"] == f"Not right. You answered 2*3*4; the right answer is {multiples}."
    assert told["head_length"] == f"Right. You answered {given['head_length']}."
    grid = f"{asked['entry_of_grid'].answer:g}"
    assert told["entry_of_grid"] == f"Not answered. The right answer is {grid}."
    assert told["ranked"] == "Not answered."


def test_a_persons_finished_tests_are_found_with_their_addresses(cohort, participant):
    assert quiz.finished_by(participant, cohort) == []
    finished(participant, "before", day=FIRST)
    quiz.begin(member_of(participant), "arrays", "after", actor=participant, day=LAST)
    before = ("Arrays", "before", URL + "before/")
    assert quiz.finished_by(participant, cohort) == [before]
    quiz.finish(Test.objects.get(phase="after"), {}, 4, actor=participant, day=LAST)
    after = ("Arrays", "after", URL + "after/")
    assert quiz.finished_by(participant, cohort) == [before, after]
    assert quiz.finished_by(make_person("otto"), cohort) == []
    Membership.objects.update(state="completed")  # what they finished stays theirs to read
    assert quiz.finished_by(participant, cohort) == [before, after]
