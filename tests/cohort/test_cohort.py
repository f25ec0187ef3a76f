"""A cohort is opened, planned and changed; what can't be is said."""

from datetime import date

import pytest

from bootcamp.web.cohort.domain.cohort import section_now
from bootcamp.web.cohort.models import AuditEvent, Cohort, Membership

from .conftest import make_cohort, make_person

OPENED = {
    "title": "Winter", "slug": "winter", "start": "2023-05-22", "end": "2023-06-30",
    "zone": "Europe/London", "hours_per_day": "8", "k": "5", "currency": "GBP",
}  # fmt: skip


def test_six_weeks_of_eight_hours_are_240_hours_and_a_day_off_less_is_less(signed_in):
    client = signed_in(make_person("olga", may_open_cohorts=True))
    client.post("/cohorts/new", OPENED)
    cohort = Cohort.objects.get()
    assert (cohort.weekdays, cohort.weekdays * cohort.hours_per_day) == (30, 240)
    assert Membership.objects.get().role == "organiser"
    assert "30 days of work, 240 hours" in client.get("/c/winter/programme/").content.decode()
    client.post("/c/winter/settings/", {**OPENED, "holidays": "2023-05-29"})
    assert "29 days of work, 232 hours" in client.get("/c/winter/programme/").content.decode()
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs == ["changed holidays", "opened the cohort"]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("end", "2023-05-01", "The last day, 2023-05-01, is before the first, 2023-05-22."),
        ("k", "2", "Expected 3 or more, got 2"),
        ("holidays", "29 May", "Expected a day such as 2026-12-25, got “29 May”."),
        ("zone", "Mars/Olympus", "Select a valid choice"),
    ],
)
def test_what_cant_be_is_said_at_its_field_and_nothing_is_kept(signed_in, field, typed, says):
    client = signed_in(make_person("olga", may_open_cohorts=True))
    page = client.post("/cohorts/new", {**OPENED, field: typed}).content.decode()
    assert says in page
    assert not Cohort.objects.exists()


def test_who_may_not_open_cohorts_finds_no_such_page(signed_in, participant):
    assert signed_in(participant).post("/cohorts/new", OPENED).status_code == 404


def test_a_section_follows_the_planned_days_and_not_weekends():
    cohort = make_cohort("spring", holidays=["2026-05-25"])  # 5 days of arrays, then autograd
    found = {
        day: section_now(cohort, date.fromisoformat(day))
        for day in ("2026-05-24", "2026-05-26", "2026-06-01", "2026-06-02", "2026-07-01")
    }
    keys = [section.key if section else "" for section in found.values()]
    assert keys == ["", "arrays", "arrays", "autograd", ""]


def test_a_section_is_added_once_and_removed(signed_in, organiser, cohort):
    client = signed_in(organiser)
    added = {"title": "Talks", "key": "talks", "planned_days": "2", "chapter": ""}
    client.post("/c/spring/programme/", added)
    again = client.post("/c/spring/programme/", added)
    shown = again.content.decode()
    assert "There is a section `talks` already. Choose another one." in shown
    assert 'value="Talks"' in shown  # what was written isn't lost
    assert list(cohort.sections.values_list("key", flat=True)) == ["arrays", "autograd", "talks"]
    client.post("/c/spring/programme/talks/remove")
    assert list(cohort.sections.values_list("key", flat=True)) == ["arrays", "autograd"]


def test_someone_with_one_cohort_is_led_there_and_one_with_two_chooses(
    signed_in, participant, other_cohort
):
    client = signed_in(participant)
    assert client.get("/")["Location"] == "/c/spring/"
    Membership.objects.create(person=participant, cohort=other_cohort, role="ta")
    page = client.get("/").content.decode()
    assert "Spring" in page
    assert "Autumn" in page


def test_times_are_those_of_the_reader(signed_in, organiser, cohort):
    from datetime import UTC, datetime

    AuditEvent.objects.create(cohort=cohort, verb="x", at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    organiser.zone = "Asia/Kolkata"
    organiser.save()
    page = signed_in(organiser).get("/c/spring/trail/").content.decode()
    assert "2 Jul 2026, 04:00" in page
    assert "times are in Asia/Kolkata" in page
