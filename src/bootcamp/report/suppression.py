"""Which items of a report may be shown, and to whom.

Both editions
    Answers of a wave that isn't closed never get here: `asked` doesn't see them. Words are shown
    with their author's consent only.

The internal edition
    Organisers see answers that are anonymous or confidential as sums over k respondents at least,
    also where two figures are subtracted: rule 2 and 3 hold for them. What a public edition would
    withhold for another reason is shown with a warning.

The public edition
    1. Every group shown has k people or more.
    2. All groups shown about the same variable (a question of a wave, a test of a chapter) divide
       its people into the cells of a Venn diagram, and no cell holds 1 to k - 1 of them. Anything
       that can be computed from sums over the groups, be it a difference of two or a remainder of
       many, is then a sum over whole cells: of k people or more, or of nobody.
    3. A part of a group (those who gave some other answer, those who named a theme, a category
       within such a part) is shown only if the rest of the group is empty or has k too: the whole
       counts among the groups of rule 2, shown or not.
    4. Where all answers fell on the disagreeing side (1 or 2 of 5, up to 5 of 10; or everyone went
       down between two of them), the figure tells each respondent's own: withheld.
    5. Pairs of before and after are a table of single persons: left out; their sums stay.

    The spec's order decides who gives way: an item is withheld if it breaks a rule together with
    what stands above it. One sentence serves every reason, so that it gives none away.

What removing one person may change. Let one respondent's answers vanish and build the public
edition again. Then each item is (a) the same as before, if the respondent is in none of its groups;
or (b) about n - 1 >= k people and without exactly that respondent's answers; or (c) withheld in one
of the two editions. (c) may touch another group's item, if it shares a variable with one that comes
or goes. Two editions of type (b) side by side do tell that one respondent's answers. No rule about
one edition prevents that: `editions.held_against` compares a new edition with the one published.

What is not covered: a withheld item among shown ones says that some rule applied, and someone who
knows that n was large can guess which. Whole-group counts may hold a cell of one (k is about the
group, not about each answer), and unanimous praise tells what each respondent said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bootcamp.report.draft import Candidate, Draft, Group
from bootcamp.report.figures import Figure, Item, Withheld

People = frozenset[str]
Shown = dict[str, tuple[People, ...]]  # by variable: the groups shown so far


def decided(drafts: Sequence[Draft], k: int, *, is_public: bool) -> list[Figure]:
    """The figures, in order: items that must not be shown are replaced by `Withheld`."""
    shown: Shown = {}
    told: Shown = {}  # to organisers
    figures = []
    for draft in drafts:
        allowed: list[bool] = []
        kept_back: list[Candidate] = []
        for candidate in draft.candidates:
            is_fine = not candidate.is_unanimously_negative and _fits(candidate, shown, k)
            if is_fine:
                _add(candidate, shown)
                _add(replace(candidate, cells=()), told)
            if is_fine or is_public:
                allowed.append(is_fine)
                continue
            is_enough = candidate.is_identified or _fits(replace(candidate, cells=()), told, k)
            allowed.append(is_enough)
            if is_enough:
                kept_back.append(candidate)
                _add(replace(candidate, cells=()), told)
        figures.append(_figure(draft, allowed, _warned(kept_back), k, is_public=is_public))
    return figures


def smallest_cell(groups: Iterable[People]) -> int | None:
    """The fewest people in any cell that the groups divide their union into; None of no people."""
    groups = list(groups)
    everyone = frozenset[str]().union(*groups)
    cells = Counter(tuple(person in group for group in groups) for person in everyone)
    return min(cells.values(), default=None)


def reason(k: int) -> str:
    """The one sentence for every reason."""
    return f"Withheld: it could tell what single persons answered (fewer than {k} people)."


def reason_beside(k: int) -> str:
    """Why an item that may be shown alone isn't, beside an edition that was published before."""
    return (
        "Withheld: beside the edition that was published before it could tell what fewer than "
        f"{k} people changed in between."
    )


def _fits(candidate: Candidate, shown: Shown, k: int) -> bool:
    for variable, groups in _with(candidate, shown).items():
        smallest = smallest_cell((*groups, *_wholes(candidate, variable)))
        if smallest is not None and smallest < k:
            return False
    return True


def _add(candidate: Candidate, shown: Shown) -> None:
    shown.update(_with(candidate, shown))


def _with(candidate: Candidate, shown: Shown) -> Shown:
    together: Shown = {}
    for group in (*candidate.groups, *candidate.cells):
        before = together.get(group.variable, shown.get(group.variable, ()))
        together[group.variable] = (*before, group.people)
    return together


def _wholes(candidate: Candidate, variable: str) -> list[People]:
    groups: tuple[Group, ...] = (*candidate.groups, *candidate.cells)
    return [g.within for g in groups if g.within is not None and g.variable == variable]


def _warned(kept_back: list[Candidate]) -> str:
    """What a public edition won't show, and why: each reason once."""
    unanimous = [each for each in kept_back if each.is_unanimously_negative]
    few = [each for each in kept_back if not each.is_unanimously_negative]
    says = [
        f"{_labels(candidates)}: {why}."
        for candidates, why in (
            (few, "too few people, by themselves or together with figures above"),
            (unanimous, "all disagree, which tells what each of them answered"),
        )
        if candidates
    ]
    return f"**Not in a public edition.** {' '.join(says)}" if says else ""


def _labels(candidates: list[Candidate]) -> str:
    named = [each.label or getattr(each.item, "label", "") for each in candidates]
    return ", ".join(f"“{label}”" for label in dict.fromkeys(named) if label) or "All of it"


def _figure(draft: Draft, allowed: list[bool], warning: str, k: int, *, is_public: bool) -> Figure:
    if draft.candidates and not any(allowed):
        alone = (Withheld(reason(k), draft.title),)
        return Figure(draft.key, draft.kind, draft.title, alone, text=draft.text)
    judged = list(zip(draft.candidates, allowed, strict=True))
    sources = {
        repr(source): source
        for candidate, is_shown in judged
        if is_shown or not is_public
        for source in candidate.sources
    }
    base = draft.base
    if is_public and base and 0 < base.answered < k:
        base = None
    return Figure(
        draft.key,
        draft.kind,
        draft.title,
        _items(judged, k, is_public=is_public),
        (*draft.sources, *sources.values()),
        draft.columns,
        "\n\n".join(text for text in (draft.text, warning) if text),
        base,
    )


def _items(
    judged: Sequence[tuple[Candidate, bool]], k: int, *, is_public: bool
) -> tuple[Item, ...]:
    """In order; all that are withheld and have no name become one, at the end: where they would
    stand, and how many there are, says something too.
    """
    items: list[Item] = []
    for candidate, is_shown in judged:
        if is_shown:
            is_plain = is_public or not candidate.is_identified  # organisers see sums, too
            items.append(candidate.plain if candidate.plain and is_plain else candidate.item)
        elif candidate.label:
            items.append(Withheld(reason(k), candidate.label))
    if any(not is_shown and not candidate.label for candidate, is_shown in judged):
        items.append(Withheld(reason(k)))
    return tuple(items)
