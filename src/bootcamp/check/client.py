"""Talk to a judge: start one, or reach the one that is running for this workspace."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from bootcamp import errors
from bootcamp.check.socket_folder import folder_for_a_socket
from bootcamp.course.figure_file import At, Frame
from bootcamp.errors import JudgeEndedTwice, JudgeError
from bootcamp.verdict import Verdict, verdict_from_json
from bootcamp.workspace.lock import told

Progress = Callable[[str], None]
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}
PATIENCE_SECONDS = 0.5


class Judge:
    """A judge process, or a way to the one that someone else started. Safe between threads."""

    def __init__(
        self,
        course_root: Path,
        workspace_root: Path | None,
        address: str = "",
        isolated: bool = False,
    ) -> None:
        self.course_root = course_root
        self.workspace_root = workspace_root
        self._address = address
        self._isolated = isolated
        self._process: subprocess.Popen[str] | None = None
        self._folder = ""
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._spare: Judge | None = None  # for when this one is busy
        self._growing = threading.Lock()
        self._is_closed = False

    @classmethod
    def start(
        cls, course_root: Path, workspace_root: Path | None, isolated: bool = False
    ) -> "Judge":
        """Start a judge of one's own. Raises JudgeError with what it said if it doesn't come up.

        `isolated`: what it hosts is others' code, and runs where it can harm nobody.
        """
        workspace = workspace_root and workspace_root.resolve()
        judge = cls(course_root.resolve(), workspace, isolated=isolated)
        judge._spawn()
        return judge

    def __enter__(self) -> "Judge":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def address(self) -> str:
        """Where the judge listens: the path of a socket."""
        return self._address

    @property
    def pid(self) -> int:
        """The process that we started; 0 where it is somebody else's."""
        return self._process.pid if self._process else 0

    def close(self) -> None:
        """End the judge, if it is ours; hang up, if it isn't."""
        with self._growing:  # one that is being started is awaited, and no other is
            self._is_closed = True
            spare = self._spare
        if spare:
            spare.close()
        self._end()

    def _end(self) -> None:
        self._hang_up()
        if self._process:
            process, self._process = self._process, None
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def check(
        self,
        name: str,
        *,
        answer: str | None = None,
        learner_seed: int = 0,
        on_progress: Progress | None = None,
        hosted: bool = False,
    ) -> Verdict:
        """The verdict on what the learner has written for this exercise.

        `hosted`: the code isn't trusted to say how it did, so the check runs in another process.
        """
        request = {"do": "check", "name": name, "answer": answer, "learner_seed": learner_seed}
        request["hosted"] = hosted
        return verdict_from_json(self.ask(request, on_progress)["verdict"])

    def question(self, name: str, learner_seed: int) -> dict[str, Any]:
        """A question as this learner gets it: text, choices, answer, because."""
        return self.questions(name, [learner_seed])[0]

    def questions(self, name: str, learner_seeds: list[int]) -> list[dict[str, Any]]:
        """A question as each of these learners gets it."""
        request = {"do": "questions", "name": name, "learner_seeds": learner_seeds}
        questions: list[dict[str, Any]] = self.ask(request)["questions"]
        return questions

    def item(self, chapter: str, name: str, seed: int, code: str) -> tuple[bool, str]:
        """Whether others' code is right for an item of a chapter's short test; what differs."""
        request = {"do": "item", "chapter": chapter, "name": name, "seed": seed, "code": code}
        reply = self.ask({**request, "hosted": True})
        return reply["is_right"], reply["says"]

    def figure(
        self, chapter: str, name: str, at: At | None = None, *, is_reference: bool = False
    ) -> Frame:
        """A frame of a figure, drawn with the learner's library or with the reference alone."""
        request = {"do": "figure", "chapter": chapter, "name": name, "at": at}
        return Frame(**self.ask({**request, "is_reference": is_reference}))

    def run(self, name: str, variant: dict[str, Any], hosted: bool = False) -> dict[str, Any]:
        """The exercise's tests on a variant of the reference: verdict, results, signature.

        `variant` is {"kind": "reference" | "stub" | "alone"} or {"kind": "mistake", "index": i}.
        """
        return self.ask({"do": "run", "name": name, "variant": variant, "hosted": hosted})

    def get_ready(self, name: str, number: int) -> bool:
        """Find out how a known mistake fails before it is made. False: it's busy, or not warm yet.

        Whoever wants a verdict meanwhile waits for milliseconds, and needs no second judge.
        """
        if not self.answers() or not self._lock.acquire(blocking=False):
            return False
        try:
            self._ask_again({"do": "get_ready", "name": name, "number": number}, None)
        finally:
            self._lock.release()
        return True

    def answers(self) -> bool:
        """Whether it is there and not busy with something long."""
        with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as knock:
            knock.settimeout(PATIENCE_SECONDS)
            try:
                knock.connect(self._address)
                knock.sendall(b'{"do": "ping"}\n')
                return bool(knock.recv(1))
            except OSError:
                return False

    def ask(self, request: dict[str, Any], on_progress: Progress | None = None) -> dict[str, Any]:
        """Send a request and wait for its reply; a judge that has died is started again, once.

        While it is busy with something long, another one answers.
        """
        if not self._lock.acquire(timeout=PATIENCE_SECONDS):
            return self._other().ask(request, on_progress)
        try:
            return self._ask_again(request, on_progress)
        finally:
            self._lock.release()

    def _other(self) -> "Judge":
        with self._growing:
            if self._is_closed:
                raise JudgeError("The judge has been closed.")
            if self._spare is None:
                self._spare = Judge.start(self.course_root, self.workspace_root, self._isolated)
        return self._spare

    def _ask_again(self, request: dict[str, Any], on_progress: Progress | None) -> dict[str, Any]:
        try:
            return self._ask(request, on_progress)
        except (ConnectionError, FileNotFoundError):
            self._hang_up()
            if self._process is None:
                raise JudgeError(
                    "The judge of this workspace has ended. Run the command again."
                ) from None
            self._end()
            self._spawn()
        try:
            return self._ask(request, on_progress)
        except ConnectionError:
            self._hang_up()
            raise JudgeEndedTwice(
                "The judge ended twice while checking. `bootcamp doctor` may say why."
            ) from None

    def _ask(self, request: dict[str, Any], on_progress: Progress | None) -> dict[str, Any]:
        if self._socket is None:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket.connect(self._address)
        try:
            self._socket.sendall(json.dumps(request).encode() + b"\n")
            return self._read_reply(self._socket, on_progress)
        except KeyboardInterrupt:  # the reply that is still to come isn't the next one's
            self._hang_up()
            raise

    @staticmethod
    def _read_reply(connection: socket.socket, on_progress: Progress | None) -> dict[str, Any]:
        buffer = bytearray()
        while True:
            chunk = connection.recv(1 << 20)
            if not chunk:
                raise ConnectionResetError
            buffer += chunk
            while (end := buffer.find(b"\n")) >= 0:
                reply: dict[str, Any] = json.loads(buffer[:end])
                del buffer[: end + 1]
                if "progress" in reply:
                    if on_progress:
                        on_progress(reply["progress"])
                    continue
                if "error" in reply:
                    raise getattr(errors, reply["kind"], JudgeError)(reply["error"])
                return reply

    def _hang_up(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None

    def _spawn(self) -> None:
        self._folder = folder_for_a_socket()
        self._address = os.path.join(self._folder, "judge")
        command = [sys.executable, "-m", "bootcamp.check.zygote", str(self.course_root)]
        command += [str(self.workspace_root or ""), self._address]
        command += ["isolated"] if self._isolated else []
        package_root = str(Path(errors.__file__).resolve().parents[1])
        path = os.pathsep.join(filter(None, [package_root, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": path, "PYTHONBREAKPOINT": "0"},
            cwd=self._folder,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        line = self._process.stdout.readline()
        if not line.startswith("{"):
            said = self._process.stderr.read().strip().split("\n")[-1]
            self._process.stderr.close()
            self._end()
            raise JudgeError(
                f"The judge didn't start: {said.rstrip('.') or 'it said nothing'}. "
                "`bootcamp doctor` looks for what may be wrong."
            )
        threading.Thread(target=_drain, args=[self._process.stderr], daemon=True).start()


def _drain(stream: Any) -> None:
    with contextlib.suppress(ValueError, OSError), stream:
        for _ in stream:
            continue


def connect(course_root: Path, workspace_root: Path) -> Judge:
    """The judge that is running for this workspace, if it answers; else one of our own."""
    known = told(workspace_root)
    if known.get("workspace") == str(workspace_root.resolve()):
        judge = Judge(course_root, workspace_root, known["address"])
        if judge.answers():
            return judge
    return Judge.start(course_root, workspace_root)
