"""How much of a core the watcher and the page use while nothing happens: CPU time over 20 s."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS = 20


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, from /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


with tempfile.TemporaryDirectory() as folder:
    command = [sys.executable, "-m", "bootcamp", "start", f"{folder}/work", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as process:
        time.sleep(5)  # what starting costs is no idling
        before = cpu_seconds(process.pid)
        time.sleep(SECONDS)  # what is measured
        used = cpu_seconds(process.pid) - before
        process.terminate()
print(f"idle: {used:.2f} s of CPU in {SECONDS} s, {100 * used / SECONDS:.2f}% of a core")
