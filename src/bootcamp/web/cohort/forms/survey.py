"""Forms and waves, as organisers make them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from bootcamp.errors import SourceError
from bootcamp.text import decoded
from bootcamp.web.cohort.domain.survey_remind import LINK
from bootcamp.web.cohort.domain.survey_spec import LONG, FormSpec, Kind, QuestionSpec
from bootcamp.web.cohort.forms.moments import Moment
from bootcamp.web.cohort.models import Cohort, Form, Wave
from bootcamp.web.cohort.models.membership import Role

MODES = (
    (Form.Mode.ANONYMOUS, "Anonymous: nobody can tell whose an answer is"),
    (Form.Mode.CONFIDENTIAL, "Confidential: organisers see sums; before and after can be compared"),
    (Form.Mode.IDENTIFIED, "Identified: organisers see who answered what"),
)
LARGEST_FILE = 300_000  # bytes


class HeadForm(forms.Form):
    """What stands above the questions."""

    title = forms.CharField(max_length=120)
    intro = forms.CharField(
        label="Introduction",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What it is for, and how long it takes.",
    )
    mode = forms.ChoiceField(label="Who sees answers", choices=MODES, widget=forms.RadioSelect)


class NewForm(HeadForm):
    """A form without questions yet."""

    key = forms.SlugField(
        label="Short name",
        max_length=60,
        help_text="As in daily or exit. It stays the same in all versions, and in the report.",
    )
    field_order = ("title", "key", "intro", "mode")

    def spec(self) -> FormSpec:
        """The form, as data."""
        found = self.cleaned_data
        return FormSpec(found["key"], found["title"], found["mode"], found["intro"])


class CopyForm(forms.Form):
    """What a copy is called."""

    key = forms.SlugField(label="Short name of the copy", max_length=60)
    title = forms.CharField(label="Its title", max_length=120)


class FileForm(forms.Form):
    """A form's file."""

    file = forms.FileField(label="File", help_text="As “Export” makes it: TOML.")

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                f"Expected up to {LARGEST_FILE // 1000} kB, got {file.size // 1000} kB."
            )
        try:
            return decoded(bytes(file.read()), str(file.name))
        except SourceError as error:
            raise forms.ValidationError(str(error)) from None


class QuestionForm(forms.Form):
    """A question."""

    text = forms.CharField(
        label="Question, or statement to rate",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    code = forms.SlugField(
        label="Short name",
        max_length=60,
        help_text="As in best_part. Reports find the question by it.",
    )
    kind = forms.ChoiceField(choices=Kind.choices, initial=Kind.LIKERT5)
    options = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line: what to choose from. Of a rating from 1 to 10, two lines: the "
        "words at 1 and at 10.",
    )
    per_section = forms.BooleanField(label="Ask it for each section", required=False)
    is_required = forms.BooleanField(label="It needs an answer", required=False)
    allows_na = forms.BooleanField(label="Offer “doesn't apply to me”", required=False)
    is_quotable = forms.BooleanField(
        label="The text may be quoted, if its author agrees", required=False
    )

    def __init__(self, *args: Any, question: QuestionSpec | None = None, **kwargs: Any) -> None:
        if question:
            options = "\n".join(question.options)
            kwargs["initial"] = {**question.__dict__, "options": options}
        super().__init__(*args, **kwargs)

    def spec(self) -> QuestionSpec:
        """The question, as data."""
        lines = self.cleaned_data["options"].splitlines()
        options = tuple(line.strip() for line in lines if line.strip())
        return QuestionSpec(**{**self.cleaned_data, "options": options})


class ExtendForm(forms.Form):
    """Until when."""

    closes_at = Moment(
        label="Closes",
        required=False,
        help_text="In your own time zone, which is at the foot of the page. Empty: when you close "
        "it.",
    )

    def clean_closes_at(self) -> datetime | None:
        """A moment that is still to come."""
        moment: datetime | None = self.cleaned_data["closes_at"]
        if moment is not None and moment <= timezone.now():
            raise forms.ValidationError("That is over already. Choose a later time.")
        return moment


class WaveForm(ExtendForm):
    """A round of asking."""

    label = forms.CharField(
        label="Which round",
        required=False,
        max_length=60,
        help_text="As in Monday, or first day. It stands behind the title.",
    )
    asks = forms.ChoiceField(label="Asks every", choices=Role.choices, initial=Role.PARTICIPANT)
    sections: Any = forms.ModelMultipleChoiceField(
        label="About",
        required=False,
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: every section.",
    )
    months_after = forms.IntegerField(
        label="Months after the end",
        min_value=0,
        max_value=120,
        initial=0,
        help_text="Of a follow-up; else 0.",
    )
    field_order = ("label", "asks", "sections", "closes_at", "months_after")

    def __init__(self, *args: Any, cohort: Cohort, has_sections: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].queryset = cohort.sections.all()  # type: ignore[attr-defined]
        self.fields["sections"].to_field_name = "key"  # type: ignore[attr-defined]
        if not has_sections or not cohort.sections.exists():
            del self.fields["sections"]


class RemindForm(forms.Form):
    """A reminder."""

    subject = forms.CharField(max_length=200)
    body = forms.CharField(
        label="Text",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=f"{LINK} becomes the address of the form.",
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @staticmethod
    def of(wave: Wave) -> dict[str, Any]:
        """What it says as long as nobody changes it."""
        return {
            "subject": f"{wave}: your answer is missing",
            "body": "Hello,\n\nthere is a form that waits for your answers:\n\n"
            f"{LINK}\n\nThank you!\n",
            "number": wave.reminders + 1,
        }
