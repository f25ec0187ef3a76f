"""Inviting people; oneself."""

import zoneinfo
from typing import Any

from django import forms

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.forms.cohort import zone_choices
from bootcamp.web.cohort.forms.invitations import addresses_in
from bootcamp.web.cohort.models import Membership, Person
from bootcamp.web.cohort.models.membership import Role


class InviteForm(forms.Form):
    """Addresses, and what they are invited as."""

    emails = forms.CharField(
        label="E-mail addresses",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line, with commas between, or as rows of a spreadsheet.",
    )
    role = forms.ChoiceField(choices=Role.choices)

    def clean_emails(self) -> list[str]:
        """The addresses, each once."""
        try:
            return addresses_in(self.cleaned_data["emails"])
        except BootcampError as error:
            raise forms.ValidationError(f"{error} Nobody was invited.") from None


class StateForm(forms.Form):
    """A member's state."""

    state = forms.ChoiceField(choices=Membership.State.choices)


class NameForm(forms.ModelForm):  # type: ignore[type-arg]
    """What one is called."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        help_text="As the organisers, TAs and evaluators read it, and a capstone's team.",
    )

    class Meta:
        model = Person
        fields = ("name",)


class MeForm(NameForm):
    """One's name and zone."""

    zone = forms.ChoiceField(label="Time zone", choices=zone_choices)

    class Meta:
        model = Person
        fields = ("name", "zone")

    def clean_zone(self) -> str:
        """A zone that there is."""
        return zoneinfo.ZoneInfo(self.cleaned_data["zone"]).key


class EraseForm(forms.Form):
    """One's address, typed: what is erased doesn't come back."""

    email = forms.CharField(label="Your e-mail address")

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = email

    def clean_email(self) -> str:
        """The same address."""
        typed: str = self.cleaned_data["email"].strip()
        if typed.lower() != self.expected.lower():
            raise forms.ValidationError("That isn't your address: nothing was erased.")
        return typed
