"""On the reference: which hostile inputs are legal, and what comes of them."""

import contextlib
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bootcamp.check.boundary.values import CantCrossError
from bootcamp.check.compare import as_numpy, is_array
from bootcamp.check.differ.arguments import Key, kind_of, leaves, like, mapped
from bootcamp.check.differ.calls import Call, Exchange, NotCopiedError, generator_state, reachable
from bootcamp.check.differ.contract import Contract
from bootcamp.check.differ.gaps import gap_between
from bootcamp.check.differ.inputs import Inputs
from bootcamp.check.differ.literals import written
from bootcamp.check.differ.outcomes import Outcome, outcome_of
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.hostile.handing import form_of
from bootcamp.check.hostile.inputs import HostileInput, hostile_inputs
from bootcamp.check.hostile.packed import packed

MOST_BASES = 6  # calls that inputs are made of
MOST_ALIKE = 2  # inputs of one family that are special in the same way
MOST_SINGLE = 3  # of a single axis there are several
LONGEST = 300  # characters of a call
NUDGE = {4: 1e-6, 8: 1e-12}  # relative: what may not change a result much, by the width


class InputSearch:
    """Makes hostile inputs of the calls of a check, and keeps those that the reference takes."""

    def __init__(self, exchange: Exchange) -> None:
        import numpy as np

        self.reference, self.rng = exchange.chosen, np.random.default_rng(PUBLIC_SEED)
        exchange.noting("")
        calls = [call for call in exchange.calls if not _holds_generator(call)]
        self.contract = Contract(calls)
        self.calls = [call for call in calls if not call.error]
        self.inputs = Inputs(self.contract, self.reference, self.rng)
        self.name = self.reference.__name__

    def cases(self) -> Iterator[dict[str, Any]]:
        """Cases of a plan."""
        for call in self.calls:
            with contextlib.suppress(NotCopiedError):
                self.contract.learn(call, outcome_of(self.reference, call))
        kept: Counter[tuple[str, str]] = Counter()
        known = {_text(call) for call in self.calls}
        for call in self._bases():
            for hostile in self._inputs_of(call):
                kind = hostile.family, hostile.says
                most = MOST_SINGLE if hostile.family == "single axes" else MOST_ALIKE
                if kept[kind] >= most or _text(hostile.call) in known:
                    continue
                with contextlib.suppress(CantCrossError):
                    find = self._steady if hostile.is_without_effect else self.outcome
                    if wanted := find(hostile.call):
                        kept[kind] += 1
                        known.add(_text(hostile.call))
                        yield {
                            "family": hostile.family,
                            "says": hostile.says,
                            "written": short_text(written(hostile.call, self.name)),
                            "data": packed(hostile.call, wanted),
                            "shares": False,
                            "changes": False,
                            "refused": "",
                        }

    def _inputs_of(self, call: Call) -> Iterator[HostileInput]:
        base = self.outcome(call)
        if base is None:
            return

        shows_nan = all(
            kind_of(part) == "f"
            for outcome in (base, *base.then)
            for part in reachable(outcome.result)
            if is_array(part)
        )

        def has_no_effect(other: Call) -> bool:
            came = self._steady(other) if shows_nan else None
            return came is not None and gap_between(_told(base), _told(came)) is None

        with contextlib.suppress(NotCopiedError, TypeError, ValueError, IndexError):
            yield from hostile_inputs(call, self.contract, self.inputs, has_no_effect)

    def _bases(self) -> list[Call]:
        """Calls that differ in more than their numbers; first those whose results are called."""
        found: dict[str, Call] = {}
        for call in sorted(self.calls, key=lambda call: not call.then):
            found.setdefault(form_of(call.args, call.kwargs), call)
        return list(found.values())[:MOST_BASES]

    def outcome(self, call: Call) -> Outcome | None:
        """What the reference makes of it; None where the contract doesn't allow the input."""
        came = self._steady(call)
        return came if came and self.contract.allows(call, came) else None

    def _steady(self, call: Call) -> Outcome | None:
        """What the reference makes of it; None where that is an error, a warning, or unsteady."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                came = outcome_of(self.reference, call)
                again = outcome_of(self.reference, self._nudged(call))
            except (NotCopiedError, RecursionError):
                return None
        errors = {came.error, *(inner.error for inner in came.then)}
        is_steady = errors == {""} and gap_between(_told(came), _told(again)) is None
        return came if is_steady else None

    def _nudged(self, call: Call) -> Call:
        def change(key: Key, value: Any) -> Any:
            if kind_of(value) != "f" or self.contract.is_bound(key):
                return value
            numbers = as_numpy(value)
            step = NUDGE.get(numbers.dtype.itemsize, 1e-3)
            return like(value, numbers * (1 + step))

        return mapped(call, change)


def _told(outcome: Outcome) -> Outcome:
    """What came back, without the arguments: those differ by what was changed in them."""
    return replace(outcome, arguments=((), {}), then=[_told(inner) for inner in outcome.then])


def short_text(text: str) -> str:
    """In one line, and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _text(call: Call) -> str:
    return repr(
        [(key, as_numpy(x).tolist() if is_array(x) else repr(x)) for key, x in leaves(call)]
    )


def _holds_generator(call: Call) -> bool:
    return any(generator_state(part) is not None for part in reachable((call.args, call.kwargs)))
