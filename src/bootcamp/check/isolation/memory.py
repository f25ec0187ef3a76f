"""How much memory wards hold: that of all their processes, and what the kernel keeps for them."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PIPE_BYTES = 16 * 4096  # that a pipe holds; no ward can enlarge one
SOCKET_BYTES = 212_992 * 2  # that wait to be read at a socket, as most kernels allow, and spare

_SEEN_BY = re.compile(rb"^(?:RssAnon|RssShmem|VmSwap|VmPTE):\s*(\d+)", re.MULTILINE)
_PARENT = re.compile(rb"^PPid:\s*(\d+)", re.MULTILINE)
_SHARES = re.compile(rb"^(?:Pss_Anon|Pss_Shmem|SwapPss):\s*(\d+)", re.MULTILINE)
_TABLES = re.compile(rb"^VmPTE:\s*(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Process:
    """What the kernel says of a process. `folder` is that of a thread of it that still runs."""

    parent: int
    folder: str
    status: bytes
    open_files: tuple[str, ...]

    @property
    def most(self) -> int:
        """The most that it can hold: what it shares counts whole, each open file as a socket."""
        return _sum(_SEEN_BY, self.status) + SOCKET_BYTES * len(self.open_files)

    @property
    def share(self) -> int:
        """What it holds, but for open files: of a page that n processes have, an n-th."""
        try:
            with open(f"{self.folder}/smaps_rollup", "rb") as file:
                return _sum(_SHARES, file.read()) + _sum(_TABLES, self.status)
        except OSError:  # it has ended meanwhile; else it must not be let off
            return _sum(_SEEN_BY, self.status)


def memory_under(limits: Mapping[int, int]) -> dict[int, int]:
    """Bytes that each of these processes holds with its descendants, beyond what we have.

    A number is exact only where it may be above that process's limit: looking closely takes long.
    What a ward inherited from us and gave back isn't missed, so that once, not for each of its
    processes, it can hold as much again as we have.
    """
    own = _process(os.getpid())
    ours = _sum(_SEEN_BY, own.status) if own else 0
    found = {}
    for root, processes in _under(limits).items():
        held = sum(process.most for process in processes)
        if held - ours > limits[root]:
            held = sum(process.share for process in processes) + _buffers(processes)
        found[root] = max(0, held - ours)
    return found


def _under(roots: Mapping[int, int]) -> dict[int, list[Process]]:
    """Each of these processes, with its descendants."""
    numbers = (int(name) for name in os.listdir("/proc") if name.isdigit())
    everyone = {number: process for number in numbers if (process := _process(number))}
    found: dict[int, list[Process]] = {root: [] for root in roots}
    for number, process in everyone.items():
        root = number
        while root not in found and root in everyone:
            root = everyone[root].parent
        if root in found:
            found[root].append(process)
    return found


def _process(number: int) -> Process | None:
    """What the kernel says of a process; None where it has ended."""
    try:
        with open(f"/proc/{number}/status", "rb") as file:
            parent = int(_PARENT.findall(file.read())[0])
        folder, status = next(_threads_with_memory(number), ("", b""))
    except OSError:
        return None
    return Process(parent, folder, status, _files(folder))


def _threads_with_memory(number: int) -> Iterator[tuple[str, bytes]]:
    """The folder and status of each thread that still runs: the first may have ended before."""
    for name in sorted(os.listdir(f"/proc/{number}/task"), key=int):
        folder = f"/proc/{number}/task/{name}"
        with contextlib.suppress(OSError), open(f"{folder}/status", "rb") as file:
            if _SEEN_BY.search(status := file.read()):
                yield folder, status


def _files(folder: str) -> tuple[str, ...]:
    try:
        return tuple(f"{folder}/fd/{name}" for name in os.listdir(f"{folder}/fd"))
    except OSError:  # it has ended
        return ()


def _buffers(processes: list[Process]) -> int:
    """The most that their pipes and sockets can hold, each of them counted once."""
    opened = {target for process in processes for target in map(_target, process.open_files)}
    kinds = [target.partition(":")[0] for target in opened]
    return PIPE_BYTES * kinds.count("pipe") + SOCKET_BYTES * kinds.count("socket")


def _target(link: str) -> str:
    try:
        return os.readlink(link)
    except OSError:
        return ""


def _sum(kibibytes: re.Pattern[bytes], text: bytes) -> int:
    return 1024 * sum(map(int, kibibytes.findall(text)))
