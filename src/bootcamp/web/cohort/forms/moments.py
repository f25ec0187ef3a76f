"""Days and moments that people type: within bounds, and such that every clock shows them."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils import timezone

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


class DayInput(forms.DateInput):
    """A day, picked in the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and a time, picked in the browser."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class Day(forms.DateField):
    """A day of this century."""

    widget = DayInput
    default_error_messages = {"invalid": "Expected a day such as 2026-12-25, got “%(got)s”."}

    def to_python(self, value: Any) -> date | None:
        """The day."""
        try:
            found = super().to_python(value)
        except forms.ValidationError as error:
            raise _with_got(error, value) from None
        return within_bounds(found) if found else None


class Moment(forms.DateTimeField):
    """A moment of this century, as the clocks show it in the zone of who types it."""

    widget = MomentInput
    default_error_messages = {
        "invalid": "Expected a day and a time such as 2026-12-25 18:00, got “%(got)s”."
    }

    def to_python(self, value: Any) -> datetime | None:
        """The moment."""
        try:
            found = super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone" or not error.params:
                raise _with_got(error, value) from None
            within_bounds(error.params["datetime"].date())
            raise _of_clocks(error.params["datetime"]) from None
        if found:
            within_bounds(found.date())
        return found


def _of_clocks(shown: datetime) -> forms.ValidationError:
    """What the clocks do at this time: it isn't shown, or it is shown twice."""
    zone = timezone.get_current_timezone()
    there_and_back = shown.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    is_skipped = there_and_back.replace(tzinfo=None) != shown
    what = "skip" if is_skipped else "are set back, and show twice,"
    return forms.ValidationError(
        f"On {shown:%-d %B %Y} the clocks of {zone} {what} {shown:%H:%M}. Choose a time an hour "
        "earlier or later."
    )


def within_bounds(day: date) -> date:
    """The day, if it is one that a programme of today can have to do with."""
    if not FIRST <= day <= LAST:
        raise forms.ValidationError(
            f"Expected a day from {FIRST:%Y} to {LAST:%Y}, got {day.isoformat()}."
        )
    return day


def _with_got(error: forms.ValidationError, value: Any) -> forms.ValidationError:
    """Django's own error, in which what was typed is quoted."""
    return forms.ValidationError(error.message, code=error.code, params={"got": str(value)[:40]})
