"""Answering: once for good where it is anonymous, until it closes where it is not."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bootcamp.errors import AnsweredAlready, BootcampError
from bootcamp.web.cohort.domain.survey_answer import (
    OVER,
    TWICE,
    answer,
    entries_of,
    stamp,
)
from bootcamp.web.cohort.domain.survey_items import Entry
from bootcamp.web.cohort.domain.survey_spec import QuestionSpec
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.models import (
    Answer,
    AuditEvent,
    Envelope,
    OutboxMail,
    Receipt,
    Response,
    Wave,
)

from .asked import AGREED, RATING, WORDS, a_wave, all_answer, crowd, given
from .conftest import at_once, make_person


@pytest.mark.django_db(transaction=True)
def test_of_twenty_anonymous_answers_of_one_person_at_once_one_counts(cohort, organiser):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser)
    found = at_once(20, lambda n: answer(wave, given(1 + n % 10), actor=person))
    refused = [str(one) for one in found if isinstance(one, AnsweredAlready)]
    assert (found.count(None), refused) == (1, [TWICE] * 19)
    assert Envelope.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_confidential_answers_of_one_person_at_once_one_response_is_made(
    cohort, organiser
):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser, "confidential")
    found = at_once(20, lambda n: answer(wave, given(1 + n % 10), actor=person))
    assert all(one is None or isinstance(one, AnsweredAlready) for one in found)
    assert found.count(None) == 2  # n and n + 10 say the same: it has arrived, for both
    assert (Response.objects.count(), Answer.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_no_answer_is_lost_between_a_wave_and_its_closing(cohort, organiser):
    """Whoever was told that it was sent is among the responses; whoever wasn't, isn't."""
    people = crowd(cohort, 19)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:5])

    def act(number):
        if number == 7:
            return close_wave(wave, actor=organiser)
        return answer(wave, given(3), actor=people[5 + number])

    found = at_once(14, act)
    sent = found.count(None)
    assert {str(one) for one in found if isinstance(one, BootcampError)} <= {OVER}
    assert Response.objects.count() == 5 + sent == Receipt.objects.filter(is_done=True).count()
    assert Envelope.objects.count() == 0


def test_an_anonymous_answer_leaves_a_receipt_and_an_envelope_and_nothing_else(cohort, organiser):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser)
    before = (AuditEvent.objects.count(), OutboxMail.objects.count())
    answer(wave, given(3, "Less haste."), actor=person)
    assert Receipt.objects.get().is_done
    assert Envelope.objects.count() == 1
    assert not Response.objects.exists()
    assert (AuditEvent.objects.count(), OutboxMail.objects.count()) == before


def test_a_failure_after_the_receipt_leaves_neither(cohort, organiser):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser)
    with pytest.raises(BootcampError, match="isn't one of its answers"):
        answer(wave, given(11), actor=person)
    assert not Receipt.objects.get().is_done
    assert not Envelope.objects.exists()
    answer(wave, given(10), actor=person)


def test_confidential_answers_are_changed_until_the_wave_closes(cohort, organiser):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser, "confidential")
    all_answer(wave, people, lambda n: given(4, "First."))
    mine = Response.objects.get(membership__person=people[0])
    seen = stamp(entries_of(mine), False)
    answer(wave, given(9), actor=people[0], may_quote=True, seen=seen)
    mine.refresh_from_db()
    assert entries_of(mine) == {"rating": Entry("answered", 9.0), "words": Entry()}
    assert mine.may_quote
    close_wave(wave, actor=organiser)
    with pytest.raises(BootcampError, match=OVER):
        answer(wave, given(1), actor=people[0], seen=stamp(entries_of(mine), True))
    assert Response.objects.count() == 5


def test_an_older_tab_doesnt_overwrite_what_a_newer_one_sent(cohort, organiser):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser, "confidential")
    answer(wave, given(4), actor=person, seen="")
    with pytest.raises(AnsweredAlready, match="from another page or tab"):
        answer(wave, given(5), actor=person, seen="")
    assert Answer.objects.get(question__code="rating").number == 4
    answer(wave, given(4), actor=person, seen="")  # the same again: it has arrived


@pytest.mark.parametrize("mode", ["anonymous", "confidential", "identified"])
def test_who_isnt_asked_or_has_left_answers_nothing(cohort, organiser, mode):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser, mode)
    with pytest.raises(BootcampError, match="You aren't asked here"):
        answer(wave, given(5), actor=make_person("stranger"))
    person.memberships.update(state="withdrawn")
    with pytest.raises(BootcampError, match="You aren't asked here"):
        answer(wave, given(5), actor=person)
    assert not Receipt.objects.filter(is_done=True).exists()


def test_after_its_time_nothing_is_taken_even_if_nobody_has_closed_it_yet(cohort, organiser):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser)
    Wave.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(BootcampError, match="This form is closed"):
        answer(wave, given(5), actor=person)


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_skipped_and_not_applicable_are_kept_apart_from_answers(cohort, organiser, mode):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser, mode, questions=[RATING, AGREED, WORDS])
    all_answer(wave, people, lambda n: given(5, agreed=Entry("not_applicable")))
    close_wave(wave, actor=organiser)
    found = set(Answer.objects.values_list("question__code", "status", "number", "text"))
    assert found == {
        ("rating", "answered", 5.0, ""),
        ("agreed", "not_applicable", None, ""),
        ("words", "skipped", None, ""),
    }


CHOICE = QuestionSpec("pick", "Which?", "choice", ("a", "b"))
MULTI = QuestionSpec("many", "Which ones?", "multi", ("a", "b"))
LINE = QuestionSpec("line", "In a line?", "short")
CHANCE = QuestionSpec("chance", "How likely?", "probability")
MUST = QuestionSpec("must", "Surely?", "likert5", is_required=True)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        (RATING, Entry("answered", 0.0)),
        (RATING, Entry("answered", 5.5)),
        (RATING, Entry("answered")),
        (RATING, Entry("answered", float("nan"))),
        (RATING, Entry("answered", 5.0, "and more")),
        (RATING, Entry("skipped", 5.0)),
        (RATING, Entry("not_applicable")),
        (AGREED, Entry("answered", 6.0)),
        (AGREED, Entry("not_applicable", 5.0)),
        (CHANCE, Entry("answered", 100.1)),
        (CHANCE, Entry("answered", -0.1)),
        (CHOICE, Entry("answered", choices=("c",))),
        (CHOICE, Entry("answered", choices=("a", "b"))),
        (MULTI, Entry("answered", choices=("a", "a"))),
        (MULTI, Entry("answered")),
        (LINE, Entry("answered", text="x" * 301)),
        (LINE, Entry("answered", text="  ")),
        (LINE, Entry("answered", text="a\0b")),
        (WORDS, Entry("answered", text="x" * 4001)),
        (MUST, Entry()),
    ],
)
def test_what_isnt_an_answer_to_its_question_is_refused(cohort, organiser, question, entry):
    person = crowd(cohort, 1)[0]
    other = QuestionSpec("other", "And?", "scale10")
    wave = a_wave(cohort, organiser, questions=[question, other])
    with pytest.raises(BootcampError):
        answer(wave, {question.code: entry, "other": Entry("answered", 3.0)}, actor=person)
    assert not Envelope.objects.exists()


def test_nothing_at_all_isnt_sent(cohort, organiser):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser)
    with pytest.raises(BootcampError, match="Nothing is answered yet"):
        answer(wave, {}, actor=person)
    assert not Receipt.objects.get().is_done


@pytest.mark.parametrize("is_per_section", [True, False])
def test_the_database_takes_one_answer_to_each_question(cohort, organiser, is_per_section):
    [person] = crowd(cohort, 1)
    wave = a_wave(cohort, organiser, "confidential")
    answer(wave, given(5), actor=person)
    found = Answer.objects.get(question__code="rating")
    if is_per_section:
        found.section = cohort.sections.first()
        found.save()
    found.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save(force_insert=True)
