"""Try two definitions on one input after another, and make the first on which they differ small."""

import contextlib
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

from bootcamp.check.differ.calls import Call, Exchange, NotCopiedError, generator_state, reachable
from bootcamp.check.differ.contract import Contract
from bootcamp.check.differ.gaps import Gap, gap_between
from bootcamp.check.differ.inputs import Inputs
from bootcamp.check.differ.literals import written
from bootcamp.check.differ.outcomes import Outcome, oddities, outcome_of
from bootcamp.check.differ.relations import Relations
from bootcamp.check.differ.shrink import is_plain, simpler, size_of
from bootcamp.check.fixtures import PUBLIC_SEED

SHARE_FOR_ONE_CALL = 0.2  # of the time
MOST_STARTS = 40  # noted calls that others are made of


@dataclass(frozen=True)
class Difference:
    """An input on which two definitions behave differently, as short text.

    `kind` is that of a `Gap`. `is_plain`: all that goes in can be written down. `is_drawn`: a
    random generator goes in, so that a right answer, too, may give another result. `is_watched`:
    what is told is no result, but what was seen of an iterator or of a `with` block.
    """

    inputs: str
    expected: str
    got: str
    kind: str = "value"
    is_plain: bool = True
    is_drawn: bool = False
    is_watched: bool = False


class LateError(BaseException):
    """The time for one call is over. No subclass of Exception: checks and answers catch those."""


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise LateError in the block once it has used so many seconds of the processor's time."""

    def late(number: int, frame: FrameType | None) -> None:
        raise LateError

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Search:
    """Tries both definitions on one input after another.

    `is_strict`: on the check's own, and on smaller ones of which the same is true; no others.
    `excludes`: what the contract leaves out, as in `Exercise`.
    """

    def __init__(
        self,
        exchange: Exchange,
        variant: Callable[..., Any],
        seconds: float,
        is_strict: bool = False,
        excludes: Sequence[str] = (),
    ) -> None:
        import numpy as np

        self.is_strict = is_strict

        self.exchange, self.reference, self.variant = exchange, exchange.chosen, variant
        self.deadline, self.limit = time.process_time() + seconds, seconds * SHARE_FOR_ONE_CALL
        self.rng = np.random.default_rng(PUBLIC_SEED)
        self.contract = Contract(exchange.calls, excludes)

    def differences(self, test: str) -> Iterator[Difference]:
        """What was found: each smaller than the one before."""
        calls = sorted(self.exchange.calls, key=lambda call: (call.test != test, size_of(call)))
        for call in calls:
            if wanted := self._outcome(self.reference, call):
                self.contract.learn(call, wanted)
        for call in self._tried(calls):
            if gap := self.gap(call):
                yield self._told(call, gap)
                yield from self._shrunk(call, gap)
                return

    def _tried(self, calls: list[Call]) -> Iterator[Call]:
        """The noted calls, then others like them, by turns."""
        yield from calls
        if self.is_strict or not calls:
            return
        inputs = Inputs(self.contract, self.reference, self.rng)
        sources = [inputs.variations(call) for call in calls[:MOST_STARTS]]
        while time.process_time() < self.deadline:
            for source in sources:
                with contextlib.suppress(NotCopiedError, TypeError, ValueError):
                    yield next(source)()

    def gap(self, call: Call) -> Gap | None:
        """How the two differ on this input; None where they don't, or where it isn't allowed."""
        started = time.process_time()
        wanted = self._outcome(self.reference, call)
        if wanted is None or not self.contract.allows(call, wanted):
            return None
        took = time.process_time() - started
        came = self._outcome(self.variant, call)
        if came is None:
            is_endless = took < self.limit / 100 and time.process_time() < self.deadline
            return Gap("error", "a result", "none: it doesn't end") if is_endless else None
        gap = gap_between(wanted, came)
        if gap is None or (gap.kind == "alias" and "sharing" in self.contract.excludes):
            return None
        again = self._outcome(self.reference, call)
        is_steady = again is not None and gap_between(wanted, again) is None
        return gap if is_steady else None

    def _outcome(self, function: Callable[..., Any], call: Call) -> Outcome | None:
        self.exchange.chosen = function
        try:
            with at_most(self.limit):
                return outcome_of(self.exchange.through, call)
        except (LateError, NotCopiedError):
            return None

    def _shrunk(self, call: Call, gap: Gap) -> Iterator[Difference]:
        """Ever smaller inputs on which they differ in the same manner."""
        size = size_of(call)
        is_legal = self._legal_like(call) if self.is_strict else lambda other: True
        is_smaller = True
        while is_smaller:
            is_smaller = False
            for other in self._candidates(call):
                if time.process_time() > self.deadline:
                    return
                if size_of(other) >= size or not is_legal(other):
                    continue
                if (found := self.gap(other)) and found.kind == gap.kind:
                    call, size, is_smaller = other, size_of(other), True
                    yield self._told(call, found)
                    break

    def _legal_like(self, call: Call) -> Callable[[Call], bool]:
        """Tells of another call whether all that is true of this one is true of it, too."""
        relations = Relations(call, self.contract.seen)
        wanted = self._outcome(self.reference, call)

        def is_legal(other: Call) -> bool:
            if not relations.hold(other):
                return False
            came = self._outcome(self.reference, other)
            if came is None or wanted is None or came.error != wanted.error:
                return False
            return oddities(came) <= oddities(wanted)

        return is_legal

    def _candidates(self, call: Call) -> Iterator[Call]:
        with contextlib.suppress(NotCopiedError, TypeError, ValueError):
            yield from simpler(call, self.contract.axes(call))

    def _told(self, call: Call, gap: Gap) -> Difference:
        call = _until(call, gap.follow_up)
        name = self.reference.__name__
        is_method = "." in self.reference.__qualname__
        parts = reachable((call.args, call.kwargs))
        outcome = self._outcome(self.reference, call)
        return Difference(
            written(call, name, is_method=is_method),
            gap.expected,
            gap.got,
            gap.kind,
            is_plain(call),
            any(generator_state(part) is not None for part in parts),
            bool(outcome and is_watched(outcome)),
        )


def is_watched(outcome: Outcome) -> bool:
    """Whether it, or one that follows, is what was seen of an iterator or of a block."""
    return outcome.is_watched or any(map(is_watched, outcome.then))


def _until(call: Call, place: tuple[int, ...]) -> Call:
    """The call with what follows it, up to the call in that place and nothing after it."""
    kept = call.then[: place[0] + 1] if place else []
    return replace(call, then=[*kept[:-1], *(_until(last, place[1:]) for last in kept[-1:])])
