"""Answers to a form: agreement, ratings, medians, choices, themes, quotes."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bootcamp.numerals import exact
from bootcamp.report.arithmetic import exact_interval, median, quartiles
from bootcamp.report.asked import Asked, all_asked
from bootcamp.report.draft import Candidate, Context, Draft, Group
from bootcamp.report.figures import Agreement, Item, Number, Quote, Rating
from bootcamp.report.rows import Answer
from bootcamp.report.spec import FigureSpec

DISAGREEING = {"likert5": 2, "scale10": 5}  # the highest answer that still disagrees
UNLISTED = "Another answer"


def agreement(context: Context, spec: FigureSpec) -> Draft:
    """A bar of five counts for each item, with its median and the share that agrees."""
    return _each_asked(context, spec, "agreement", _agreement, "likert5")


def ratings(context: Context, spec: FigureSpec) -> Draft:
    """Ten counts for each item and section, with median and quartiles."""
    return _each_asked(context, spec, "ratings", _rating, "scale10")


def medians(context: Context, spec: FigureSpec) -> Draft:
    """The median of numbers, of each item."""

    def of(asked: Asked) -> Item:
        middle = median(asked.numbers())
        unit = spec.unit or ("%" if asked.kind == "probability" else "")
        return Number(asked.label_with_section, middle, unit, base=asked.base(), note="median")

    return _each_asked(context, spec, "numbers", of)


def choices(context: Context, spec: FigureSpec) -> Draft:
    """How many respondents chose each option. With several to choose, it adds up to more than n."""
    candidates = []
    for asked in all_asked(context, spec):

        def listed(answer: Answer, options: tuple[str, ...] = asked.options) -> list[str]:
            return [c if c in options else UNLISTED for c in answer.choices]

        found = {choice for answer in asked.answers for choice in listed(answer)}
        others = [UNLISTED] if UNLISTED in found else []
        candidates += _counted(asked, [*asked.options, *others], listed, is_free=False)
    return _draft(spec, "numbers", candidates)


def themes(context: Context, spec: FigureSpec) -> Draft:
    """How many respondents' texts named each theme, as they were coded; the most frequent first."""
    candidates = []
    for asked in all_asked(context, spec):
        counts = Counter(theme for answer in asked.answers for theme in set(answer.themes))
        labels = sorted(counts, key=lambda theme: (-counts[theme], theme))
        candidates += _counted(asked, labels, lambda answer: answer.themes, is_free=True)
    return _draft(spec, "numbers", candidates)


def quotes(context: Context, spec: FigureSpec) -> Draft:
    """What respondents wrote and agreed to have printed, in alphabetical order."""
    candidates = [
        Candidate(
            Quote(text),
            "",
            (asked.source(),),
            (asked.group(),),
            is_identified=asked.is_identified,
        )
        for asked in all_asked(context, spec)
        for text in sorted(a.text for a in asked.answers if a.may_quote and a.text.strip())
    ]
    return Draft(spec.key, "quotes", spec.title, tuple(candidates))


def _each_asked(
    context: Context,
    spec: FigureSpec,
    kind: str,
    item_of: Callable[[Asked], Item],
    scale: str = "",
) -> Draft:
    """One candidate for each question and section. `scale` is the kind the question has to be."""
    candidates = []
    for found in all_asked(context, spec):
        asked = replace(found, kind=scale) if scale else found
        highest = DISAGREEING.get(asked.kind)
        numbers, rest = asked.numbers(), asked.numbers_of_the_rest()
        candidate = Candidate(
            item_of(asked),
            asked.label_with_section,
            (asked.source(),),
            (asked.group(),),
            _cells_by_value(asked) if scale and asked.among else (),
            asked.is_identified,
            highest is not None and any(_is_at_most(each, highest) for each in (numbers, rest)),
        )
        candidates.append(candidate)
    return _draft(spec, kind, candidates)


def _is_at_most(numbers: list[float], highest: int) -> bool:
    """Whether all of them disagree: then a sum tells each one's. Of nobody it tells nothing."""
    return bool(numbers) and max(numbers) <= highest


def _agreement(asked: Asked) -> Item:
    numbers = asked.numbers()
    top_two = exact_interval(sum(number >= 4 for number in numbers), len(numbers))
    label, counts = asked.label_with_section, _counts(numbers, 5)
    return Agreement(label, counts, median(numbers), top_two, asked.base())


def _rating(asked: Asked) -> Item:
    numbers = asked.numbers()
    return Rating(
        asked.label,
        asked.section.title if asked.section else "",
        _counts(numbers, 10),
        median(numbers),
        quartiles(numbers),
        asked.base(),
    )


def _counts(numbers: list[float], highest: int) -> dict[int, int]:
    """All values, the unused ones with 0. Of no answers no counts: that isn't 0, it's unknown."""
    found = Counter(numbers)
    return {value: found[value] for value in range(1, highest + 1)} if numbers else {}


def _cells_by_value(asked: Asked) -> tuple[Group, ...]:
    def is_at(value: float) -> Callable[[Answer], bool]:
        return lambda answer: answer.number == value

    values = sorted(set(asked.numbers()))
    return tuple(cell for value in values for cell in asked.cells(exact(value), is_at(value)))


def _counted(
    asked: Asked,
    labels: Sequence[str],
    tags_of: Callable[[Answer], Iterable[str]],
    *,
    is_free: bool,
) -> list[Candidate]:
    """A count of respondents for each option or theme; not reported if nobody answered.

    What texts name, and what only a part of the respondents chose, must be few nowhere.
    """
    n = len(asked.answers)
    if not labels:
        return [_candidate(asked, Number(asked.label_with_section, None, base=asked.base()))]
    candidates = []
    for label in labels:

        def has(answer: Answer, label: str = label) -> bool:
            return label in tags_of(answer)

        count = sum(map(has, asked.answers)) if n else None
        number = Number(label, count, out_of=n or None, base=asked.base(), note=asked.label)
        cells = asked.cells(label, has) if is_free or asked.among else ()
        candidates.append(_candidate(asked, number, cells))
    return candidates


def _candidate(asked: Asked, number: Number, cells: tuple[Group, ...] = ()) -> Candidate:
    label = number.label if number.label in asked.options else ""  # a theme may be one person's
    source, groups = (asked.source(),), (asked.group(),)
    return Candidate(number, label, source, groups, cells, asked.is_identified)


def _draft(spec: FigureSpec, kind: str, candidates: list[Candidate]) -> Draft:
    return Draft(spec.key, kind, spec.title, tuple(candidates))
