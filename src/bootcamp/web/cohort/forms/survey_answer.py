"""The form that someone answers: a field for each item, and from the fields the entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from bootcamp.numerals import exact
from bootcamp.web.cohort.domain.survey_items import SKIPPED, Entry, Item, Status, blocks_of
from bootcamp.web.cohort.domain.survey_spec import (
    AGREEMENT,
    LONG,
    NA,
    NUMBER,
    OF_OPTIONS,
    OF_TEXT,
    SHORT,
    Kind,
)
from bootcamp.web.cohort.models import Question, Section

MAY_QUOTE = "may_quote"
OF_ITEMS = "q."  # before what organisers name: a name of ours never begins so
DOES_NOT_APPLY, NO_ANSWER = "Doesn't apply to me", "No answer"
RADIO = (Kind.LIKERT5, Kind.SCALE10, Kind.CHOICE)


class Text(forms.CharField):
    """A text. A longer one than may be isn't cut in silence where it is pasted: it is refused."""

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """Without `maxlength`, by which browsers cut."""
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}

    def to_python(self, value: Any) -> str:
        """The text."""
        return super().to_python(str(value or "").replace("\r\n", "\n").replace("\r", "\n")) or ""


@dataclass(frozen=True)
class Asked:
    """An item on the page."""

    item: Item
    field: BoundField
    na: BoundField | None

    @property
    def is_radio(self) -> bool:
        """One of a few is chosen."""
        return self.item.question.kind in RADIO

    @property
    def is_group(self) -> bool:
        """It has several inputs."""
        return self.is_radio or self.item.question.kind == Kind.MULTI


class AnswerForm(forms.Form):
    """All items of a form, asked of one person."""

    def __init__(
        self,
        *args: Any,
        questions: list[Question],
        sections: list[Section],
        before: Mapping[str, Entry] | None = None,
        may_quote: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layout = blocks_of(questions, sections)
        self.items = [item for _, items in self.layout for item in items]
        for item in self.items:
            self._add(item, (before or {}).get(item.name, SKIPPED))
        if any(item.question.is_quotable for item in self.items):
            self.fields[MAY_QUOTE] = forms.BooleanField(
                label="My words to the questions marked “may be quoted” may be published, without "
                "my name",
                required=False,
                initial=may_quote,
            )

    def _add(self, item: Item, entry: Entry) -> None:
        field = _field_of(item.question)
        field.initial = _initial(item.question, entry)
        self.fields[field_name(item)] = field
        if item.question.allows_na and item.question.kind not in RADIO:
            self.fields[_na(item)] = forms.BooleanField(
                label=DOES_NOT_APPLY,
                required=False,
                initial=entry.status == Status.NOT_APPLICABLE,
            )

    def blocks(self) -> list[tuple[Section | None, list[Asked]]]:
        """What stands on the page, section by section."""
        return [(section, [self._asked(item) for item in items]) for section, items in self.layout]

    def _asked(self, item: Item) -> Asked:
        return Asked(
            item, self[field_name(item)], self[_na(item)] if _na(item) in self.fields else None
        )

    @property
    def quote(self) -> BoundField | None:
        """The question whether words may be published."""
        return self[MAY_QUOTE] if MAY_QUOTE in self.fields else None

    def clean(self) -> dict[str, Any]:
        """What is required is there, and nothing both applies and doesn't."""
        found = super().clean() or {}
        for item in self.items:
            name, is_na = field_name(item), self.cleaned_data.get(_na(item))
            if name in self.errors:
                continue
            if is_na and self.cleaned_data[name] not in _EMPTY:
                self.add_error(name, "Either an answer, or “doesn't apply”: both can't be.")
            elif item.question.is_required and self._entry(item).status == Status.SKIPPED:
                self.add_error(name, "This one needs an answer.")
        if not self.errors and all(entry == SKIPPED for entry in self.entries().values()):
            self.add_error(None, "Nothing is answered yet. Answer what you like; skip the rest.")
        return found

    def entries(self) -> dict[str, Entry]:
        """What was entered, by the items' names."""
        return {item.name: self._entry(item) for item in self.items}

    def _entry(self, item: Item) -> Entry:
        value, kind = self.cleaned_data[field_name(item)], item.question.kind
        if value == NA or self.cleaned_data.get(_na(item)):
            return Entry(Status.NOT_APPLICABLE.value)
        if value in _EMPTY:
            return SKIPPED
        if kind in OF_TEXT:
            return Entry(Status.ANSWERED.value, text=value)
        if kind in OF_OPTIONS:
            chosen = value if kind == Kind.MULTI else [value]
            return Entry(Status.ANSWERED.value, choices=tuple(chosen))
        return Entry(Status.ANSWERED.value, number=float(value))


_EMPTY: tuple[Any, ...] = (None, "", [])


def field_name(item: Item) -> str:
    """What an item's field is called on the page."""
    return OF_ITEMS + item.name


def _na(item: Item) -> str:
    return field_name(item) + NA


def _field_of(question: Question) -> forms.Field:
    kind, label = question.kind, question.text
    if kind in RADIO:
        return forms.ChoiceField(
            label=label, choices=_choices(question), widget=forms.RadioSelect, required=False
        )
    if kind == Kind.MULTI:
        return forms.MultipleChoiceField(
            label=label,
            choices=[(option, option) for option in question.options],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    if kind in OF_TEXT:
        rows = forms.TextInput() if kind == Kind.SHORT else forms.Textarea(attrs={"rows": 4})
        longest = SHORT if kind == Kind.SHORT else LONG
        return Text(label=label, max_length=longest, widget=rows, required=False)
    lowest, highest = (0, 100) if kind == Kind.PROBABILITY else (-NUMBER, NUMBER)
    bounds = {"min": 0, "max": 100} if kind == Kind.PROBABILITY else {}
    return forms.FloatField(
        label=label,
        min_value=lowest,
        max_value=highest,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal", **bounds}),
        required=False,
    )


def _choices(question: Question) -> list[tuple[str, str]]:
    """What a radio button offers; no answer is an answer that can be gone back to."""
    if question.kind == Kind.LIKERT5:
        offered = [(str(value), label.capitalize()) for value, label in AGREEMENT.items()]
    elif question.kind == Kind.SCALE10:
        offered = [(str(value), str(value)) for value in range(1, 11)]
    else:
        offered = [(option, option) for option in question.options]
    if question.allows_na:
        offered.append((NA, DOES_NOT_APPLY))
    return offered if question.is_required else [*offered, ("", NO_ANSWER)]


def _initial(question: Question, entry: Entry) -> Any:
    if entry.status == Status.NOT_APPLICABLE:
        return NA if question.kind in RADIO else None
    if entry.number is not None:
        return exact(entry.number) if question.kind in RADIO else entry.number
    if question.kind == Kind.MULTI:
        return list(entry.choices)
    if question.kind == Kind.CHOICE:
        return entry.choices[0] if entry.choices else ""
    return entry.text
