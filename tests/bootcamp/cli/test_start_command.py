"""`bootcamp start` as a process: one in a workspace, and nothing of it stays behind."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

BOOTCAMP = [sys.executable, "-m", "bootcamp"]


def started(workspace, *words):
    environment = {**os.environ, "BOOTCAMP_COURSE": str(workspace.course.root)}
    command = [*BOOTCAMP, "start", str(workspace.root), "--no-browser", *words]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    line = process.stdout.readline()
    assert "http://127.0.0.1:" in line, line + process.stdout.read()
    return process, line.split()[-1]


def test_second_start_says_where_the_first_runs_and_a_check_uses_its_judge(workspace, run, write):
    first, url = started(workspace)
    try:
        second = run("start", str(workspace.root), "--no-browser")
        assert second.returncode == 2
        assert url in second.stderr
        write("double", "def double(x):\n    return x + x\n")
        assert run("check", "double").returncode == 0
    finally:
        first.terminate()
        assert first.wait(10) == 130
        first.stdout.close()


def test_killed_start_leaves_no_judge_behind_and_can_be_started_again(workspace):
    first, _ = started(workspace)
    known = json.loads((workspace.root / ".bootcamp/judge.json").read_text())
    socket = Path(known["address"])
    first.kill()
    first.wait()
    first.stdout.close()
    deadline = time.monotonic() + 5
    pattern = str(socket)
    while time.monotonic() < deadline and _runs(pattern):
        time.sleep(0.05)
    assert not _runs(pattern)
    again, _ = started(workspace)
    again.terminate()
    again.wait(10)
    again.stdout.close()


def _runs(pattern):
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if pattern.encode() in command.read_bytes():
                return True
        except OSError:
            continue
    return False


def test_taken_port_is_passed_over(workspace):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process, url = started(workspace, "--port", str(port))
        process.terminate()
        process.wait(10)
        process.stdout.close()
    assert not url.endswith(f":{port}/")
