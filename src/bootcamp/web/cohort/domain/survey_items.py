"""What a wave asks, item by item, and what may be answered to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.survey_spec import (
    LONG,
    NUMBER,
    OF_OPTIONS,
    OF_TEXT,
    RANGES,
    SHORT,
    Kind,
)
from bootcamp.web.cohort.models import Answer, Question, Section, Wave

Status = Answer.Status


@dataclass(frozen=True)
class Item:
    """A question, about one section or about none."""

    question: Question
    section: Section | None = None

    @property
    def name(self) -> str:
        """What it is called in a form and in an envelope."""
        code = self.question.code
        return f"{code}.{self.section.key}" if self.section else code


@dataclass(frozen=True)
class Entry:
    """What someone entered at an item."""

    status: str = Status.SKIPPED.value
    number: float | None = None
    text: str = ""
    choices: tuple[str, ...] = ()


SKIPPED = Entry()


def blocks_of(
    questions: Iterable[Question], sections: Iterable[Section]
) -> list[tuple[Section | None, list[Item]]]:
    """Items as they stand on the page: questions in a row that ask about each section stand
    together below each section's title.
    """
    blocks: list[tuple[Section | None, list[Item]]] = []
    sections = list(sections)
    together: list[Question] = []
    for question in [*questions, None]:
        if question is not None and question.per_section:
            together.append(question)
            continue
        if together:
            blocks += [(s, [Item(each, s) for each in together]) for s in sections]
            together = []
        if question is not None and blocks and blocks[-1][0] is None:
            blocks[-1][1].append(Item(question))
        elif question is not None:
            blocks.append((None, [Item(question)]))
    return blocks


def items_of(wave: Wave) -> list[Item]:
    """All that an opened wave asks."""
    blocks = blocks_of(wave.form.questions.all(), wave.sections.all())
    return [item for _, items in blocks for item in items]


def checked(items: Iterable[Item], given: Mapping[str, Entry]) -> dict[str, Entry]:
    """An entry for every item, skipped where nothing was given.

    Raises a sentence where something required is missing or something given can't be.
    """
    found = {item.name: given.get(item.name, SKIPPED) for item in items}
    for item in items:
        entry = found[item.name]
        if entry.status == Status.SKIPPED and item.question.is_required:
            raise BootcampError(f"“{item.question.text}” needs an answer. Nothing was sent.")
        if entry.status == Status.NOT_APPLICABLE and not item.question.allows_na:
            raise BootcampError(f"“{item.question.text}” applies to everyone. Nothing was sent.")
        if not _is_possible(item.question, entry):
            raise BootcampError(
                f"What was answered to “{item.question.text}” isn't one of its answers. Nothing "
                "was sent: load the page again."
            )
    if all(entry.status == Status.SKIPPED for entry in found.values()):
        raise BootcampError("Nothing is answered yet, so nothing was sent. Answer what you like.")
    return found


def _is_possible(question: Question, entry: Entry) -> bool:
    """Whether it is an answer to this question; anything but an answer has nothing in it."""
    if entry.status != Status.ANSWERED:
        return entry in (Entry(entry.status), SKIPPED)
    kind = Kind(question.kind)
    if kind in OF_TEXT:
        longest = SHORT if kind == Kind.SHORT else LONG
        is_text = len(entry.text.strip()) > 0 and len(entry.text) <= longest
        return is_text and "\0" not in entry.text and entry == Entry(entry.status, text=entry.text)
    if kind in OF_OPTIONS:
        most = 1 if kind == Kind.CHOICE else len(question.options)
        is_chosen = 1 <= len(set(entry.choices)) == len(entry.choices) <= most
        known = set(entry.choices) <= set(question.options)
        return is_chosen and known and entry == Entry(entry.status, choices=entry.choices)
    number = entry.number
    lowest, highest = RANGES.get(kind, (-NUMBER, NUMBER))
    if number is None or not lowest <= number <= highest or entry.text or entry.choices:
        return False
    return kind in (Kind.NUMBER, Kind.PROBABILITY) or number == int(number)
