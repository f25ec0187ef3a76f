"""Capstones, scores, outcomes, and what organisers keep for the report."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from bootcamp.numerals import exact
from bootcamp.report.arithmetic import months_later
from bootcamp.web.cohort.domain.after import CRITERIA, OUT_OF
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.forms.cohort import Currency
from bootcamp.web.cohort.forms.moments import Day
from bootcamp.web.cohort.models import (
    Capstone,
    Cohort,
    CostLine,
    Membership,
    Metric,
    Outcome,
    Reuse,
    Text,
)
from bootcamp.web.cohort.models.membership import Role

MONTHS = [(0, "at the end"), (6, "6 months after"), (12, "a year after"), (24, "two years after")]
MOST_MENTORS = 20
MOST = 10**12  # that anybody counts
LONG_BEFORE = timedelta(days=3 * 365)  # a cohort begins, its first costs are known
BY_THEN = "A report whose cut-off is earlier leaves it out."
MARKDOWN = "Markdown: *emphasis*, [links](https://example.org), lists."


def participants_of(cohort: Cohort) -> QuerySet[Membership]:
    """The participants of the cohort, by name."""
    found = Membership.objects.filter(cohort=cohort, role=Role.PARTICIPANT)
    return found.select_related("person").order_by("person__name", "pk")


def name_of(member: Membership) -> str:
    """What a member is called in a list to choose from."""
    return str(member.person)


class Link(forms.URLField):
    """An address on the web; without a scheme it is https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)


class CapstoneForm(forms.ModelForm):  # type: ignore[type-arg]
    """A capstone, as its team writes it."""

    class Meta:
        model = Capstone
        fields = ("title", "summary", "write_up")
        labels = {"write_up": "Link to the write-up"}
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        field_classes = {"write_up": Link}


class OrganisersCapstoneForm(CapstoneForm):
    """A capstone, as organisers keep it: who made it, and what may be said of it."""

    class Meta:
        model = Capstone
        fields = (
            "title",
            "summary",
            "write_up",
            "team",
            "mentors",
            "is_alignment_related",
            "is_public",
        )
        labels = {
            "write_up": "Link to the write-up",
            "mentors": "How many mentors",
            "is_alignment_related": "About alignment",
            "is_public": "Its title and summary may be printed in a public report",
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "team": forms.CheckboxSelectMultiple(),
        }
        field_classes = {"write_up": Link}

    def clean_mentors(self) -> int:
        """As many as a team can have."""
        mentors = int(self.cleaned_data["mentors"])
        if mentors > MOST_MENTORS:
            raise forms.ValidationError(f"Expected {MOST_MENTORS} at most, got {mentors}.")
        return mentors

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team: Any = self.fields["team"]
        team.queryset, team.label_from_instance = participants_of(cohort), name_of


class ScoreForm(forms.Form):
    """A reviewer's scores, on every criterion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, str(value)) for value in range(1, OUT_OF + 1)]
        for number, criterion in enumerate(CRITERIA):
            self.fields[f"criterion{number}"] = forms.TypedChoiceField(
                label=criterion.capitalize(), choices=choices, coerce=int, widget=forms.RadioSelect
            )

    def values(self) -> dict[str, int]:
        """The score on each criterion."""
        return {c: self.cleaned_data[f"criterion{i}"] for i, c in enumerate(CRITERIA)}


class OutcomeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What became of oneself."""

    months_after = forms.TypedChoiceField(label="When", choices=MONTHS, coerce=int)

    class Meta:
        model = Outcome
        fields = ("kind", "track", "months_after", "what", "may_publish")
        labels = {
            "what": "In a few words",
            "may_publish": "These words may be printed in the public report, without my name",
        }
        help_texts = {"may_publish": "What was published with it stays published."}

    def clean_months_after(self) -> int:
        """A time that has come."""
        months = int(self.cleaned_data["months_after"])
        cohort = getattr(self, "cohort", None) or self.instance.membership.cohort
        if months and today_in(cohort) < months_later(cohort.end, months):
            raise forms.ValidationError(f"That is {months} months after {cohort.end}: not yet.")
        return months


class KnownSince:
    """A form with a day since when something is known: one that has come, of this age."""

    cleaned_data: dict[str, Any]
    instance: Any

    def clean_on(self) -> date:
        """The day; one that was kept before may stay."""
        day: date = self.cleaned_data["on"]
        if self.instance.pk and day == self.instance.on:
            return day
        cohort = self.instance.cohort
        today, first = today_in(cohort), cohort.start - LONG_BEFORE
        if day > today:
            raise forms.ValidationError(f"Expected a day that has come, got {day}: it is {today}.")
        if day < first:
            raise forms.ValidationError(f"Expected a day from {first} on, got {day}.")
        return day


class OrganisersOutcomeForm(OutcomeForm):
    """What organisers know became of someone. They can't agree for them to its publication."""

    class Meta:
        model = Outcome
        fields = ("membership", "kind", "track", "months_after", "on", "what")
        field_classes = {"on": Day}
        labels = {"what": "In a few words"}
        help_texts = {"on": BY_THEN}

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        whose: Any = forms.ModelChoiceField(participants_of(cohort), label="Participant")
        whose.label_from_instance = name_of
        self.fields["membership"] = whose
        self.order_fields(["membership"])

    def clean_on(self) -> date:
        """A day of the programme, or after it."""
        day: date = self.cleaned_data["on"]
        first, today = self.cohort.start, today_in(self.cohort)
        if not first <= day <= today:
            raise forms.ValidationError(f"Expected a day from {first} to {today}, got {day}.")
        return day


class CostForm(KnownSince, forms.ModelForm):  # type: ignore[type-arg]
    """A line of the budget."""

    def clean_amount(self) -> Decimal:
        """What something costs is more than nothing."""
        amount: Decimal = self.cleaned_data["amount"]
        if amount <= 0:
            raise forms.ValidationError(f"Expected more than 0, got {amount}.")
        return amount

    class Meta:
        model = CostLine
        fields = ("category", "amount", "currency", "is_actual", "in_kind", "on")
        labels = {"is_actual": "Spent (else planned)", "in_kind": "Given in kind, not paid"}
        field_classes = {"currency": Currency, "on": Day}
        help_texts = {"on": BY_THEN}


class MetricForm(KnownSince, forms.ModelForm):  # type: ignore[type-arg]
    """A count of something outside the cohort."""

    class Meta:
        model = Metric
        fields = ("what", "value", "is_lower_bound", "out_of", "on", "source")
        labels = {
            "what": "What was counted",
            "value": "How many",
            "is_lower_bound": "There are more than that",
            "out_of": "Out of",
            "on": "Read off on",
            "source": "Where it is read off",
        }
        field_classes = {"on": Day}

    def clean(self) -> dict[str, Any]:
        """So many out of so many are two whole numbers; less than nothing is no count."""
        given = super().clean() or {}
        value, whole = given.get("value"), given.get("out_of")
        if value is not None and not 0 <= value <= MOST:
            self.add_error("value", f"Expected 0 to {MOST:,}, got {exact(value)}.")
        if value is not None and whole is not None:
            is_count = value == int(value) and whole == int(whole) and 0 <= value <= whole
            if not is_count:
                got = f"{exact(value)} of {exact(whole)}"
                says = f"Expected a whole number out of a whole number, got {got}."
                self.add_error("out_of", says)
        return given


class ReuseForm(KnownSince, forms.ModelForm):  # type: ignore[type-arg]
    """Another organisation and the material."""

    class Meta:
        model = Reuse
        fields = ("organisation", "material", "state", "on", "may_publish")
        field_classes = {"on": Day}
        help_texts = {"on": BY_THEN}
        labels = {
            "material": "Which material",
            "state": "How far it has come",
            "may_publish": "Their name may be printed in a public report",
        }


class TextForm(forms.ModelForm):  # type: ignore[type-arg]
    """A passage of the report."""

    class Meta:
        model = Text
        fields = ("key", "text")
        labels = {"key": "Which passage", "text": "Text"}
        help_texts = {"key": "Choose Write or Change in the list above, or name a passage of "
                             "a spec of your own.",
                      "text": MARKDOWN}  # fmt: skip
        widgets = {"text": forms.Textarea(attrs={"rows": 9})}

    def validate_unique(self) -> None:
        """A text replaces the one that was there."""
