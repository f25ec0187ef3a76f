"""The field for an e-mail address: the same wherever one is typed."""

from typing import Any

from django import forms

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.address import address_of


class Address(forms.EmailField):
    """An e-mail address, as it is kept."""

    default_validators = []  # `address_of` says what is wrong

    def to_python(self, value: Any) -> str:
        """The address, or the sentence why it isn't one."""
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return address_of(text)
        except BootcampError as error:
            raise forms.ValidationError(str(error)) from None


class WithAddress(forms.BaseForm):
    """A form of allauth's, with our field in the place of each of its own for an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.EmailField):
                kept = {of: getattr(field, of) for of in ("label", "widget", "required", "initial")}
                self.fields[name] = Address(**kept)
