"""Find what was answered: one question, as one closed wave asked it, of one section or of none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bootcamp.errors import ReportError
from bootcamp.numerals import exact
from bootcamp.report.draft import Context, Group
from bootcamp.report.figures import Base, Source
from bootcamp.report.rows import Answer, Question, Section, Wave
from bootcamp.report.spec import Among, FigureSpec

HIGHEST = {"likert5": 5, "scale10": 10}  # of scales that begin at 1 and have whole steps


@dataclass(frozen=True)
class Asked:
    """A question and its answers. `rows` has the skipped ones too, `answers` has not."""

    code: str
    text: str
    kind: str
    options: tuple[str, ...]
    section: Section | None
    wave: Wave | None  # None: no wave has closed
    rows: tuple[Answer, ...] = ()
    answers: tuple[Answer, ...] = ()
    among: Among | None = None
    whole: tuple[Answer, ...] | None = None  # of a part: everyone's answers
    part: frozenset[str] | None = None  # of a part: the responses that belong to it

    @property
    def label(self) -> str:
        """The question, and of whom if not of all."""
        return f"{self.text} (of those who said: {self.among.answer})" if self.among else self.text

    @property
    def label_with_section(self) -> str:
        """The same, with the section before it."""
        return f"{self.section.title}: {self.label}" if self.section else self.label

    @property
    def variable(self) -> str:
        """What the answers are about."""
        wave, section = self.wave.key if self.wave else "", self.section.key if self.section else ""
        return f"answers/{wave}/{self.code}/{section}"

    @property
    def is_identified(self) -> bool:
        """Organisers may see who answered what."""
        return self.wave is not None and self.wave.mode == "identified"

    def numbers(self) -> list[float]:
        """The answers, sorted. Raises ReportError for one that isn't on the scale."""
        return sorted(number_of(answer, self.kind) for answer in self.answers)

    def numbers_of_the_rest(self) -> list[float]:
        """Of a part: the answers of the others, which whoever sees part and whole can tell."""
        if self.whole is None or self.part is None:
            return []
        others = [answer for answer in self.whole if answer.response not in self.part]
        return [number_of(answer, self.kind) for answer in others]

    def group(self) -> Group:
        """Those who answered."""
        whole = None if self.whole is None else responses(self.whole)
        return Group(self.variable, responses(self.answers), whole)

    def cells(self, name: str, has: Callable[[Answer], bool]) -> tuple[Group, ...]:
        """Those of the group whose answer `has` it, to be weighed against the rest of the group;
        and in a part also against those of the whole whose answer has it.
        """
        variable = f"{self.variable}={name}"
        people = responses(filter(has, self.answers))
        cell = Group(variable, people, responses(self.answers))
        if self.whole is None:
            return (cell,)
        return (cell, Group(variable, people, responses(filter(has, self.whole))))

    def base(self) -> Base:
        """Answered of eligible of invited. Without any row nobody is said to have skipped it."""
        if self.wave is None:
            return Base(0, 0, 0)
        answered = len(self.answers)
        apart = sum(row.status == "not_applicable" for row in self.rows)
        if self.part is not None:
            size = len(self.part)
            return Base(answered, size, size, size - answered - apart, apart)
        came_back = max(self.wave.answered, len(self.rows)) if self.rows else 0
        skipped = came_back - answered - apart
        return Base(answered, self.wave.eligible, self.wave.invited, skipped, apart)

    def source(self) -> Source:
        """Where the rows are."""
        where = {"question": self.code}
        if self.wave:
            where = {"form": self.wave.form, "wave": self.wave.key, **where}
        if self.section:
            where["section"] = self.section.key
        return Source("answers", where, len(self.rows))


def all_asked(context: Context, spec: FigureSpec) -> list[Asked]:
    """Every item of a figure, each of its sections apart."""
    waves = closed_waves(context, spec.form, spec.months)
    return [
        _among(context, found, spec.among) if spec.among else found
        for code in spec.items
        for section in sections_of(context, spec, spec.form, code)
        for found in [find(context, waves, spec.form, code, section)]
    ]


def closed_waves(context: Context, form: str, months: int | None = None) -> list[Wave]:
    """The form's waves that had closed by the cut-off, the latest last; None is of any month."""
    found = [
        wave
        for wave in context.rows.waves
        if wave.form == form
        and wave.is_closed
        and (wave.closed_on is None or wave.closed_on <= context.cut_off)
        and months in (None, wave.months_after)
    ]
    return sorted(found, key=lambda wave: (wave.closed_on or date.min, wave.key))


def sections_of(
    context: Context, spec: FigureSpec, form: str, code: str
) -> tuple[Section | None, ...]:
    """The sections that an item is asked about, in the programme's order; of most items none."""
    question = question_of(context, form, code)
    if not spec.sections and not (question and question.per_section):
        return (None,)
    known = context.rows.cohort.sections
    if not spec.sections:
        return known
    titles = {section.key: section for section in known}
    return tuple(titles.get(key, Section(key, key, 0)) for key in spec.sections)


def find(
    context: Context, waves: list[Wave], form: str, code: str, section: Section | None
) -> Asked:
    """The item in the latest of the waves that has answers to it; else in the latest.

    So a wave that nobody came back from isn't looked at, and an earlier one stands in its place.
    """
    key = section.key if section else ""
    by_wave: dict[str, list[Answer]] = {}
    for answer in context.rows.answers:
        if answer.question == code and answer.section == key:
            by_wave.setdefault(answer.wave, []).append(answer)
    asking = [wave for wave in waves if wave.key in by_wave]
    latest = [*waves, *asking][-1:]
    wave = latest[0] if latest else None
    rows = sorted(by_wave.get(wave.key, []) if wave else [], key=lambda row: row.response)
    if len({row.response for row in rows}) < len(rows):
        raise ReportError(
            f"Question `{code}` should have one answer of each response, and has two of some one "
            f"in wave `{wave.key if wave else ''}`. Remove the double."
        )
    question = question_of(context, form, code) or Question(form, code, code, "")
    answers = tuple(row for row in rows if row.status == "answered")
    return Asked(
        code, question.text, question.kind, question.options, section, wave, tuple(rows), answers
    )


def question_of(context: Context, form: str, code: str) -> Question | None:
    """The question of that code; of several versions that differ, always the same one."""
    found = [q for q in context.rows.questions if q.form == form and q.code == code]
    return min(found, key=repr, default=None)


def number_of(answer: Answer, kind: str) -> float:
    """An answer's number. Raises ReportError if there is none, or if it isn't on the scale."""
    number, highest = answer.number, HIGHEST.get(kind)
    if number is None:
        raise ReportError(
            f"An answer to `{answer.question}` should be a number, and has none. "
            "Mark it as skipped."
        )
    if highest and (number != int(number) or not 1 <= number <= highest):
        raise ReportError(
            f"An answer to `{answer.question}` should be a whole number from 1 to {highest}, "
            f"and is {exact(number)}. Correct it."
        )
    return float(number)


def responses(answers: Iterable[Answer]) -> frozenset[str]:
    """The responses that the answers belong to."""
    return frozenset(answer.response for answer in answers)


def _among(context: Context, found: Asked, among: Among) -> Asked:
    part = frozenset(
        answer.response
        for answer in context.rows.answers
        if found.wave
        and answer.wave == found.wave.key
        and answer.question == among.item
        and answer.status == "answered"
        and among.answer in (*answer.choices, *answer.themes)
    )
    return Asked(
        found.code,
        found.text,
        found.kind,
        found.options,
        found.section,
        found.wave,
        tuple(row for row in found.rows if row.response in part),
        tuple(row for row in found.answers if row.response in part),
        among,
        found.answers,
        part,
    )
