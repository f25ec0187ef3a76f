"""The resident judge: a warm process that answers requests on a socket, and forks for each run.

    python -m bootcamp.check.zygote COURSE WORKSPACE SOCKET [isolated]

It has one thread, always: a process with more can't be forked safely. It executes no learner's
code: it reads and compiles, and children run. It ends when its standard input closes, that is, when
whoever started it has ended, however that came about.
"""

import contextlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bootcamp.check.audit import trial as audit
from bootcamp.check.bench import Bench
from bootcamp.check.boundary.hosted import HostedBench, Nest
from bootcamp.check.build import mistake_of, target_of
from bootcamp.check.diagnose import signature
from bootcamp.check.draw import Easel
from bootcamp.check.hostile import refusals, run_check
from bootcamp.check.item import judge_code
from bootcamp.check.judge import get_ready, judge_exercise, verdict_of
from bootcamp.check.kinds import ask, judge_answer, judge_experiment, judge_test, measure
from bootcamp.check.smallest import with_smallest
from bootcamp.course.items import drawn, read_items
from bootcamp.course.model import Course, ExerciseEntry
from bootcamp.course.read import read_course
from bootcamp.errors import BootcampError, CourseError, JudgeError
from bootcamp.verdict import Verdict

Reply = dict[str, Any]
Tell = Callable[[str], None]


class Judge:
    """Answers one request after another."""

    def __init__(self, root: Path, workspace: Path | None, isolated: bool = False) -> None:
        self.root = root
        self.workspace = workspace
        self._seen: tuple[Any, ...] = ()
        self._cold = ""  # why it couldn't be warmed up
        self._nest: Nest | None = None
        self._isolated = isolated
        self.bench = Bench(self._read(), workspace)
        self._hosted: HostedBench | None = None
        self._easel = Easel()

    def warm_up(self) -> None:
        """Import what checks need, once here rather than once a run."""
        if self.bench.course.warm_up:
            try:
                runpy.run_path(str(self.bench.course.warm_up))
            except ImportError as error:
                self._cold = f"{error}. Install what is missing: see `bootcamp doctor`."
        import pytest  # noqa: F401  checks import it

    def _read(self) -> Course:
        self._seen = self._stamp()
        return read_course(self.root, problems=[])

    def _stamp(self) -> tuple[Any, ...]:
        folders = [str(self.root), *(each.path for each in os.scandir(self.root) if each.is_dir())]
        return tuple(
            sorted(
                (each.path, each.stat().st_mtime_ns)
                for folder in folders
                for each in os.scandir(folder)
                if each.name.endswith((".toml", ".py", ".md"))
            )
        )

    def answer(self, request: dict[str, Any], tell: Tell) -> Reply:
        """The reply to one request."""
        if self._cold:
            raise JudgeError(self._cold)
        if self._stamp() != self._seen:  # an author is at work
            self.bench = Bench(self._read(), self.workspace)
            self._hosted = None
        match request["do"]:
            case "check":
                return {"verdict": self.check(request, tell).to_json()}
            case "questions":
                exercise = self.exercise(request["name"])
                return {"questions": ask(self.bench, exercise, request["learner_seeds"])}
            case "item":
                return self.item(request)
            case "figure":
                frame = request["chapter"], request["name"], request["at"] and tuple(request["at"])
                return self._easel.draw(self.bench, *frame, request["is_reference"])
            case "get_ready":
                get_ready(self.bench, self.exercise(request["name"]), request["number"])
                return {}
            case "run":
                return self.run(request, tell)
            case "audit":
                hosted = self.bench_for({"hosted": True})
                return audit.answer(self.bench, hosted, self.exercise(request["name"]), request)
            case "excludes":
                return {"refusals": refusals(self.bench, self.exercise(request["name"]))}
            case "ping":
                return {"pid": os.getpid()}
        raise BootcampError(f"The judge doesn't know what {request['do']!r} is.")

    def bench_for(self, request: dict[str, Any]) -> Bench:
        """The bench that the request wants: check and code together, or the boundary between."""
        if not request.get("hosted"):
            return self.bench
        if self._hosted is None:
            self._nest = self._nest or Nest(self.bench.course, self._isolated)
            self._hosted = HostedBench(self.bench.course, self.workspace, self._nest)
        return self._hosted

    def exercise(self, name: str) -> ExerciseEntry:
        """The exercise of that name."""
        found = self.bench.course.exercises.get(name)
        if not found:
            raise CourseError(f"There is no exercise `{name}`: see `bootcamp list`.")
        return found

    def check(self, request: dict[str, Any], tell: Tell) -> Verdict:
        """The verdict on what the learner has written."""
        exercise, bench = self.exercise(request["name"]), self.bench_for(request)
        try:
            with bench.library.at_once():
                return self._verdict(bench, exercise, request, tell)
        except (BootcampError, OSError):
            raise
        except Exception as error:  # something in this text: asked again it would fail again
            traceback.print_exc()  # to standard error: for us, not for the learner
            says = f"The judge failed on this code ({type(error).__name__}). Tell its author."
            return Verdict(exercise.name, "broken", says)

    def _verdict(
        self, bench: Bench, exercise: ExerciseEntry, request: dict[str, Any], tell: Tell
    ) -> Verdict:
        try:
            if exercise.kind in ("Answer", "Predict"):
                seed = request["learner_seed"]
                return judge_answer(bench, exercise, request.get("answer"), seed)
            if self.workspace is None:
                raise BootcampError("There is no workspace to check: run `bootcamp start` first.")
            if exercise.kind == "WriteTest":
                return judge_test(bench, exercise)
            if exercise.kind == "Experiment":
                return judge_experiment(bench, exercise, tell)
            verdict = judge_exercise(bench, exercise)
            return verdict if bench.is_hosted else with_smallest(bench, exercise, verdict)
        except CourseError as error:
            return Verdict(exercise.name, "broken", f"{error} Tell the exercise's author.")

    def item(self, request: dict[str, Any]) -> Reply:
        """Whether code is right for an item of a chapter's short test."""
        paths = {chapter.name: chapter.path for chapter in self.bench.course.chapters}
        path = paths.get(request["chapter"])
        drawn_all = drawn(read_items(path), request["seed"]) if path else ()
        found = [item for item in drawn_all if item.name == request["name"] and item.code]
        if not found:
            raise CourseError(f"No test of {request['chapter']} asks for `{request['name']}`.")
        is_right, says = judge_code(self.bench_for(request), found[0], request["code"])
        return {"is_right": is_right, "says": says}

    def run(self, request: dict[str, Any], tell: Tell) -> Reply:
        """Run the exercise's own tests on a variant of the reference: for `verify`."""
        exercise, variant = self.exercise(request["name"]), request["variant"]
        bench = self.bench_for(request)
        target, library = target_of(exercise), bench.library
        kind = variant["kind"]
        if kind == "mistake":
            build = library.with_mistake(target, mistake_of(exercise, variant["index"]))
        elif kind == "stub":
            build = library.with_stub(target)
        elif kind == "alone":
            build = library.solved_alone(target)
        else:
            build = library.reference()
        if kind in ("reference", "alone"):
            ran = run_check(bench, build, exercise, exercise.seconds)
        else:  # a known mistake is for the exercise's own tests to reject
            ran = bench.run(build, exercise.path, exercise.seconds)
        verdict = verdict_of(exercise, ran)
        if exercise.kind == "Experiment" and verdict.passed:
            verdict = measure(bench, exercise, build, list(range(exercise.seeds)), tell)
        failed_like = signature(ran.messages)
        return {"verdict": verdict.to_json(), "results": ran.messages, "signature": failed_like}


def reply_to(judge: Judge, line: bytes, send: Callable[[Reply], None]) -> None:
    """Answer one line; every failure is a sentence for the one who asked."""

    def tell(text: str) -> None:
        send({"progress": text})

    try:
        send(judge.answer(json.loads(line), tell))
    except BootcampError as error:
        send({"error": str(error), "kind": type(error).__name__})
    except (BrokenPipeError, ConnectionError):
        raise
    except Exception:
        traceback.print_exc()  # to standard error: for us, not for the learner
        says = traceback.format_exc(limit=-1).strip().split("\n")
        send({"error": f"The judge failed: {says[-1]} ({says[-3].strip()})", "kind": "JudgeError"})


def serve_forever(judge: Judge, listener: socket.socket, owner: int) -> None:
    """Answer whoever connects, until the owner's end of the pipe closes."""
    connections: dict[int, tuple[socket.socket, bytearray]] = {}
    while True:
        waiting: list[Any] = [listener, owner, *connections]
        ready, _, _ = select.select(waiting, [], [])
        for source in ready:
            if source is listener:
                connection, _ = listener.accept()
                connections[connection.fileno()] = (connection, bytearray())
            elif source == owner:
                if not os.read(owner, 1024):
                    return
            else:
                connection, buffer = connections[source]
                if not _read_lines(judge, connection, buffer):
                    del connections[source]
                    connection.close()


def _read_lines(judge: Judge, connection: socket.socket, buffer: bytearray) -> bool:
    """Take what has arrived; False when the other side has gone."""

    def send(reply: Reply) -> None:
        connection.sendall(json.dumps(reply).encode() + b"\n")

    try:
        chunk = connection.recv(1 << 20)
        if not chunk:
            return False
        buffer += chunk
        while (end := buffer.find(b"\n")) >= 0:
            line = bytes(buffer[:end])
            del buffer[: end + 1]
            reply_to(judge, line, send)
    except (BrokenPipeError, ConnectionError):
        return False
    return True


def main() -> None:
    """Warm up, listen, say so, and serve."""
    root, workspace, address = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's: it closes the pipe
    judge = Judge(root, Path(workspace) if workspace else None, "isolated" in sys.argv[4:])
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen(16)
        sys.stdout.write(json.dumps({"ready": os.getpid()}) + "\n")
        sys.stdout.flush()
        judge.warm_up()  # whoever asks meanwhile waits
        serve_forever(judge, listener, sys.stdin.fileno())
    with contextlib.suppress(OSError):
        os.unlink(address)


if __name__ == "__main__":
    main()
