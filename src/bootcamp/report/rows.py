"""What a report is computed from: plain rows of one cohort, as they stood at the cut-off.

Whoever has a database makes these; a table of a spreadsheet would do as well. Persons appear under
pseudonyms, and not at all on anonymous answers.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Section:
    """A part of the programme: what ratings are about, and what days were planned for."""

    key: str
    title: str
    planned_days: int
    chapter: str = ""  # of the course; "" for talks, capstones and the like


@dataclass(frozen=True)
class Cohort:
    """The programme."""

    key: str
    title: str
    start: date
    end: date  # the last day
    hours_per_day: float
    k: int  # no group of fewer respondents is shown
    holidays: tuple[date, ...] = ()
    sections: tuple[Section, ...] = ()
    to_solve: tuple[tuple[str, int], ...] = ()  # chapters of the course, and how many exercises


@dataclass(frozen=True)
class Member:
    """Someone with a role. `person` is a pseudonym that is theirs throughout these rows."""

    person: str
    role: str  # participant, ta, mentor, reviewer, organiser, evaluator, speaker
    state: str  # invited, active, completed, withdrawn, deferred


@dataclass(frozen=True)
class Question:
    """An item of a form."""

    form: str  # the form's key, the same for all of its versions
    code: str  # stable across versions and cohorts
    text: str
    kind: str  # likert5, scale10, probability, number, choice, multi, short, long
    options: tuple[str, ...] = ()  # of choice and multi
    per_section: bool = False


@dataclass(frozen=True)
class Wave:
    """One round of asking: a form, sent to those who were invited."""

    key: str
    form: str
    mode: str  # identified, confidential, anonymous
    invited: int  # receipts when it opened
    eligible: int  # those of them who had not left when it closed
    answered: int  # receipts that came back
    is_closed: bool
    closed_on: date | None = None
    months_after: int = 0  # of a follow-up: how long after the end


@dataclass(frozen=True)
class Answer:
    """One answer to one question. An anonymous one has no person."""

    wave: str
    response: str  # random; ties the answers of one response together
    question: str  # the code
    status: str  # answered, skipped, not_applicable
    number: float | None = None
    text: str = ""
    choices: tuple[str, ...] = ()
    section: str = ""
    person: str = ""
    may_quote: bool = False  # they agreed that this text may be published
    themes: tuple[str, ...] = ()  # what coders found in the text


@dataclass(frozen=True)
class Exercise:
    """What one participant did with one exercise, by the cut-off."""

    person: str
    exercise: str
    chapter: str
    tries: int
    hints: int
    solved_on: date | None  # None: not solved
    unaided: bool  # solved without a hint, and without having seen the solution
    minutes: float | None = None  # from the first try to the pass, pauses left out


@dataclass(frozen=True)
class Test:
    """One participant's score in a short test of a chapter."""

    __test__ = False  # Careful: not one of pytest's
    person: str
    chapter: str
    phase: str  # before, after
    score: float
    out_of: float


@dataclass(frozen=True)
class Capstone:
    """A project at the end."""

    key: str
    title: str
    team: int
    mentors: int
    has_write_up: bool
    is_alignment_related: bool
    is_public: bool  # its title may be printed
    summary: str = ""


@dataclass(frozen=True)
class Score:
    """What a reviewer gave a capstone on one criterion."""

    capstone: str
    reviewer: str
    criterion: str
    value: float
    out_of: float


@dataclass(frozen=True)
class Outcome:
    """What became of someone. Not heard of is an outcome row that isn't there."""

    person: str
    kind: str  # role, process, grant, fellowship, study, publication, none
    track: str  # technical_safety, governance, capabilities, other_ml, other, unknown
    what: str = ""
    months_after: int = 0
    may_publish: bool = False


@dataclass(frozen=True)
class Cost:
    """A line of the budget."""

    category: str
    amount: float
    currency: str
    is_actual: bool  # else planned
    in_kind: bool = False


@dataclass(frozen=True)
class Reach:
    """A count of something outside the cohort, as it was read off at some day."""

    what: str
    value: float
    is_lower_bound: bool = False  # "over 300"
    out_of: float | None = None  # "6 of 15"
    on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Reuse:
    """Another organisation and the material."""

    organisation: str
    material: str
    state: str  # asked, agreed, used, reported
    may_publish: bool = False


@dataclass(frozen=True)
class Rows:
    """All of it. The order of rows means nothing."""

    cohort: Cohort
    members: tuple[Member, ...] = ()
    questions: tuple[Question, ...] = ()
    waves: tuple[Wave, ...] = ()
    answers: tuple[Answer, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    tests: tuple[Test, ...] = ()
    capstones: tuple[Capstone, ...] = ()
    scores: tuple[Score, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    costs: tuple[Cost, ...] = ()
    reach: tuple[Reach, ...] = ()
    reuse: tuple[Reuse, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)  # prose of the organisers, by key; Markdown
