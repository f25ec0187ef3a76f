"""The nursery's side: fork wards, confine them, watch over them, end them.

    python -m bootcamp.check.isolation.wards

is the smallest nursery: each ward says who it is. It shows whether a machine can do all this.
"""

import fcntl
import os
import resource
import select
import signal
import socket
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bootcamp.check.isolation import linux
from bootcamp.check.isolation.memory import memory_under

SCRATCH = "/scratch"  # the only place where a ward can write
SCRATCH_FILES = 10_000
WARD_USER = 1000
LOOK_EVERY_S = 0.02
FAILED_TO_CONFINE = 70
DEVICES = ("null", "full", "random", "urandom")  # not zero: mapped, it's memory of no process


@dataclass(frozen=True)
class Limits:
    """What one submission may use, all of its processes together, unless who runs it says less.

    `memory_bytes` is beyond what the nursery's program has; `processes` counts threads, too. The
    times are for one whose judge has forgotten it: a judge ends it long before.
    """

    memory_bytes: int = 2 << 30
    scratch_bytes: int = 64 << 20
    processes: int = 16
    open_files: int = 64
    cpu_s: int = 600
    wall_s: float = 600.0


@dataclass
class Ward:
    """A submission's process and what bounds it. Its descendants die with it."""

    limits: Limits
    deadline: float | None  # None: it waits, and nobody's code is in it yet
    overstepped: str = ""


class Wards:
    """The wards of a nursery's program, which must have one thread when it forks."""

    def __init__(self) -> None:
        self._home = os.open("/proc/self/ns/pid", os.O_RDONLY)
        self._filter = linux.compile_filter()
        self._running: dict[int, Ward] = {}
        linux.mount("/", "none", linux.PRIVATE | linux.RECURSIVE)
        for name in DEVICES:
            flags = linux.READ_ONLY | linux.NO_SUID | linux.NO_EXEC
            linux.mount(f"/dev/{name}", "none", linux.REMOUNT | linux.BIND | flags)

    def fork(self, limits: Limits, keep: Sequence[int] = (), *, is_spare: bool = False) -> int:
        """Fork a ward: its process number, or 0 in the ward, like `os.fork`.

        The ward finds the open files `keep` under the numbers 3, 4, and so on, and nothing else
        that was open. A spare one has all the time in the world until `begin`.
        """
        linux.unshare(linux.NEW_PROCESSES)
        try:
            child = os.fork()
        except OSError:
            linux.enter(self._home, linux.NEW_PROCESSES)
            raise
        if child == 0:
            try:
                confine(limits, keep, self._filter)
            except BaseException:
                traceback.print_exc()
                os._exit(FAILED_TO_CONFINE)
            return 0
        linux.enter(self._home, linux.NEW_PROCESSES)
        self._running[child] = Ward(limits, None)
        if not is_spare:
            self.begin(child)
        return child

    def begin(self, child: int) -> None:
        """Somebody's code comes into this ward now: watch it, and count its time from here."""
        ward = self._running[child]
        ward.deadline = time.monotonic() + ward.limits.wall_s

    def wait_for(self, control: socket.socket) -> None:
        """Wait until there is something to receive; whoever oversteps meanwhile is killed."""
        while True:
            watched = any(ward.deadline and not ward.overstepped for ward in self._running.values())
            ready, _, _ = select.select([control], [], [], LOOK_EVERY_S if watched else None)
            if watched:
                self._look_after()
            if ready:
                return

    def end(self, child: int, grace_s: float = 0.0) -> str:
        """Kill a ward and all that it started, and wait for them; how it had ended by then.

        That is "time" or "memory" where it overstepped, "exit 1" or the name of a signal where it
        ended by itself, and "" where it was still running. One that seems to be ending may be given
        a moment for it.
        """
        ward = self._running.pop(child)
        deadline = time.monotonic() + grace_s
        while not (ended := _has_ended(child)) and time.monotonic() < deadline:
            time.sleep(0.001)  # no wait for a process has a limit of time
        os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ward.overstepped or not ended:
            return ward.overstepped
        return signal.Signals(-code).name if code < 0 else f"exit {code}"

    def _look_after(self) -> None:
        limits = {child: ward.limits.memory_bytes for child, ward in self._running.items()}
        memory = memory_under(limits)
        now = time.monotonic()
        for child, ward in self._running.items():
            if ward.deadline is None or ward.overstepped:
                continue
            if now > ward.deadline:
                ward.overstepped = "time"
            elif memory[child] > ward.limits.memory_bytes:
                ward.overstepped = "memory"
            if ward.overstepped:
                os.kill(child, signal.SIGKILL)


def _has_ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def confine(limits: Limits, keep: Sequence[int], compiled_filter: bytes) -> None:
    """Leave this process, process 1 of its namespace, with nothing that it could do harm with."""
    os.setsid()
    linux.unshare(linux.NEW_MOUNTS | linux.NEW_IPC | linux.NEW_NAMES | linux.NEW_NETWORK)
    room = f"size={limits.scratch_bytes},nr_inodes={SCRATCH_FILES},mode=700"
    linux.mount(SCRATCH, "tmpfs", linux.NO_SUID | linux.NO_DEVICES, room)
    flags = linux.NO_SUID | linux.NO_DEVICES | linux.NO_EXEC
    linux.mount("/proc", "proc", flags, "subset=pid")  # the old one, below it, must be visible
    os.chdir(SCRATCH)
    own = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY)
    linux.mount("/proc", "none", linux.BIND, source="/proc")  # above: one that can't be written to
    linux.mount("/proc", "none", linux.REMOUNT | linux.BIND | linux.READ_ONLY | flags)
    linux.write_about_itself(own, "oom_score_adj", "1000")  # where memory ends: this first, not us
    linux.become_nobody(WARD_USER, own)
    keep_only(keep)
    set_limits(limits)
    linux.drop_capabilities()
    linux.install_filter(compiled_filter)


def keep_only(keep: Sequence[int]) -> None:
    """Close every open file but these, which become 3, 4, and so on; 0 to 2 lead nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    above = 3 + len(keep)
    wanted = (nothing, nothing, nothing, *keep)
    moved = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, above) for each in wanted]  # out of the way
    for place, descriptor in enumerate(moved):
        os.dup2(descriptor, place, inheritable=place < 3)
    os.closerange(above, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def set_limits(limits: Limits) -> None:
    """Bound what this process may use, and each that it starts."""
    has = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for name, bound in {
        "AS": has + limits.memory_bytes,
        "CPU": limits.cpu_s,
        "NPROC": limits.processes,
        "NOFILE": limits.open_files,
        "CORE": 1,  # not 0: with 0 a core dump still goes to the program that collects them
        "SIGPENDING": 1000,
        "MEMLOCK": 0,
        "RTPRIO": 0,
        "NICE": 0,
    }.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (bound, bound))


def main() -> None:
    """Fork a ward for each request; it says its user's number on the socket that came with it."""
    control = socket.socket(fileno=0)
    wards = Wards()
    control.send(b"ready")
    while True:
        wards.wait_for(control)
        message, descriptors, _, _ = socket.recv_fds(control, 64, 1)
        if not message:
            return
        child = wards.fork(Limits(), descriptors)
        if child == 0:
            os.write(3, str(os.getuid()).encode())
            os._exit(0)
        wards.end(child, grace_s=5.0)
        os.close(descriptors[0])


if __name__ == "__main__":
    main()
