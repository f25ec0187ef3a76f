"""A cohort's settings, and a section."""

import zoneinfo
from datetime import date
from typing import Any

from django import forms

from bootcamp.web.cohort.models import Cohort, Section


def zone_choices() -> list[tuple[str, str]]:
    """Every zone, as region/city."""
    names = sorted(n for n in zoneinfo.available_timezones() if "/" in n and "Etc" not in n)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class Day(forms.DateInput):
    """A day, picked in the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CohortForm(forms.ModelForm):  # type: ignore[type-arg]
    """Open a cohort, or change it."""

    zone = forms.ChoiceField(label="Time zone", choices=zone_choices)
    holidays = forms.CharField(
        label="Days off",
        required=False,
        help_text="As 2026-12-25, with commas between.",
    )

    class Meta:
        model = Cohort
        fields = (
            "title",
            "slug",
            "start",
            "end",
            "zone",
            "hours_per_day",
            "holidays",
            "k",
            "currency",
            "state",
        )
        labels = {"slug": "Name in the address", "k": "Smallest group shown"}
        widgets = {"start": Day(), "end": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["holidays"] = ", ".join(self.instance.holidays)
        else:
            del self.fields["state"]
            self.initial["currency"] = "GBP"

    def clean_holidays(self) -> list[str]:
        """The days off, each a day that there is."""
        days = [text.strip() for text in self.cleaned_data["holidays"].split(",") if text.strip()]
        for day in days:
            try:
                date.fromisoformat(day)
            except ValueError:
                raise forms.ValidationError(
                    f"Expected days such as 2026-12-25, got “{day}”."
                ) from None
        return sorted(set(days))

    def clean(self) -> dict[str, Any]:
        """The last day isn't before the first."""
        found = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", f"The last day, {end}, is before the first, {start}.")
        k = found.get("k")
        if k is not None and k < 3:
            self.add_error("k", f"Expected 3 or more, got {k}: fewer would give people away.")
        return found


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A part of the programme."""

    class Meta:
        model = Section
        fields = ("title", "key", "planned_days", "chapter")
        labels = {"key": "Short name", "planned_days": "Days"}
