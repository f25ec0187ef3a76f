"""A report made by hand, with every kind of figure, and with what is awkward to draw."""

from bootcamp.report.figures import (
    Agreement,
    Base,
    Figure,
    Gain,
    Interval,
    Item,
    Number,
    Paired,
    Part,
    Quote,
    Rating,
    Report,
    Row,
    Series,
    Withheld,
)

from .cohorts import PUBLISHED

ALL = Base(16, 16, 18)
SKIPPED = Base(15, 16, 18, skipped=1)
NOBODY = Base(0, 16, 18)
GOALS = {
    "connections": "After the programme I have more valuable connections in the field",
    "fit_for_field": "I am more confident that I am a good fit for the field",
    "practical_skills": "I have gained practical skills that my ideal job needs",
    "independent_research": "After my capstone I have a clearer idea of what independent research "
    "looks like, and feel better prepared for it",
    "bottleneck_knowledge": "I have learned what was a bottleneck of my career plans",
}


def agreements() -> list[Item]:
    """The five questions with their published counts, one nobody answered, one withheld."""
    found: list[Item] = []
    for item in PUBLISHED["agreement"]["items"]:
        counts = {int(value): count for value, count in item["counts"].items()}
        base = ALL if item["n"] == 16 else SKIPPED
        interval = Interval(0.519, 0.957, 0.95, "Clopper-Pearson")
        found.append(Agreement(GOALS[item["code"]], counts, item["median"], interval, base))
    sad = {1: 9, 2: 4, 3: 1, 4: 2, 5: 0}
    found.append(Agreement("The help queue answered within ten minutes", sad, 1.0, None, ALL))
    found.append(Agreement("The lunch was good", {}, None, None, NOBODY))
    return [*found, Withheld("Fewer than 5 people answered.", "Of those who left early")]


def ratings() -> list[Item]:
    """Sections whose median is in a column, between two, at an end, and of one nobody rated."""
    sections = {
        "Transformers & mechanistic interpretability": ({7: 2, 8: 5, 9: 5, 10: 4}, 8.5, (8, 9)),
        "Reinforcement learning": ({3: 1, 5: 4, 6: 5, 7: 4, 9: 2}, 6.0, (5, 7)),
        "Training at scale": ({1: 12, 2: 1, 4: 2, 10: 1}, 1.0, (1, 2)),
    }
    found: list[Item] = []
    for label in ("The material was intellectually challenging", "It was well structured"):
        found.append(Rating(label, "Prerequisites", {}, None, None, NOBODY))
        for section, (counts, median, quartiles) in sections.items():
            full = {value: counts.get(value, 0) for value in range(1, 11)}
            found.append(Rating(label, section, full, median, quartiles, ALL))
    return found


def pairs() -> list[Item]:
    """A rating and a probability, one that went down, and one without its single pairs."""
    up = tuple(sorted([(2.0, 6.0)] * 3 + [(3.0, 7.0), (4.0, 4.0), (5.0, 9.0), (8.0, 7.0)]))
    odds = ((10.0, 5.0), (30.0, 20.0), (50.0, 50.0), (60.0, 75.0), (90.0, 40.0))
    return [
        Paired("I could write a transformer", up, 3.0, 6.0, 5, 1, 1, 2, 1, Base(7, 10, 18)),
        Paired("My chance of a safety career", odds, 50.0, 40.0, 1, 1, 3, 0, 0, ALL, "%"),
        Paired("My views", (), 4.0, 6.5, 6, 3, 1, 1, 0, Base(10, 16, 18)),
        Paired("My plans", (), None, None, 0, 0, 0, 0, 0, NOBODY),
    ]


def gains() -> list[Item]:
    sure = Interval(0.41, 0.62, 0.95, "jackknife")
    return [
        Gain("Prerequisites", 0.58, 0.91, 0.79, sure, 5.0, 8.0, ALL),
        Gain("Transformers", 0.12, 0.575, 0.52, sure, 2.0, 6.5, SKIPPED),
        Gain("Training at scale", 0.4, 0.35, -0.08, None, None, None, Base(5, 16, 18)),
        Gain("Reinforcement learning", None, None, None, None, None, None, NOBODY),
    ]


def lines() -> list[Item]:
    days = [f"2026-05-{day}" for day in range(18, 32)]
    return [
        Series("Everyone", tuple((day, 0.05 * n) for n, day in enumerate(days))),
        Series("Prerequisites", tuple((day, min(1.0, 0.2 * n)) for n, day in enumerate(days))),
        Series("Transformers", tuple((day, 0.04 * n) for n, day in enumerate(days) if n > 3)),
        Series("Reinforcement learning", ()),
    ]


def numbers() -> list[Item]:
    share = Interval(0.163, 0.677, 0.95, "Clopper-Pearson")
    return [
        Number("Hired by a lab", 1, out_of=16, base=ALL),
        Number("Went on to capabilities work", 3, out_of=15, base=SKIPPED),
        Number("Put the material in their top three", 6, out_of=15, interval=share),
        Number("Members of the chat", 300, is_lower_bound=True, note="a snapshot"),
        Number("Unique visitors of the site", 2800, is_lower_bound=True),
        Number("Cost of one participant", 6123.5, unit="GBP"),
        Number("Applications", None),
    ]


def report(edition: str = "internal") -> Report:
    """The whole."""
    text = "We ran *six weeks*.\n\n- One goal\n- Another goal\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    table = (
        Row(("Prerequisites", 5.0, "2 of 16 (12%)", None)),
        Row(("Transformers & mechanistic interpretability", 8.0, "14 of 16 (88%)", 4.5)),
    )
    heads = ("Section", "Days", "Finished it", "Median")
    goals = Figure(
        "goals", "agreement", "What the programme gave", tuple(agreements()), text="Of the exit."
    )
    parts = (
        Part("about", "What we set out to do", (Figure("intro", "text", "Aims", text=text),)),
        Part(
            "survey",
            "What people said",
            (goals, Figure("sections", "ratings", "How each section was rated", tuple(ratings()))),
        ),
        Part(
            "learned",
            "What people learned",
            (
                Figure("beliefs", "paired", "Before and after", tuple(pairs())),
                Figure("tests", "gain", "What the tests say", tuple(gains())),
                Figure("progress", "series", "Share of exercises solved", tuple(lines())),
                Figure("solved", "table", "The sections", table, columns=heads),
            ),
        ),
        Part(
            "after",
            "What came of it",
            (
                Figure("outcomes", "numbers", "Outcomes and reach", tuple(numbers())),
                Figure("words", "quotes", "In their words", (Quote("I quit my job."),)),
                Figure("hidden", "ratings", "By track", (Withheld("Too few people answered."),)),
                Figure("nothing", "quotes", "Complaints"),
            ),
        ),
    )
    about = {"cohort": "ARENA 2.0", "k": 5, "spec_version": "1", "spec_sha256": "ab" * 32}
    return Report("Impact report of a sample cohort", edition, "2026-07-31", parts, about)
