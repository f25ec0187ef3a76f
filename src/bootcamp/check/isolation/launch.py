"""As root: be root no more, then start bubblewrap, which then needn't be trusted with root.

    python -m bootcamp.check.isolation.launch USER FOLDER... -- COMMAND...

The folders may lie where only root can go, as in /root. They're put where the unprivileged user
finds them, in a mount namespace of this process alone: the n-th as /tmp/n.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bootcamp.check.isolation import linux

PLACE = Path("/tmp")


def gather(folders: Sequence[str]) -> None:
    """Put folders and files where anyone can reach them, for this process and its children."""
    linux.unshare(linux.NEW_MOUNTS)
    linux.mount("/", "none", linux.PRIVATE | linux.RECURSIVE)
    opened = [os.open(folder, os.O_PATH) for folder in folders]  # what is under /tmp goes from view
    linux.mount(str(PLACE), "tmpfs", linux.NO_SUID | linux.NO_DEVICES, "mode=755")
    for number, descriptor in enumerate(opened):
        source, target = f"/proc/self/fd/{descriptor}", PLACE / str(number)
        if os.path.isdir(source):
            target.mkdir()
        else:
            target.touch()
        linux.mount(str(target), "none", linux.BIND | linux.RECURSIVE, source=source)
        os.close(descriptor)


def become(user: int) -> None:
    """Be that user and nobody else, in no other group."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def main() -> None:
    """Never returns."""
    user, *rest = sys.argv[1:]
    end = rest.index("--")
    gather(rest[:end])
    become(int(user))
    command = rest[end + 1 :]
    os.execve(command[0], command, {})


if __name__ == "__main__":
    main()
