"""A forked child that is kept: it answers one request after another, each within bounded time.

It ends when it is closed, when it is late, when whoever forked it has ended, and when nobody has
asked it anything for a while.
"""

import json
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bootcamp.check.process import KEPT, Ran, Reader, be_child, bury, how_it_ended, kill_child

IDLE_SECONDS = 120
Message = dict[str, Any]
Answer = Callable[[Message], Message]


class Resident:
    """A child that answers requests with what `prepare`, called in there first, returns."""

    def __init__(self, prepare: Callable[[], Answer]) -> None:
        bury()
        asked, self._requests = os.pipe()
        self._results, results_in = os.pipe()
        self._output, output_in = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self._child = os.fork()
        if self._child == 0:
            be_child(lambda: _answer_all(prepare), results_in, output_in, asked, 0.0)
        for descriptor in (asked, results_in, output_in):
            os.close(descriptor)
        self.ended = ""  # how it ended while it answered

    def __enter__(self) -> "Resident":
        return self

    def __exit__(self, *why: object) -> None:
        self.close()

    @property
    def is_asleep(self) -> bool:
        """Whether it ended because nobody asked it anything."""
        if self._child and os.waitpid(self._child, os.WNOHANG)[0]:
            self._forget()
        return not self._child and not self.ended

    def ask(self, request: Message, seconds: float) -> Ran:
        """The answer to one request; `ended` says how the child ended where there is none.

        One that has ended once is asked in vain ever after: start another.
        """
        started = time.monotonic()
        if not self._child:
            return Ran(ended=self.ended or "the process ended")
        reader = Reader(self._results, self._output, lambda message: None)
        try:
            os.write(self._requests, json.dumps([seconds, request]).encode() + b"\n")
        except BrokenPipeError:
            ended = "gone"
        else:
            ended = reader.read_until(started + seconds)
        if ended != "done":
            status = kill_child(self._child, grace_s=0.2 if ended == "gone" else 0.0)
            self._forget()
            ended = self.ended = reader.ended or how_it_ended(status) if ended == "gone" else ended
        return Ran(reader.messages, "", ended, time.monotonic() - started)

    def close(self) -> None:
        """End the child."""
        if self._child:
            kill_child(self._child, grace_s=0.0)
            self._forget()

    def _forget(self) -> None:
        self._child = 0
        for descriptor in (self._requests, self._results, self._output):
            os.close(descriptor)


def _answer_all(prepare: Callable[[], Answer]) -> Iterator[Message]:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(IDLE_SECONDS)
    with os.fdopen(KEPT, "rb") as requests:
        answer = prepare()
        for line in requests:
            seconds, request = json.loads(line)
            signal.alarm(math.ceil(seconds) + 1)  # whoever asked has given up by then, or has ended
            yield answer(request)
            yield {"done": True}
            signal.alarm(IDLE_SECONDS)
