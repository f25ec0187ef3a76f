"""A day and a moment are within bounds, and what clocks skip or show twice is said in our words."""

import zoneinfo
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils import timezone

from bootcamp.web.cohort.forms.cohort import CohortForm
from bootcamp.web.cohort.forms.moments import Day, Moment
from bootcamp.web.cohort.models import Cohort, Wave

from .asked import a_form


def said(field, text, zone="UTC"):
    with timezone.override(zoneinfo.ZoneInfo(zone)):
        try:
            return field.clean(text)
        except forms.ValidationError as error:
            return error.messages[0]


@pytest.mark.parametrize(
    "day", ["1999-12-31", "0026-06-01", "9999-12-31", "2100-01-01", "0001-01-01"]
)
def test_a_day_outside_of_the_century_is_refused(day):
    expected = f"Expected a day from 2000 to 2099, got {day}."
    assert said(Day(), day) == expected
    for zone in ("UTC", "Pacific/Auckland", "America/Los_Angeles"):
        assert said(Moment(), f"{day}T12:00", zone) == expected


def test_what_is_no_day_is_quoted():
    assert said(Day(), "2026-02-30") == "Expected a day such as 2026-12-25, got “2026-02-30”."
    assert (
        said(Moment(), "soon") == "Expected a day and a time such as 2026-12-25 18:00, got “soon”."
    )
    assert said(Day(), "2026-02-28") == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "zone", "says"),
    [
        ("2026-03-29T01:30", "Europe/London", "On 29 March 2026 the clocks of Europe/London skip 01:30."),
        ("2026-10-25T01:30", "Europe/London", "are set back, and show twice, 01:30."),
        ("2026-03-08T02:15", "America/New_York", "skip 02:15."),
        ("2026-11-01T01:00", "America/New_York", "show twice, 01:00."),
    ],
)  # fmt: skip
def test_an_hour_that_clocks_skip_or_show_twice_is_said(typed, zone, says):
    assert says in said(Moment(), typed, zone)


def test_a_moment_is_meant_in_the_zone_of_who_types_it():
    assert said(Moment(), "2026-06-01T12:00", "Europe/Berlin") == datetime(
        2026, 6, 1, 10, tzinfo=UTC
    )


def test_a_wave_doesnt_close_in_the_year_9999(cohort, organiser, signed_in):
    form = a_form(cohort, organiser)
    body = {
        "label": "",
        "asks": "participant",
        "months_after": "0",
        "closes_at": "9999-12-31T23:59",
    }
    page = signed_in(organiser).post(f"/c/spring/forms/{form.public}/ask", body).content.decode()
    assert "Expected a day from 2000 to 2099, got 9999-12-31." in page
    assert not Wave.objects.exists()


def test_a_cohort_isnt_of_the_year_26(organiser, signed_in):
    body = {
        "title": "T", "slug": "t", "start": "0026-06-01", "end": "0026-07-01", "zone": "UTC",
        "hours_per_day": "8", "holidays": "0026-06-03, 2026-06-03", "k": "5", "currency": "EUR",
    }  # fmt: skip
    form = CohortForm(body)
    assert set(form.errors) == {"start", "end", "holidays"}
    signed_in(organiser).post("/cohorts/new", body)
    assert not Cohort.objects.filter(slug="t").exists()
