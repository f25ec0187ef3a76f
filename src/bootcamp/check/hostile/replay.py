"""Try on an answer that passes its tests what its exercise's plan holds.

This is what happens in the child, in one process or behind the boundary: `importlib` gives the
library's module either way, with a function or a handle in it.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import CodeType
from typing import Any

from bootcamp.check.differ.gaps import gap_between
from bootcamp.check.differ.outcomes import Outcome, outcome_of
from bootcamp.check.hostile.handing import Handing
from bootcamp.check.hostile.layouts import WAYS
from bootcamp.check.hostile.packed import unpacked
from bootcamp.check.run import Guard, Reader, Result, collect, load_check
from bootcamp.course.model import Target


class HostileError(AssertionError):
    """An answer is wrong on a hostile input."""


Case = dict[str, Any]  # of a plan: plain data, so that it can be kept


class Replay:
    """The check of an exercise, with something in the place of the exercise's definition."""

    def __init__(
        self,
        target: Target,
        code: CodeType,
        name: str,
        workspace: str = "",
        texts: Mapping[str, str] | None = None,
    ) -> None:
        """`workspace` and `texts` are for telling where something failed: see `run_tests`."""
        module = importlib.import_module(target.module)
        self.original = getattr(module, target.qualname)
        self.handing = Handing(self.original)
        setattr(module, target.qualname, self.handing.through)
        try:
            self.namespace, comparisons = load_check(code, name)
        finally:
            setattr(module, target.qualname, self.original)
        self.reader = Reader(code.co_filename, workspace, comparisons, texts or {})

    def tests(self, seed: int) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Each test, ready to be called once: with fresh fixtures."""
        return collect(self.namespace, seed)

    def results(self, plan: Sequence[Case], seed: int, guarded: Guard) -> Iterator[Result]:
        """One result for each case of the plan, until one fails."""
        for name, way in WAYS.items():
            cases = {case["test"]: case for case in plan if case.get("way") == name}
            for label, call in self.tests(seed) if cases else ():
                if case := cases.get(label):
                    self.handing.begin(
                        way,
                        may_share=case["shares"],
                        may_change=case["changes"],
                        functions=frozenset(map(tuple, case["functions"])),
                    )
                    result = self.reader.result_of(label, guarded(call))
                    self.handing.begin(None)
                    yield told(result, f"every array {way.says}")
                    if not result["passed"]:
                        return
        for case in plan:
            if "data" in case:
                result = self.reader.result_of(case["says"], guarded(partial(self._try, case)))
                yield {**result, "name": f"a call in which {case['says']}", "claim": "", "line": 0}
                if not result["passed"]:
                    return

    def _try(self, case: Case) -> None:
        """Make the call of a case. Raises HostileError where not the same comes as it should."""
        call, wanted = unpacked(case["data"])
        came = outcome_of(self.original, call)
        if case["shares"]:
            _forget_sharing(came)
        if case["changes"]:
            _forget_changes(came, wanted)
        if gap := gap_between(wanted, came):
            raise HostileError(
                f"In {case['written']} {case['says']}: expected {gap.expected}, got {gap.got}."
            )

    def found(self, seed: int) -> Iterator[Case]:
        """On the reference: cases of the check's own tests, for each way that changes something.

        Of the tests whose calls have one form, one is enough: that with the most axes comes first.
        """
        for name, way in WAYS.items():
            handed = []
            for label, call in self.tests(seed):
                self.handing.begin(way)
                result = self.reader.result_of(label, call)
                if self.handing.forms:
                    case = self._case(name, label, result)
                    handed.append((self.handing.rank, self.handing.forms, case))
            known: set[str] = set()
            kept = 0
            for _, forms, case in sorted(handed, key=lambda each: -each[0]):
                is_new = not forms <= known and kept < way.most_tests
                if is_new or case["refused"]:
                    known |= forms
                    kept += 1
                    yield case

    def _case(self, way: str, test: str, result: Result) -> Case:
        return {
            "family": WAYS[way].family,
            "way": way,
            "test": test,
            "shares": self.handing.has_shared,
            "changes": self.handing.has_changed,
            "functions": sorted(map(list, self.handing.found)),
            "refused": "" if result["passed"] else result.get("says", ""),
        }


def _forget_sharing(came: Outcome) -> None:
    came.aliases = False
    for inner in came.then:
        _forget_sharing(inner)


def _forget_changes(came: Outcome, wanted: Outcome) -> None:
    came.arguments = wanted.arguments
    for ours, theirs in zip(came.then, wanted.then, strict=True):
        _forget_changes(ours, theirs)


def told(result: Result, where: str) -> Result:
    """A result under a name that says in which circumstances it came about."""
    name = f"{result['name']}, where {where}"
    if result["passed"]:
        return {**result, "name": name}
    says = f"The test passes as it stands, but fails where {where}. {result.get('says', '')}"
    return {**result, "name": name, "says": says.strip()}
