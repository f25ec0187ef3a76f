"""What this machine offers for running others' code, and the refusal where it isn't enough."""

import ctypes
import platform
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass

from bootcamp.check.isolation.nursery import Nursery
from bootcamp.errors import IsolationError

OLDEST_LINUX = (5, 14)  # since then a user namespace has a count of processes of its own
TRIAL = "bootcamp.check.isolation.wards"


@dataclass(frozen=True)
class Offer:
    """One thing that isolation needs: whether it's here, and what to do if it isn't."""

    ok: bool
    what: str
    do: str = ""


def offers() -> list[Offer]:
    """Everything that isolation needs, in the order of need; the last one is a trial."""
    found = [_linux()]
    if found[0].ok:
        found += [_bubblewrap(), _libseccomp()]
    return [*found, _trial()] if all(offer.ok for offer in found) else found


def require() -> None:
    """Raise IsolationError with a sentence where others' code can't be run safely."""
    missing = [offer for offer in offers() if not offer.ok]
    if missing:
        raise IsolationError(f"Others' code isn't run here: {missing[0].what}. {missing[0].do}")


def _linux() -> Offer:
    release = platform.release()
    needs = ".".join(map(str, OLDEST_LINUX))
    if sys.platform != "linux":
        return Offer(
            False, f"isolation needs Linux, and this is {platform.system()}", "Host there."
        )
    if tuple(int(part) for part in release.split("-")[0].split(".")[:2]) < OLDEST_LINUX:
        return Offer(False, f"Linux {release} is too old", f"Install {needs} or newer.")
    return Offer(True, f"Linux {release}")


def _bubblewrap() -> Offer:
    program = shutil.which("bwrap")
    if program is None:
        return Offer(False, "bubblewrap isn't installed", "`apt-get install bubblewrap`")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return Offer(True, said.stdout.strip() or "bubblewrap")


def _libseccomp() -> Offer:
    try:
        ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return Offer(False, "libseccomp isn't installed", "`apt-get install libseccomp2`")
    return Offer(True, "libseccomp")


def _trial() -> Offer:
    """Start the smallest nursery and have one ward in it say who it is."""
    ours, theirs = socket.socketpair()
    ours.settimeout(10)
    try:
        with ours, Nursery.start([sys.executable, "-m", TRIAL]) as nursery:
            with theirs:
                socket.send_fds(nursery.control, [b"fork"], [theirs.fileno()])
            if ours.recv(64):
                return Offer(True, "a process was isolated, as a trial")
            why = nursery.said().strip().split("\n")[-1]
    except (IsolationError, OSError) as error:
        why = str(error)
    return Offer(False, "a process couldn't be isolated", why)
