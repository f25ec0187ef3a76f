"""What an audit found, as data and as text."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bootcamp.check.audit.equivalents import FILE, Equivalent
from bootcamp.check.audit.mutants import Mutant
from bootcamp.course.model import ExerciseEntry
from bootcamp.course.table import toml_value


@dataclass(frozen=True)
class Survivor:
    """A mutant that a check accepts without a reason that holds.

    `difference` has the inputs on which it differs from the reference, what was expected and what
    came; it is empty where no such inputs were found. `entry` is a reason that no longer holds.
    """

    mutant: Mutant
    difference: dict[str, str]
    entry: Equivalent | None

    @property
    def differs(self) -> bool:
        """Whether it was shown to be wrong."""
        return bool(self.difference)


@dataclass(frozen=True)
class Audited:
    """One exercise, audited."""

    exercise: ExerciseEntry
    reference: str  # a short hash of the reference's text
    mutants: int
    equivalent: list[tuple[Mutant, Equivalent]]
    survivors: list[Survivor]
    idle: list[Equivalent]  # entries that speak of no mutant that survives
    refused: str  # why there was nothing to audit
    alike: int = 0  # designs that no input was found to tell from the reference

    @property
    def killed(self) -> int:
        """How many mutants the check rejects."""
        return self.mutants - self.alike - len(self.equivalent) - len(self.survivors)

    @property
    def rate(self) -> float:
        """Which share of the mutants that aren't equivalent the check rejects."""
        return self.killed / max(self.killed + len(self.survivors), 1)

    @property
    def is_leaky(self) -> bool:
        """Whether the check accepts an answer that is wrong."""
        return bool(self.refused) or any(survivor.differs for survivor in self.survivors)

    @property
    def holds(self) -> bool:
        """Whether there is nothing left to do."""
        return not (self.survivors or self.idle or self.refused)

    def to_do(self, survivor: Survivor) -> str:
        """What to do about a survivor."""
        entry, where = survivor.entry, f"{self.exercise.chapter}/{FILE}"
        check = f"{self.exercise.chapter}/{self.exercise.path.name}"
        if survivor.differs and entry and entry.reference == self.reference:
            return (
                f"{where} calls it equivalent, and it isn't. Add a test to {check}; or, if the "
                "contract leaves this open, say in the entry's `differs` in what it differs."
            )
        if survivor.differs:
            return f"The check is too weak: add a test to {check} that tells them apart."
        if entry:
            return (
                f"Its reason in {where} was given for another text of the reference. If it still "
                f'holds, write there: reference = "{self.reference}"'
            )
        return (
            "No input was found that tells it from the reference. Think of one and test it in "
            f"{check}; or say in {where} why there is none."
        )

    def entry_for(self, mutant: Mutant) -> str:
        """What to add to the reviewed file for a mutant, in TOML."""
        fields = {"exercise": self.exercise.name, "before": mutant.before, "after": mutant.after}
        fields |= {"reference": self.reference, "reason": ""}
        lines = [
            f"{name} = {_toml(text)}" for name, text in fields.items() if text or name != "before"
        ]
        return "\n".join(["[[equivalents]]", *lines])


@dataclass(frozen=True)
class Report:
    """What an audit found."""

    audited: list[Audited]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether there is nothing left to do."""
        return all(one.holds for one in self.audited)

    def to_json(self) -> dict[str, Any]:
        """The sums, and details of each exercise."""
        return {
            "exercises": len(self.audited),
            "mutants": sum(one.mutants for one in self.audited),
            "killed": sum(one.killed for one in self.audited),
            "alike": sum(one.alike for one in self.audited),
            "equivalent": sum(len(one.equivalent) for one in self.audited),
            "survived": sum(len(one.survivors) for one in self.audited),
            "leaky": [one.exercise.name for one in self.audited if one.is_leaky],
            "seconds": self.seconds,
            "details": [_details(one) for one in self.audited],
        }


def _details(one: Audited) -> dict[str, Any]:
    return {
        "exercise": one.exercise.name,
        "mutants": one.mutants,
        "killed": one.killed,
        "alike": one.alike,
        "rate": round(one.rate, 4),
        "equivalent": [{**_change(m), "reason": entry.reason} for m, entry in one.equivalent],
        "survived": [
            {**_change(x.mutant), **x.difference, "do": one.to_do(x)} for x in one.survivors
        ],
        "idle": [asdict(entry) for entry in one.idle],
        "refused": one.refused,
    }


def _change(mutant: Mutant) -> dict[str, Any]:
    return {name: getattr(mutant, name) for name in ("operator", "line", "before", "after")}


def lines_of(report: Report) -> Iterator[str]:
    """The report, to be read in a terminal."""
    names = [one.exercise.name for one in report.audited]
    width = max(map(len, [*names, "exercise"]))
    yield f"{'exercise':<{width}}  mutants  killed  equivalent  survived   rate"
    for one in report.audited:
        yield (
            f"{one.exercise.name:<{width}}  {one.mutants:>7}  {one.killed:>6}  "
            f"{len(one.equivalent):>10}  {len(one.survivors):>8}  {one.rate:>5.1%}"
        )
    for one in report.audited:
        yield from _what_is_left(one)
    sums = report.to_json()
    tested = sums["killed"] + sums["survived"]
    yield (
        f"\n{sums['killed']} of {tested} wrong answers to {sums['exercises']} exercises are "
        f"rejected; {sums['equivalent']} more mutants are equivalent, each with its reason; "
        f"{sums['alike']} designs were not told from the reference. "
        f"{report.seconds:.0f} s."
    )
    if sums["leaky"]:
        yield f"Leaky: {', '.join(sums['leaky'])}."


def _what_is_left(one: Audited) -> Iterator[str]:
    name = one.exercise.name
    if one.refused:
        yield f"\n{name}: {one.refused} Run `bootcamp verify {name}`."
    for survivor in one.survivors:
        where = f", line {survivor.mutant.line}" if survivor.mutant.line else ""
        yield f"\n{name}{where}: {survivor.mutant.operator}"
        yield from difference_lines(survivor.mutant)
        if survivor.differs:
            yield f"  on {survivor.difference['inputs']}"
            yield f"  expected {survivor.difference['expected']}"
            yield f"  got      {survivor.difference['got']}"
        yield f"  {one.to_do(survivor)}"
    for entry in one.idle:
        yield (
            f"\n{name}: an entry of {one.exercise.chapter}/{FILE} speaks of no mutant that "
            f"survives. Remove it: {(entry.before or entry.after).splitlines()[0]}"
        )


def difference_lines(mutant: Mutant) -> Iterator[str]:
    """The mutant's change as a small diff."""
    yield from (f"  - {line}" for line in mutant.before.split("\n") if mutant.before)
    yield from (f"  + {line}" for line in mutant.after.split("\n"))


def _toml(text: str) -> str:
    if "\n" not in text:
        return toml_value(text)
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\n{escaped}"""'
