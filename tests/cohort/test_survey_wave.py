"""A wave asks everyone at once, closes when it should, and opens again only if too few came."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import survey_wave as verbs
from bootcamp.web.cohort.domain.due import do_due
from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.cohort.domain.survey_spec import QuestionSpec
from bootcamp.web.cohort.models import Answer, AuditEvent, Envelope, Receipt, Response, Wave
from bootcamp.web.cohort.models.membership import Role

from .asked import a_form, a_wave, all_answer, crowd, given
from .conftest import at_once, join, make_person

ABOUT = QuestionSpec("good", "Was it good?", "scale10", per_section=True)


def test_opening_makes_a_receipt_for_each_who_has_the_role_and_for_nobody_else(cohort, organiser):
    people = crowd(cohort, 4)
    for name, state in [("will", "withdrawn"), ("dora", "deferred"), ("ivan", "invited")]:
        join(make_person(name), cohort, state=state)
    done = make_person("cora")
    join(done, cohort, state="completed")
    join(make_person("tara"), cohort, Role.TA)
    wave = a_wave(cohort, organiser)
    asked = {receipt.membership.person for receipt in wave.receipts.all()}
    assert asked == {*people, done}
    assert not Receipt.objects.filter(is_done=True).exists()


def test_receipts_are_made_in_an_order_that_isnt_that_of_joining(cohort, organiser):
    crowd(cohort, 30)
    wave = a_wave(cohort, organiser)
    members = list(wave.receipts.order_by("id").values_list("membership", flat=True))
    assert members != sorted(members)  # one of 30! orders is sorted


@pytest.mark.django_db(transaction=True)
def test_of_twelve_openings_at_once_one_asks(cohort, organiser):
    crowd(cohort, 3)
    wave = verbs.plan_wave(a_form(cohort, organiser), actor=organiser)
    found = at_once(12, lambda _: verbs.open_wave(wave, actor=organiser))
    refused = {str(one) for one in found if isinstance(one, BootcampError)}
    assert sum(isinstance(one, Wave) for one in found) == 1
    assert refused == {
        "Expected a wave that is draft, got one that is open. It can be opened once."
    }
    assert Receipt.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_twelve_closings_at_once_one_unseals(cohort, organiser):
    people = crowd(cohort, 6)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people)
    found = at_once(12, lambda _: verbs.close_wave(wave, actor=organiser))
    assert sum(isinstance(one, Wave) for one in found) == 1
    assert (Response.objects.count(), Envelope.objects.count()) == (6, 0)


def test_without_questions_people_or_sections_it_doesnt_open_and_says_why(cohort, organiser):
    empty = verbs.plan_wave(a_form(cohort, organiser, questions=()), actor=organiser)
    with pytest.raises(BootcampError, match="has no questions yet"):
        verbs.open_wave(empty, actor=organiser)
    lonely = verbs.plan_wave(a_form(cohort, organiser, key="b"), actor=organiser)
    with pytest.raises(BootcampError, match="has no participant to ask"):
        verbs.open_wave(lonely, actor=organiser)
    cohort.sections.all().delete()
    about = a_form(cohort, organiser, key="c", questions=[ABOUT])
    with pytest.raises(BootcampError, match="the cohort has none"):
        verbs.open_wave(verbs.plan_wave(about, actor=organiser), actor=organiser)
    assert set(Wave.objects.values_list("state", flat=True)) == {"draft"}


def test_the_sections_that_a_wave_is_about_are_fixed_when_it_opens(cohort, organiser):
    from bootcamp.web.cohort.domain.cohort import add_section, remove_section

    crowd(cohort, 1)
    wave = a_wave(cohort, organiser, questions=[ABOUT])
    add_section(cohort, actor=organiser, key="late", title="Late", planned_days=1)
    assert [section.key for section in wave.sections.all()] == ["arrays", "autograd"]
    with pytest.raises(BootcampError, match="People were asked about `arrays`"):
        remove_section(cohort.sections.get(key="arrays"), actor=organiser)


def test_a_wave_about_one_section_asks_about_that_one(cohort, organiser):
    crowd(cohort, 1)
    wave = a_wave(cohort, organiser, questions=[ABOUT], sections=[cohort.sections.last()])
    assert [item.name for item in verbs.items_of(wave)] == ["good.autograd"]


def test_closing_freezes_how_many_could_have_answered(cohort, organiser):
    people = crowd(cohort, 8)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:5])
    people[6].memberships.update(state="withdrawn")
    people[7].memberships.update(state="deferred")
    assert verbs.close_wave(wave, actor=organiser).eligible == 6
    people[5].memberships.update(state="withdrawn")
    wave.refresh_from_db()
    assert wave.eligible == 6


def test_anonymous_answers_become_responses_of_nobody_when_enough_came(cohort, organiser):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people, lambda n: given(n + 1, f"text {n}"))
    assert (Envelope.objects.count(), Response.objects.count()) == (5, 0)
    verbs.close_wave(wave, actor=organiser)
    assert (Envelope.objects.count(), Response.objects.count()) == (0, 5)
    assert set(Response.objects.values_list("membership", flat=True)) == {None}
    together = {
        (response.answers.get(question__code="rating").number,
         response.answers.get(question__code="words").text)
        for response in Response.objects.all()
    }  # fmt: skip
    assert together == {(n + 1.0, f"text {n}") for n in range(5)}


def test_of_too_few_the_envelopes_stay_sealed_and_open_with_those_that_come_later(
    cohort, organiser
):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:4])
    verbs.close_wave(wave, actor=organiser)
    assert (Envelope.objects.count(), Response.objects.count()) == (4, 0)
    verbs.extend_wave(wave, None, actor=organiser)
    answer(wave, given(7), actor=people[4])
    verbs.close_wave(wave, actor=organiser)
    assert (Envelope.objects.count(), Response.objects.count()) == (0, 5)


def test_too_few_answers_are_thrown_away_unread_and_the_wave_stays_closed(
    cohort, organiser, signed_in
):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:4])
    with pytest.raises(BootcampError, match="Close it first"):
        verbs.discard_envelopes(wave, actor=organiser)
    verbs.close_wave(wave, actor=organiser)
    client, url = signed_in(organiser), f"/c/spring/waves/{wave.public}/"
    assert "Throw them away" in client.get(url).content.decode()
    says = client.get(url + "discard").content.decode()
    assert "4 sealed answers are deleted for good" in says
    assert Envelope.objects.count() == 4
    client.post(url + "discard")
    assert (Envelope.objects.count(), Response.objects.count()) == (0, 0)
    shown = client.get(url).content.decode()
    assert "thrown away unread" in shown
    assert "Throw them away" not in shown
    assert "Extend it" not in shown
    wave.refresh_from_db()
    with pytest.raises(BootcampError, match="thrown away: this wave stays closed"):
        verbs.extend_wave(wave, None, actor=organiser)
    with pytest.raises(BootcampError, match="Expected sealed answers, got none"):
        verbs.discard_envelopes(wave, actor=organiser)
    assert client.get(url + "results").status_code == 200


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_what_closed_with_results_stays_closed(cohort, organiser, mode):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser, mode)
    all_answer(wave, people)
    verbs.close_wave(wave, actor=organiser)
    with pytest.raises(BootcampError, match="closed with results: it stays closed"):
        verbs.extend_wave(wave, None, actor=organiser)


def test_what_is_due_closes_by_itself_and_what_isnt_stays_open(cohort, organiser):
    people = crowd(cohort, 5)
    soon = timezone.now() + timedelta(hours=1)
    due = a_wave(cohort, organiser, closes_at=soon)
    later = a_wave(cohort, organiser, key="later", closes_at=soon + timedelta(hours=1))
    never = a_wave(cohort, organiser, key="never")
    all_answer(due, people)
    assert verbs.close_due(soon - timedelta(seconds=1)) == 0
    assert verbs.close_due(soon) == 1
    states = [Wave.objects.get(pk=wave.pk).state for wave in (due, later, never)]
    assert states == ["closed", "open", "open"]
    assert Response.objects.count() == 5
    assert AuditEvent.objects.filter(verb="closed a wave", actor=None).count() == 1


def test_the_tick_closes_what_is_over(cohort, organiser):
    crowd(cohort, 1)
    wave = a_wave(cohort, organiser)
    Wave.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    do_due()
    wave.refresh_from_db()
    assert wave.state == "closed"


def test_one_wave_that_cant_be_unsealed_keeps_none_of_the_others_open(
    cohort, organiser, settings, caplog
):
    people = crowd(cohort, 5)
    stuck, fine = a_wave(cohort, organiser), a_wave(cohort, organiser, key="fine")
    all_answer(stuck, people)
    right, settings.SECRET_KEY = settings.SECRET_KEY, "another secret meanwhile"
    all_answer(fine, people)
    Wave.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert verbs.close_due() == 1
    assert [Wave.objects.get(pk=w.pk).state for w in (stuck, fine)] == ["open", "closed"]
    assert "could not be closed" in caplog.text
    settings.SECRET_KEY = right
    assert verbs.close_due() == 1
    assert Response.objects.filter(wave=stuck).count() == 5


def test_a_time_that_is_over_isnt_one_to_close_at(cohort, organiser):
    with pytest.raises(BootcampError, match="would close in the past"):
        a_wave(cohort, organiser, closes_at=timezone.now() - timedelta(minutes=1))


def test_each_round_of_a_form_has_a_key_of_its_own(cohort, organiser):
    form = a_form(cohort, organiser)
    labels = ["", "", "Monday, 1 June", "Monday, 1 June", "Ж"]
    keys = [verbs.plan_wave(form, actor=organiser, label=label).key for label in labels]
    assert keys == ["daily", "daily-2", "daily-monday-1-june", "daily-monday-1-june-2", "daily-3"]


def test_a_draft_goes_and_an_open_wave_stays(cohort, organiser):
    crowd(cohort, 1)
    verbs.remove_wave(verbs.plan_wave(a_form(cohort, organiser), actor=organiser), actor=organiser)
    wave = a_wave(cohort, organiser, key="open")
    with pytest.raises(BootcampError, match="What was asked stays"):
        verbs.remove_wave(wave, actor=organiser)
    assert list(Wave.objects.all()) == [wave]
    assert Answer.objects.count() == 0
