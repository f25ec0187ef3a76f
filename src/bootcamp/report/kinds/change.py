"""The same before and after: of those who answered, or sat, both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bootcamp.errors import ReportError
from bootcamp.numerals import exact
from bootcamp.report.arithmetic import gain as gain_of
from bootcamp.report.arithmetic import (
    gain_interval,
    in_hundredths,
    interval_in_hundredths,
    mean,
    median,
)
from bootcamp.report.asked import Asked, closed_waves, find, number_of, responses, sections_of
from bootcamp.report.draft import Candidate, Context, Draft, Group
from bootcamp.report.figures import Base, Gain, Paired, Source
from bootcamp.report.kinds.survey import DISAGREEING
from bootcamp.report.people import base_of, participants
from bootcamp.report.rows import Answer, Section
from bootcamp.report.spec import FigureSpec

ANONYMOUS = "An anonymous form can't be paired: nobody knows which two answers are one person's."


@dataclass(frozen=True)
class Match:
    """An item before and after, and the two answers of each person who gave both."""

    before: Asked
    after: Asked
    pairs: tuple[tuple[Answer, Answer], ...]

    def numbers(self) -> tuple[tuple[float, float], ...]:
        """The pairs of values, sorted: their order says nothing about persons."""
        kind = self.after.kind
        return tuple(sorted((number_of(a, kind), number_of(b, kind)) for a, b in self.pairs))

    def groups(self) -> tuple[Group, ...]:
        """Those who gave both, in either wave."""
        return tuple(
            Group(asked.variable, responses(pair[i] for pair in self.pairs))
            for i, asked in enumerate((self.before, self.after))
        )


def paired(context: Context, spec: FigureSpec) -> Draft:
    """Up, same, down and the medians, of each item."""
    candidates = [
        _paired(_match(context, spec, code, section), spec.unit)
        for code in spec.items
        for section in sections_of(context, spec, spec.after, code)
    ]
    waves = [*closed_waves(context, spec.before), *closed_waves(context, spec.after)]
    text = ANONYMOUS if any(wave.mode == "anonymous" for wave in waves) else ""
    return Draft(spec.key, "paired", spec.title, tuple(candidates), text=text)


def gain(context: Context, spec: FigureSpec) -> Draft:
    """What each chapter's tests say, and what those who sat them say of themselves."""
    candidates = [_gain(context, spec, chapter) for chapter in chapters_of(context, spec)]
    return Draft(spec.key, "gain", spec.title, tuple(candidates))


def chapters_of(context: Context, spec: FigureSpec) -> tuple[str, ...]:
    """Those of the spec; else the programme's, in its order, and what else there is."""
    if spec.chapters:
        return spec.chapters
    planned = [section.chapter for section in context.rows.cohort.sections if section.chapter]
    tested = {test.chapter for test in context.rows.tests}
    tried = {row.chapter for row in context.rows.exercises}
    return tuple(dict.fromkeys([*planned, *sorted(tested | tried)]))


def chapter_section(context: Context, chapter: str) -> Section | None:
    """The section that is about the chapter."""
    return next((s for s in context.rows.cohort.sections if s.chapter == chapter), None)


def _match(context: Context, spec: FigureSpec, code: str, section: Section | None) -> Match:
    firsts, lasts = closed_waves(context, spec.before), closed_waves(context, spec.after)
    if spec.before == spec.after:
        key = section.key if section else ""
        asking = {a.wave for a in context.rows.answers if (a.question, a.section) == (code, key)}
        waves = [wave for wave in firsts if wave.key in asking]
        firsts, lasts = waves[:1], waves[1:]
    before = find(context, firsts, spec.before, code, section)
    after = find(context, lasts, spec.after, code, section)
    earlier = {answer.person: answer for answer in before.answers if answer.person}
    pairs = [(earlier[a.person], a) for a in after.answers if a.person in earlier]
    return Match(before, after, tuple(pairs))


def _paired(match: Match, unit: str) -> Candidate:
    before, after, pairs = match.before, match.after, match.numbers()
    n, down = len(pairs), sum(b < a for a, b in pairs)
    asked = after.base()
    item = Paired(
        after.label_with_section,
        pairs,
        median([a for a, _ in pairs]),
        median([b for _, b in pairs]),
        up=sum(b > a for a, b in pairs),
        same=sum(a == b for a, b in pairs),
        down=down,
        only_before=len(before.answers) - n,
        only_after=len(after.answers) - n,
        base=Base(n, asked.eligible, asked.invited),
        unit=unit or ("%" if after.kind == "probability" else ""),
    )
    return Candidate(
        item,
        item.label,
        (before.source(), after.source()),
        match.groups(),
        is_identified=before.is_identified and after.is_identified,
        is_unanimously_negative=0 < n == down and after.kind in DISAGREEING,
        plain=replace(item, pairs=()),
    )


def _gain(context: Context, spec: FigureSpec, chapter: str) -> Candidate:
    before, after = (_shares(context, chapter, phase) for phase in ("before", "after"))
    people = frozenset(before.keys() & after.keys())
    pairs = sorted((before[person], after[person]) for person in people)
    section = chapter_section(context, chapter)
    match = _self_rating(context, spec, section)
    rated = match.numbers() if match else ()
    item = Gain(
        section.title if section else chapter,
        in_hundredths(mean([a for a, _ in pairs])),
        in_hundredths(mean([b for _, b in pairs])),
        in_hundredths(gain_of(pairs)),
        interval_in_hundredths(gain_interval(pairs)),
        median([a for a, _ in rated]),
        median([b for _, b in rated]),
        base_of(context, people),
    )
    groups = tuple(Group(f"tests/{chapter}/{phase}", people) for phase in ("before", "after"))
    rows = sum(test.chapter == chapter for test in context.rows.tests)
    sources = [Source("tests", {"chapter": chapter}, rows)]
    if match:
        groups += match.groups()
        sources += [match.before.source(), match.after.source()]
    return Candidate(item, item.label, tuple(sources), groups)


def _self_rating(context: Context, spec: FigureSpec, section: Section | None) -> Match | None:
    """The self-rating of the chapter's topic; None if it isn't asked for, or of too few."""
    if not (spec.before and spec.after and spec.items and section):
        return None
    match = _match(context, spec, spec.items[0], section)
    return match if len(match.pairs) >= context.k else None


def _shares(context: Context, chapter: str, phase: str) -> Mapping[str, float]:
    """The share of points of each participant who sat the test."""
    shares: dict[str, float] = {}
    taking_part = participants(context)
    for test in context.rows.tests:
        if (test.chapter, test.phase) != (chapter, phase) or test.person not in taking_part:
            continue
        if not 0 <= test.score <= test.out_of or test.out_of == 0:
            raise ReportError(
                f"A score of chapter `{chapter}` should be from 0 to {exact(test.out_of)}, and is "
                f"{exact(test.score)}. Correct it."
            )
        if test.person in shares:
            raise ReportError(
                f"Chapter `{chapter}` should have one test {phase} of each participant, and has "
                "two of some one. Remove the double."
            )
        shares[test.person] = test.score / test.out_of
    return shares
