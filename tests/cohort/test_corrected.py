"""What organisers correct rather than remove, and what their pages say of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bootcamp.web.cohort.domain.cohort import change_cohort, open_cohort, today_in
from bootcamp.web.cohort.domain.progress import QUIET_DAYS, quiet
from bootcamp.web.cohort.domain.quiz_todo import for_learners
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.models import Cohort as CohortRow
from bootcamp.web.cohort.models import CostLine, Membership, Metric
from bootcamp.web.cohort.models import Outcome as OutcomeRow

from .conftest import make_person
from .test_progress import people, tried

COST = {"category": "Rent", "amount": "10", "currency": "eur", "is_actual": "on"}


def text_of(response):
    return response.content.decode()


def test_a_cost_is_changed_in_place_and_keeps_its_currency_when_the_cohorts_changes(
    cohort, organiser, signed_in
):
    client, url = signed_in(organiser), "/c/spring/kept/costs/"
    client.post(url, COST | {"on": "2026-07-01"})
    row = CostLine.objects.get()
    assert 'value="Rent"' in text_of(client.get(f"{url}?change={row.pk}"))
    client.post(f"{url}?change={row.pk}", COST | {"amount": "12", "on": "2026-07-02"})
    cohort.currency = "USD"
    change_cohort(cohort, ["currency"], actor=organiser)
    assert [(c.amount, c.currency) for c in rows_of(cohort, today_in(cohort)).costs] == [
        (12, "EUR")
    ]
    trail = text_of(client.get("/c/spring/trail/"))
    assert "changed currency from GBP to USD" in trail
    assert "changed a row" in trail


def test_a_row_of_another_cohort_isnt_changed(cohort, other_cohort, organiser, signed_in):
    row = CostLine.objects.create(cohort=other_cohort, category="Rent", amount=1, currency="EUR")
    url = f"/c/spring/kept/costs/?change={row.pk}"
    assert signed_in(organiser).get(url).status_code == 404
    assert signed_in(organiser).post(url, COST | {"on": "2026-07-01"}).status_code == 404
    row.refresh_from_db()
    assert (row.amount, CostLine.objects.count()) == (1, 1)


@pytest.mark.parametrize("days", [1, -1500])
@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("costs", COST),
        ("reach", {"what": "Stars", "value": "3"}),
        ("reuse", {"organisation": "A", "state": "used"}),
    ],
)
def test_a_day_to_come_or_of_another_age_is_refused(
    cohort, organiser, signed_in, what, fields, days
):
    day = (today_in(cohort) if days > 0 else cohort.start) + timedelta(days)
    said = text_of(signed_in(organiser).post(f"/c/spring/kept/{what}/", fields | {"on": day}))
    assert f"got {day}" in said
    assert not rows_of(cohort, date(2030, 1, 1)).costs


def test_an_outcome_is_known_since_the_programme_began_at_the_earliest(
    cohort, organiser, participant, signed_in
):
    fields = {"kind": "role", "track": "unknown", "months_after": "0", "on": "2026-05-24"}
    fields |= {"membership": participant.memberships.get().pk}
    said = text_of(signed_in(organiser).post("/c/spring/outcomes/", fields))
    assert "Expected a day from 2026-05-25 to" in said
    assert not OutcomeRow.objects.exists()


def test_a_count_beyond_all_counts_is_refused(cohort, organiser, signed_in):
    fields = {"what": "Stars", "value": "1e20", "on": "2026-07-01"}
    said = text_of(signed_in(organiser).post("/c/spring/kept/reach/", fields))
    assert "Expected 0 to 1,000,000,000,000" in said
    assert not Metric.objects.exists()


def test_the_trail_names_whose_state_was_set(cohort, organiser, participant, signed_in):
    client = signed_in(organiser)
    member = participant.memberships.get()
    client.post(f"/c/spring/people/{member.public}/state", {"state": "withdrawn"})
    trail = text_of(client.get("/c/spring/trail/"))
    assert "Petra" in trail
    assert member.public not in trail


def test_a_section_is_changed_and_moved_and_its_short_name_stays(cohort, organiser, signed_in):
    client, url = signed_in(organiser), "/c/spring/programme/?change=autograd"
    assert 'value="Backpropagation"' in text_of(client.get(url))
    fields = {"title": "Backprop", "planned_days": "9", "chapter": "autograd", "place": "1"}
    client.post(url, fields | {"key": "other"})
    found = list(cohort.sections.values_list("key", "title", "planned_days"))
    assert found == [("autograd", "Backprop", 9), ("arrays", "Arrays", 5)]
    client.post(url, fields | {"place": "7"})
    assert list(cohort.sections.values_list("key", flat=True)) == ["arrays", "autograd"]
    refused = client.post(url, fields | {"place": "0", "title": "Nowhere"})
    assert refused.status_code == 200
    assert not cohort.sections.filter(title="Nowhere").exists()


def test_who_opens_their_first_cohort_reads_times_where_it_meets(db):
    person = make_person("nia", may_open_cohorts=True)
    given = {"start": date(2026, 5, 25), "end": date(2026, 7, 3), "title": "T"}
    open_cohort(CohortRow(slug="a", zone="Asia/Kolkata", **given), actor=person)
    person.refresh_from_db()
    assert person.zone == "Asia/Kolkata"
    open_cohort(CohortRow(slug="b", zone="Europe/Oslo", **given), actor=person)
    person.refresh_from_db()
    assert person.zone == "Asia/Kolkata"  # not chosen anew for them


def test_who_has_tried_nothing_for_days_of_work_is_named(tiny, cohort):
    never, long_ago, lately = people(cohort, 3)
    Membership.objects.update(since=datetime(2026, 6, 1, tzinfo=UTC))
    cohort.start, cohort.end = date(2026, 6, 1), date(2026, 6, 30)  # a Monday
    now = datetime(2026, 6, 9, 12, tzinfo=cohort.tz)  # a Tuesday: Thursday is the third day before
    tried(long_ago, "double", (0, "failed"), since=datetime(2026, 6, 3, 12, tzinfo=cohort.tz))
    tried(lately, "double", (0, "failed"), since=datetime(2026, 6, 4, 12, tzinfo=cohort.tz))
    assert QUIET_DAYS == 3

    def named(at):
        return [member.person for member in quiet(cohort, at)]

    assert named(now) == [never, long_ago]
    assert named(now - timedelta(days=6)) == []  # too early to say
    assert named(now + timedelta(days=40)) == []  # it is over


def test_the_test_after_a_chapter_presses_only_those_who_began_it(cohort, participant):
    monday = cohort.start + timedelta(days=7)

    def after():
        roles = frozenset({"participant"})
        found = for_learners(participant, cohort, roles, today=monday)
        return [todo.is_main for todo in found if "after" in todo.title]

    assert after() == [False]
    tried(participant, "split_heads", (0, "failed"))
    assert after() == [True]
