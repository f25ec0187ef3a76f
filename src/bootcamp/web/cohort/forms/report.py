"""What a report shall be made of."""

from datetime import date
from typing import Any

from django import forms

from bootcamp.errors import BootcampError
from bootcamp.report.spec import SHIPPED, read_spec, shipped_spec, shipped_text
from bootcamp.text import decoded
from bootcamp.web.cohort.forms.moments import Day

OWN = "own"
LARGEST = 200_000  # bytes of a spec


def spec_choices() -> list[tuple[str, str]]:
    """The specs that come with the tool, and one of their own."""
    return [*((name, shipped_spec(name).title) for name in SHIPPED), (OWN, "Our own, below")]


class ReportForm(forms.Form):
    """A spec, a cut-off and an edition."""

    spec = forms.ChoiceField(label="What it contains", choices=spec_choices, initial=SHIPPED[0])
    cut_off = Day(
        label="Cut-off",
        help_text="What was known at the end of this day. Forms that were still open don't count.",
    )
    edition = forms.ChoiceField(
        choices=[
            ("internal", "Internal: for organisers and the evaluator"),
            ("public", "Public: nothing that tells of a few, no words without consent"),
        ],
        widget=forms.RadioSelect,
        initial="internal",
    )
    file = forms.FileField(label="As a file", required=False)
    text = forms.CharField(
        label="Or pasted", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    @property
    def is_own(self) -> bool:
        """Whether a spec of their own was chosen."""
        return self.is_bound and self.data.get("spec") == OWN

    def clean(self) -> dict[str, Any]:
        """The text of the spec, which can be read."""
        found = super().clean() or {}
        name = found.get("spec")
        if name and name != OWN:
            found["spec_text"] = shipped_text(name)
        elif name:
            found["spec_text"] = self._own(found)
        return found

    def _own(self, found: dict[str, Any]) -> str:
        file: Any = found.get("file")
        try:
            pasted = found.get("text", "").encode()
            text = _read(file) if file else decoded(pasted, "What you pasted")
            if not text.strip():
                raise BootcampError("Expected a spec, got none. Choose a file, or paste it.")
            read_spec(text)
        except BootcampError as error:
            self.add_error("file" if file else "text", str(error))
            return ""
        return text

    def cut_off_on(self) -> date:
        """The day chosen."""
        day: date = self.cleaned_data["cut_off"]
        return day


def _read(file: Any) -> str:
    if (file.size or 0) > LARGEST:
        raise BootcampError(f"Expected at most {LARGEST} bytes, got {file.size}. Choose a spec.")
    return decoded(bytes(file.read()), str(file.name))
