"""What counts as work, as a test and as an answer of this cohort: by hand, case by case."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.report.build import report_of, rows_sha256
from bootcamp.web.cohort.domain import standing
from bootcamp.web.cohort.domain.items import items_of
from bootcamp.web.cohort.domain.keys import make_key, person_with
from bootcamp.web.cohort.domain.membership import set_state
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.domain.survey_form import make_form as keep_form
from bootcamp.web.cohort.domain.survey_spec import FormSpec
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.models import (
    Answer,
    Invitation,
    Metric,
    Section,
    Standing,
    TestItem,
)
from tests.bootcamp.report.asking import spec_of

from .asked import a_wave, all_answer, crowd
from .conftest import join, make_cohort, make_person
from .filled import answered, attempt, make_form, mark, members_of, sat

CUT_OFF = date(2026, 7, 10)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORK = (
    'key = "work"\nkind = "exercises"\ntitle = "Exercises"',
    'key = "curve"\nkind = "progress"\ntitle = "Curve"',
)


def figures(cohort, cut_off=CUT_OFF, spec=WORK):
    report = report_of(rows_of(cohort, cut_off), spec_of(*spec), cut_off, "internal")
    return {figure.key: figure for part in report.parts for figure in part.figures}


def exercises(cohort, cut_off=CUT_OFF):
    return {row.exercise: row for row in rows_of(cohort, cut_off).exercises}


def test_a_share_is_of_the_chapters_exercises_and_not_of_those_that_were_touched(cohort):
    for member in members_of(cohort, 6):
        attempt(member.person, "split_heads", NOON, "passed")
    found = figures(cohort)
    cells = found["work"].items[0].cells
    assert cells[1:3] == (37.0, 1.0)
    assert found["curve"].items[0].points[-1][1] == pytest.approx(
        1 / 74
    )  # both chapters' are meant


def test_what_was_done_before_the_cohort_or_after_its_last_day_is_not_its_work(cohort):
    [member] = members_of(cohort, 1)
    first = datetime.combine(cohort.start, datetime.min.time(), cohort.tz)
    last = datetime.combine(cohort.end, datetime.max.time(), cohort.tz)
    moments = {
        "standardise": first - timedelta(seconds=1),
        "split_heads": first,
        "bigram_counts": last,
        "hide_future": last + timedelta(seconds=1),
    }
    for name, at in moments.items():
        attempt(member.person, name, at, "passed")
    assert set(exercises(cohort, date(2027, 1, 1))) == {"split_heads", "bigram_counts"}


def test_the_day_of_a_pass_is_the_day_where_the_cohort_meets(cohort):
    cohort.zone = "Pacific/Auckland"
    cohort.save()
    [member] = members_of(cohort, 1)
    attempt(member.person, "split_heads", datetime(2026, 6, 1, 20, tzinfo=UTC), "passed")
    assert exercises(cohort)["split_heads"].solved_on == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("kind", "text", "unaided"),
    [("hint", "", False), ("lent", "a", False), ("borrowed", "", False), ("solution", "", False)],
)
def test_a_pass_after_a_gift_isnt_unaided(cohort, kind, text, unaided):
    [member] = members_of(cohort, 1)
    mark(member.person, "split_heads", NOON, kind, text)
    attempt(member.person, "split_heads", NOON + timedelta(minutes=1), "passed", code="own")
    assert exercises(cohort)["split_heads"].unaided is unaided


def test_a_hint_that_was_seen_after_the_pass_was_no_aid(cohort):
    [member] = members_of(cohort, 1)
    attempt(member.person, "split_heads", NOON, "passed")
    mark(member.person, "split_heads", NOON + timedelta(minutes=1), "hint")
    row = exercises(cohort)["split_heads"]
    assert (row.hints, row.unaided) == (1, True)


def test_of_tries_with_nothing_but_pauses_between_no_minutes_are_known(cohort):
    [member] = members_of(cohort, 1)
    for number in range(3):
        outcome = "passed" if number == 2 else "failed"
        at = NOON + timedelta(minutes=16 * number)
        attempt(member.person, "split_heads", at, outcome, code=f"{number}")
    assert exercises(cohort)["split_heads"].minutes is None


@pytest.mark.parametrize("kind", ["lent", "solution"])
def test_copied_code_is_no_first_honest_try(cohort, ta, kind):
    for number in range(12):
        person = join(make_person(f"p{number:02}"), cohort).person
        mark(person, "split_heads", NOON, kind, "a")
        passed = attempt(person, "split_heads", NOON + timedelta(minutes=1), "passed", code="a")
        passed.honest = True
        passed.save()
        standing.refresh(person, ["split_heads"])
    assert items_of(cohort, reader=ta) == []
    row = Standing.objects.first()
    assert (row.passed_first, row.tries) == (None, 0 if kind == "lent" else 1)


def test_the_first_honest_try_counts_and_not_the_last(cohort):
    [member] = members_of(cohort, 1)
    attempt(member.person, "split_heads", NOON, "failed", code="1")
    passed = attempt(member.person, "split_heads", NOON + timedelta(minutes=1), "passed", code="2")
    passed.honest = True
    passed.save()
    standing.refresh(member.person, ["split_heads"])
    assert Standing.objects.get().passed_first is False


def test_a_prediction_measures_nothing(cohort, ta):
    for number in range(12):
        person = join(make_person(f"p{number:02}"), cohort).person
        attempt(person, "pairs_by_accident", NOON, "failed")
        standing.refresh(person, ["pairs_by_accident"])
    assert items_of(cohort, reader=ta) == []


def test_whoever_answered_and_left_is_among_those_who_could_answer(cohort, organiser):
    people = crowd(cohort, 10)
    wave = a_wave(cohort, organiser)
    all_answer(wave, [*people[:3], *people[6:]])
    for person in people[:3]:
        set_state(person.memberships.get(), "withdrawn", actor=organiser)
    close_wave(wave, actor=organiser)
    [row] = rows_of(cohort, timezone.localdate() + timedelta(days=1)).waves
    assert (row.invited, row.eligible, row.answered) == (10, 10, 7)


def test_open_invitations_are_the_invited(cohort):
    later = timezone.now() + timedelta(days=30)
    for number, fields in enumerate(
        [{}, {}, {"used_at": timezone.now()}, {"withdrawn_at": timezone.now()},
         {"expires_at": timezone.now() - timedelta(days=1)}]
    ):  # fmt: skip
        Invitation.objects.create(
            cohort=cohort, role="participant", email=f"{number}@example.org",
            token_hash=f"{number}", **{"expires_at": later, **fields},
        )  # fmt: skip
    members = rows_of(cohort, timezone.localdate() + timedelta(days=1)).members
    assert sum(member.state == "invited" for member in members) == 2
    assert not any("example.org" in str(member) for member in members)


def test_a_test_after_the_cut_off_doesnt_count(cohort):
    [member] = members_of(cohort, 1)
    sat(member, "arrays", "before", 3, NOON)
    sat(member, "arrays", "after", 3, datetime(2026, 7, 11, 12, tzinfo=UTC))
    assert [row.phase for row in rows_of(cohort, CUT_OFF).tests] == ["before"]


def test_only_items_that_were_judged_both_times_are_compared(cohort):
    [member] = members_of(cohort, 1)
    before = sat(member, "arrays", "before", 8, NOON)
    after = sat(member, "arrays", "after", 8, NOON + timedelta(days=9))
    for number in range(5):
        TestItem.objects.create(test=after, name=f"new{number}", points=0)
    before.items.filter(name="i0").update(points=0, out_of=0)  # nobody could judge it
    rows = {row.phase: (row.score, row.out_of) for row in rows_of(cohort, CUT_OFF).tests}
    assert rows == {"before": (7, 7), "after": (7, 7)}


def test_a_test_whose_code_waits_changes_nothing_of_the_one_before(cohort):
    [member] = members_of(cohort, 1)
    sat(member, "arrays", "before", 8, NOON)
    after = sat(member, "arrays", "after", 8, NOON + timedelta(days=9))
    after.items.exclude(name="i0").update(points=None)
    assert [(r.phase, r.out_of) for r in rows_of(cohort, CUT_OFF).tests] == [("before", 8)]


def test_self_ratings_are_of_those_who_took_part_at_the_cut_off(cohort, organiser):
    members = members_of(cohort, 4)
    sat(members[0], "arrays", "before", 3, NOON, self_rating=4)
    members[3].state, members[3].since = "withdrawn", NOON
    members[3].save()
    [wave] = [w for w in rows_of(cohort, CUT_OFF).waves if w.form == "test_before"]
    assert (wave.invited, wave.eligible, wave.answered) == (4, 3, 1)


def test_of_two_sections_about_one_chapter_the_first_has_its_self_ratings(cohort):
    [member] = members_of(cohort, 1)
    Section.objects.create(
        cohort=cohort, key="again", title="Again", order=99, planned_days=1, chapter="arrays"
    )
    sat(member, "arrays", "before", 3, NOON, self_rating=4)
    first = cohort.sections.filter(chapter="arrays").first()
    [answer] = [a for a in rows_of(cohort, CUT_OFF).answers if a.question == "self_rating"]
    assert answer.section == first.key != "again"


def test_a_form_cant_have_the_name_of_the_self_ratings(cohort, organiser):
    with pytest.raises(BootcampError, match="Choose another short name"):
        keep_form(cohort, FormSpec("test_before", "Mine", "anonymous", "", ()), actor=organiser)


def test_seven_of_five_is_refused_on_the_page_and_in_the_engine(cohort, organiser, signed_in):
    fields = {"what": "Chat", "value": "7", "out_of": "5", "on": "2026-07-01"}
    client = signed_in(organiser)
    shown = client.post("/c/spring/kept/reach/", fields).content.decode()
    assert "Expected a whole number out of a whole number, got 7 of 5." in shown
    assert not Metric.objects.exists()
    Metric.objects.create(cohort=cohort, what="Chat", value=6.5, out_of=15, on=NOON.date())
    spec = ('key = "r"\nkind = "reach"\ntitle = "R"',)
    with pytest.raises(BootcampError, match="“Chat” should be a whole number"):
        figures(cohort, spec=spec)


def test_the_key_of_an_account_that_is_closed_opens_nothing(participant):
    key = make_key("laptop", actor=participant)
    assert person_with(key) == participant
    participant.is_active = False
    participant.save()
    assert person_with(key) is None


def test_work_of_one_cohort_isnt_that_of_a_later_one(cohort):
    [member] = members_of(cohort, 1)
    attempt(member.person, "split_heads", NOON, "passed")
    later = make_cohort("later")
    later.start, later.end = date(2027, 1, 4), date(2027, 2, 12)
    later.save()
    join(member.person, later)
    assert rows_of(later, date(2027, 3, 1)).exercises == ()


def test_the_same_tables_give_the_same_hash_and_one_answer_more_another(cohort):
    members = members_of(cohort, 3)
    form = make_form(cohort, "exit", "anonymous", {"q": "scale10"})
    wave = answered(form, members, {("q", ""): [7, 8, 9]}, NOON)
    first = rows_sha256(rows_of(cohort, CUT_OFF))
    assert rows_sha256(rows_of(cohort, CUT_OFF)) == first
    Answer.objects.filter(response=wave.responses.first()).update(number=1)
    assert rows_sha256(rows_of(cohort, CUT_OFF)) != first
