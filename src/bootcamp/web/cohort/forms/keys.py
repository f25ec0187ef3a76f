"""A key's name."""

from django import forms


class KeyForm(forms.Form):
    """What to call a key, so that one knows later which to revoke."""

    label = forms.CharField(
        label="Which machine is it for?", max_length=80, help_text="Such as: my laptop."
    )
