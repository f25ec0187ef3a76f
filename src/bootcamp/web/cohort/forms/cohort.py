"""A cohort's settings, and a section."""

import zoneinfo
from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from bootcamp.web.cohort.domain.course import the_course
from bootcamp.web.cohort.forms.moments import Day
from bootcamp.web.cohort.models import Cohort, Section


def zone_choices() -> list[tuple[str, str]]:
    """Every zone, as region/city."""
    names = sorted(n for n in zoneinfo.available_timezones() if "/" in n and "Etc" not in n)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


LONGEST_DAYS = 731
LARGEST_K = 50


SLUG = {"invalid": "Expected letters, digits and hyphens alone, as in spring-2026."}


class Currency(forms.CharField):
    """A currency by its three letters. A longer word isn't cut where it is typed: it is refused."""

    def __init__(self, *, max_length: int = 3, **options: Any) -> None:
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """The code, in capitals."""
        code = str(super().clean(value)).upper()
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(f"Expected three letters such as EUR, got “{code}”.")
        return code


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
        )
        field_classes = {"currency": Currency, "start": Day, "end": Day}
        labels = {"slug": "Name in the address", "k": "Smallest group shown"}
        help_texts = {"k": "Once people were asked, it can only grow."}
        error_messages = {
            "slug": {"unique": "Another cohort has this name. Choose another one.", **SLUG}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["holidays"] = ", ".join(self.instance.holidays)
            del self.fields["slug"]  # links to its pages were mailed
        else:
            self.initial["currency"] = "GBP"

    def clean_holidays(self) -> list[str]:
        """The days off, each a day that there is."""
        days = [text.strip() for text in self.cleaned_data["holidays"].split(",") if text.strip()]
        return sorted({str(Day().clean(day)) for day in days})

    def clean(self) -> dict[str, Any]:
        """The last day isn't before the first."""
        found = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", f"The last day, {end}, is before the first, {start}.")
        if start and end and (end - start).days > LONGEST_DAYS:
            self.add_error("end", f"Expected two years at most, got {start} to {end}.")
        k = found.get("k")
        if k is not None and k < 3:
            self.add_error("k", f"Expected 3 or more, got {k}: fewer would give people away.")
        if k is not None and k > LARGEST_K:
            self.add_error("k", f"Expected {LARGEST_K} at most, got {k}: nothing would be shown.")
        hours = found.get("hours_per_day")
        if hours is not None and not 0 < hours <= 24:
            self.add_error("hours_per_day", f"Expected more than 0, at most 24, got {hours}.")
        off = found.get("holidays") or []
        if start and end:
            off = [day for day in off if not start <= date.fromisoformat(day) <= end]
        if off and start and end:
            says = f"Expected days from {start} to {end}, got {', '.join(off)}."
            self.add_error("holidays", says)
        return found


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A part of the programme."""

    class Meta:
        model = Section
        fields = ("title", "key", "planned_days", "chapter")
        labels = {"key": "Short name", "planned_days": "Days"}
        error_messages = {"key": SLUG}

    chapter = forms.ChoiceField(required=False, choices=lambda: chapter_choices())

    def __init__(self, *args: Any, taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken
        if self.instance.pk:
            del self.fields["key"]  # what was answered refers to it
            places = list(self.instance.cohort.sections.values_list("pk", flat=True))
            self.fields["place"] = forms.IntegerField(
                label="Place in the programme",
                min_value=1,
                initial=places.index(self.instance.pk) + 1,
            )

    def clean_key(self) -> str:
        """A short name that no other section has."""
        key = str(self.cleaned_data["key"])
        if key in self.taken:
            raise forms.ValidationError(f"There is a section `{key}` already. Choose another one.")
        return key

    def clean_planned_days(self) -> int:
        """A day at least."""
        days = int(self.cleaned_data["planned_days"])
        if days < 1:
            raise forms.ValidationError(f"Expected 1 or more, got {days}.")
        return days


def chapter_choices() -> list[tuple[str, str]]:
    """The chapters of the course, and none."""
    return [("", "none of the course"), *((c.name, c.title) for c in the_course().chapters)]
