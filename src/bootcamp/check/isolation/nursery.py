"""The host's side: a warm program of ours where only what it's given can be seen."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from bootcamp.check.isolation.launch import PLACE
from bootcamp.check.isolation.sight import PACKAGE, covered, visible
from bootcamp.check.isolation.wards import DEVICES, SCRATCH
from bootcamp.errors import IsolationError

FIRST_USER = 0x7000_0000  # no system gives out such numbers
START_SECONDS = 60.0
OWN_SCRATCH = 64 << 20  # bytes
SAID = 10_000  # bytes of what a program says on standard error
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "PYTHONPATH": str(PACKAGE.parent),
    "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
    "HOME": SCRATCH,
    "TMPDIR": SCRATCH,
    "USER": "nobody",
    **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")},
}
SWITCHES = {  # what may forbid namespaces: the value that does, and what to do
    "kernel/unprivileged_userns_clone": ("0", "sysctl -w kernel.unprivileged_userns_clone=1"),
    "kernel/apparmor_restrict_unprivileged_userns": (
        "1",
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    "user/max_user_namespaces": ("0", "sysctl -w user.max_user_namespaces=10000"),
}


class Nursery:
    """A running program of ours from which wards are forked.

    It sees the system's programs and libraries, the Python environment, this package and what it
    was given to read: none of it writable. It has no network, no other process's sight, none of our
    environment and open files. `control` is a socket of packets whose other end is the program's
    standard input. It ends with us, however we end.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  `close` closes it
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                cwd="/",
                env={"PYTHONPATH": ENVIRONMENT["PYTHONPATH"]},
                start_new_session=True,
            )

    @classmethod
    def start(
        cls, command: Sequence[str], readable: Sequence[Path] = (), hidden: Sequence[Path] = ()
    ) -> "Nursery":
        """Start a program and wait until it has sent b"ready". Raises IsolationError.

        What is `readable` must be so for everyone, since a host that is root gives that up first.
        `hidden` are folders and files that aren't to be seen, wherever they or their copies lie in
        what is readable: checks and reference answers. A file that is readable is so even in there.
        Careful: the nursery ends with the thread that started it.
        """
        nursery = cls(_confined(command, readable, hidden))
        nursery.control.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):
            if nursery.control.recv(64) == b"ready":
                nursery.control.settimeout(None)
                return nursery
        nursery._stop()
        last = nursery.said().rstrip(".\n").split("\n")[-1]
        nursery.close()
        raise IsolationError(
            f"The isolated process didn't start: {last or 'it said nothing'}. {_advice()}"
        )

    def said(self) -> str:
        """What the program has written to standard error, the end of it."""
        length = os.fstat(self._said.fileno()).st_size
        return os.pread(self._said.fileno(), SAID, max(0, length - SAID)).decode("utf-8", "replace")

    def close(self) -> None:
        """End the program, every ward, and all that they started, and wait for that."""
        self._stop()
        self._said.close()

    def _stop(self) -> None:
        self.control.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _confined(
    command: Sequence[str], readable: Sequence[Path], hidden: Sequence[Path]
) -> list[str]:
    """The command line that starts the program in namespaces of its own."""
    folders = visible(readable)
    bubblewrap = shutil.which("bwrap")
    if bubblewrap is None:
        raise IsolationError(
            "Others' code needs bubblewrap to be run safely, and it isn't installed: "
            "`apt-get install bubblewrap`."
        )
    masked = covered(folders, hidden)
    shown = [r for r in readable if r.is_file() and any(r.is_relative_to(m) for m in masked)]
    bound = [*folders, *shown]
    launch, sources = [], [str(path) for path in bound]
    if os.geteuid() == 0:
        user = str(FIRST_USER + os.getpid())
        launch = [sys.executable, "-m", "bootcamp.check.isolation.launch", user, *sources, "--"]
        sources = [str(PLACE / str(number)) for number in range(len(bound))]
    binds = [("--ro-bind", source, str(path)) for source, path in zip(sources, bound, strict=True)]
    files = [("--ro-bind", os.devnull, str(each)) for each in masked if each.is_file()]
    masks = [("--size", "4096", "--tmpfs", str(each)) for each in masked if each.is_dir()]
    fixed = [("--remount-ro", str(each)) for each in masked if each.is_dir()]
    seen = [*binds[: len(folders)], *files, *masks, *binds[len(folders) :], *fixed]
    words = [word for option in seen for word in option]
    return [*launch, bubblewrap, *_OWN, *_system(), *words, *_END, *command]


_OWN = [
    *("--die-with-parent", "--new-session", "--unshare-user", "--uid", "0", "--gid", "0"),
    *("--cap-add", "ALL"),  # in its own user namespace: it confines wards
    "--as-pid-1",  # so that bubblewrap ends once everything has: without, it doesn't wait
    *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
    *("--hostname", "nursery", "--clearenv"),
    *(word for name, value in ENVIRONMENT.items() for word in ("--setenv", name, value)),
    *("--proc", "/proc", "--dir", "/dev"),
    *(word for name in DEVICES for word in ("--dev-bind", f"/dev/{name}", f"/dev/{name}")),
    *("--size", str(OWN_SCRATCH), "--tmpfs", SCRATCH),
]
_END = ["--remount-ro", "/", "--chdir", SCRATCH, "--"]


def _advice() -> str:
    for name, (forbids, command) in SWITCHES.items():
        switch = Path("/proc/sys", name)
        if switch.exists() and switch.read_text().strip() == forbids:
            return f"The system forbids it; as root: `{command}`."
    return "`bootcamp doctor` tries what isolation needs, one after another."


def _system() -> list[str]:
    """What the system's programs and libraries are found by."""
    words = ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    words += ["--ro-bind-try", "/etc/alternatives", "/etc/alternatives"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            words += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            words += ["--ro-bind", str(path), str(path)]
    return words
