"""Name the mistake: a run that fails as a known mistake fails is told that mistake's sentence.

A run's signature has an entry for each test that failed: at which line of the check, by what error
with which message, and what came. Two runs fail alike where all entries are the same, values within
rounding. A run that fails like none of the known mistakes is still told the one that it resembles
closely, if it resembles no other. How closely was measured (docs/log.md): a wrong sentence is worse
than none.

A first try often holds two mistakes. One of them is named where it leaves evidence of its own, and
another known mistake accounts for the rest; or where the two, made together, fail just so.
"""

import hashlib
import itertools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bootcamp import __version__
from bootcamp.check.fingerprint import numbers_in
from bootcamp.check.patterns import bits_of

Results = list[dict[str, Any]]
Signature = list[dict[str, Any]]

FORMAT = "3"  # of a signature: one of another format is found anew
CLOSE = 0.9  # the least resemblance that names a mistake
APART = 0.15  # how much more it must resemble this mistake than any other
EVIDENCE = 8.0  # bits: what one of two mistakes must leave that no other known mistake leaves
OF_AN_ERROR, OF_A_CLAIM = 3.0, 1.0  # bits, where there are no numbers
MOST_PAIRS = 6  # of known mistakes that are made together, to see whether they fail just so
NEAR = 0.05  # two wrong values are near when they're so much nearer to each other than to the truth
SLIPS = ("NameError", "UnboundLocalError", "AttributeError", "ImportError", "ModuleNotFoundError")
PARTS = ("test", "line", "error", "got")


def signature(results: Results) -> Signature:
    """How a run failed: one entry for each test that did."""
    return [
        {
            "test": result["name"],
            "line": result.get("line"),
            "error": result.get("error"),
            "got": result.get("signature"),
            "off": result.get("off"),
        }
        for result in results
        if not result["passed"]
    ]


def fail_alike(one: Signature, other: Signature) -> bool:
    """Whether two signatures are the same, within rounding."""
    return len(one) == len(other) and all(
        _same([a[part] for part in PARTS], [b[part] for part in PARTS])
        for a, b in zip(one, other, strict=True)
    )


def resemblance(one: Signature, other: Signature) -> float:
    """From 0 to 1: how much two runs failed in the same tests, and there in the same way."""
    ours, theirs = ({entry["test"]: entry for entry in each} for each in (one, other))
    common = sum(_likeness(ours[test], theirs[test]) for test in ours.keys() & theirs.keys())
    return common / max(len(ours.keys() | theirs.keys()), 1)


def recognised(mine: Signature, known: Mapping[int, Signature]) -> int | None:
    """Which of the known mistakes, by their numbers, a run is; None where it can't be said."""
    for number, theirs in known.items():
        if fail_alike(mine, theirs):
            return number
    ranked = sorted(((resemblance(mine, known[n]), n) for n in known), reverse=True)
    if not ranked or ranked[0][0] < CLOSE:
        return None
    is_alone = len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= APART
    return ranked[0][1] if is_alone else None


def one_of_two(mine: Signature, known: Mapping[int, Signature]) -> int | None:
    """Which known mistake is surely among the two that a run holds; None where that isn't clear.

    All tests that it fails have failed. In some the run fails exactly as it does, and as no other
    known mistake does; the tests besides fail by another known mistake, half of them exactly so.
    """
    ours = _by_test(mine)
    found = []
    for number, entries in known.items():
        others = [_by_test(known[other]) for other in known if other != number]
        hits = {
            test: entry
            for test, entry in _by_test(entries).items()
            if test in ours and fail_alike([entry], [ours[test]])
            if not any(test in o and fail_alike([o[test]], [entry]) for o in others)
        }
        is_whole = _by_test(entries).keys() <= ours.keys()
        rest = {test: entry for test, entry in ours.items() if test not in hits}
        if is_whole and sum(map(_bits, hits.values())) >= EVIDENCE and _accounts(others, rest):
            found.append((len(hits), number))
    return max(found)[1] if found else None


def _accounts(others: Sequence[dict[str, Any]], rest: dict[str, Any]) -> bool:
    """Whether one other mistake fails in all of the rest, and in half of it exactly so."""
    return any(
        rest.keys() <= other.keys()
        and sum(fail_alike([other[t]], [rest[t]]) for t in rest) * 2 >= len(rest)
        for other in others
    )


def pairs_to_try(mine: Signature, known: Mapping[int, Signature]) -> list[tuple[int, int]]:
    """Known mistakes that fail, together, in just the tests that a run fails; the likely first.

    Of each pair the first one fails in the test that a learner is shown.
    """
    tests = {number: set(_by_test(entries)) for number, entries in known.items()}
    ours, shown = set(_by_test(mine)), mine[0]["test"] if mine else ""
    pairs = [
        (one, other)
        for one, other in itertools.permutations(known, 2)
        if tests[one] | tests[other] == ours and shown in tests[one]
        if shown not in tests[other] or one < other
    ]
    likeness = {number: resemblance(mine, known[number]) for number in known}
    return sorted(pairs, key=lambda pair: -sum(map(likeness.__getitem__, pair)))[:MOST_PAIRS]


def _by_test(entries: Signature) -> dict[str, dict[str, Any]]:
    return {entry["test"]: entry for entry in entries}


def _bits(entry: dict[str, Any]) -> float:
    """How much is known of a run from the way in which it fails one test."""
    numbers = {round(number, 6) for number in numbers_in(entry["got"])}
    if entry["error"] or not numbers:
        return OF_AN_ERROR if entry["error"] else OF_A_CLAIM
    return sum(map(bits_of, numbers))


def _likeness(one: dict[str, Any], other: dict[str, Any]) -> float:
    """From 0 to 1: whether one test failed in the same way."""
    if one["line"] != other["line"] or bool(one["error"]) != bool(other["error"]):
        return 0.0
    if one["error"]:
        if one["error"] == other["error"] and one["got"] == other["got"]:
            return 1.0
        is_slip = one["error"] in SLIPS or other["error"] in SLIPS
        return 0.0 if is_slip else 0.6
    if _same(one["got"], other["got"]):
        return 1.0
    return 0.9 if _is_near(one, other) else 0.0


def _is_near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two values are the same but for their dtype, or wrong by nearly the same."""
    ours, theirs = one["got"], other["got"]
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return False
    if "values" not in ours or ours.get("shape") != theirs.get("shape"):
        return False
    if _same(ours["values"], theirs["values"]):
        return True
    gaps = [abs(a - b) for a, b in zip(ours["values"], theirs["values"], strict=True)]
    bound = NEAR * min(one["off"] or 0.0, other["off"] or 0.0)
    return bool(bound) and all(gap <= bound for gap in gaps)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        if math.isnan(one) or math.isnan(other):
            return math.isnan(one) and math.isnan(other)
        return math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-7)
    return bool(one == other)


class TakesLongError(Exception):
    """Something takes longer to find out than there is time."""


class Signatures:
    """How each known mistake fails, remembered by the texts that it follows from."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._known: dict[str, Signature | None] = {}

    def get(self, texts: Sequence[str], find: Callable[[], Signature | None]) -> Signature | None:
        """The signature, from memory, from disk, or found now. None: it can't be had.

        An error that `find` raises leaves it to be found another time.
        """
        key = hashlib.sha256("\0".join([__version__, FORMAT, *texts]).encode()).hexdigest()[:32]
        if key not in self._known:
            known = self._read(key)
            if known is None:
                known = find()
                self._write(key, known)
            self._known[key] = known
        return self._known[key]

    def _read(self, key: str) -> Signature | None:
        try:
            known = json.loads((self.folder / f"{key}.json").read_text()) if self.folder else None
        except (OSError, ValueError):
            return None
        return known if isinstance(known, list) else None

    def _write(self, key: str, known: Signature | None) -> None:
        if self.folder and known is not None:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                (self.folder / f"{key}.json").write_text(json.dumps(known))
            except OSError:  # a cache: without it the next answer is slower, that's all
                return
