"""A server under test, and those who ask it: real processes, real HTTP."""

import asyncio
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cohort_rows import Learner

PORT = 8790


@dataclass
class Reply:
    """What came back."""

    status: int
    ms: float
    headers: dict[str, str]
    text: str


async def ask(method: str, path: str, cookies: str = "", key: str = "", form: Any = None) -> Reply:
    """One request on a connection of its own; status 0 where nothing came back."""
    body = b""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{PORT}", "Connection: close"]
    if cookies:
        lines.append(f"Cookie: {cookies}")
    if key:
        body = json.dumps(form).encode()
        lines += [f"Authorization: Bearer {key}", "Content-Type: application/json"]
    elif form is not None:
        body = urlencode(form).encode()
        lines.append("Content-Type: application/x-www-form-urlencoded")
    lines.append(f"Content-Length: {len(body)}")
    started = time.perf_counter()
    try:
        async with asyncio.timeout(30):
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            await writer.drain()
            head, _, text = (await reader.read()).partition(b"\r\n\r\n")
            writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return Reply(0, 0.0, {}, "")
    first, *rest = head.decode().split("\r\n")
    pairs = [line.split(": ", 1) for line in rest if ": " in line]
    headers = {name.lower(): value for name, value in pairs}
    ms = 1000 * (time.perf_counter() - started)
    return Reply(int(first.split()[1]) if first else 0, ms, headers, text.decode(errors="replace"))


class Server:
    """`bootcamp serve` on PostgreSQL."""

    def __init__(self, environment: dict[str, str]) -> None:
        words = [sys.executable, "-m", "bootcamp", "serve", "--port", str(PORT), "--judges", "0"]
        log = Path(environment["BOOTCAMP_DATA"]) / "log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as opened:
            self.process = subprocess.Popen(words, env=environment, stdout=opened, stderr=opened)

    def processes(self, mark: str = "") -> list[int]:
        """What it has begun: gunicorn's processes, or those whose command says `mark`."""
        words = ["pgrep", "-P", str(self.process.pid), *(["-f", mark] if mark else [])]
        return [
            int(p) for p in subprocess.run(words, capture_output=True, text=True).stdout.split()
        ]

    def close(self) -> None:
        """Stop."""
        self.process.terminate()
        self.process.wait(30)


async def until_ready() -> None:
    """Wait for the server."""
    for _ in range(600):
        if (await ask("GET", "/readyz")).status == 200:
            return
        await asyncio.sleep(0.1)
    raise SystemExit("The server didn't come up.")


@dataclass
class Traffic:
    """What the learners met: milliseconds by kind of request, and what went wrong."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    async def count(self, kind: str, asked: Awaitable[Reply], good: tuple[int, ...]) -> Reply:
        """Wait for a reply and note it."""
        reply = await asked
        self.ms.setdefault(kind, []).append(reply.ms)
        if reply.status not in good:
            self.errors.append(f"{kind}: {reply.status}")
        return reply


async def answer(learner: Learner, wave: str, cookies: str, seen: Traffic) -> bool:
    """Open the form of a wave, choose something everywhere, send it; True if it was taken."""
    path = f"/c/{learner.cohort}/answer/{wave}/"
    page = await seen.count("open form", ask("GET", path, cookies), (200, 410))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    cookie = re.search(r"groundup_csrf=([^;]+)", page.headers.get("set-cookie", ""))
    if not token or not cookie:
        return False
    draw = random.Random(learner.key)
    values: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="(\d+)"', page.text):
        values.setdefault(name, []).append(value)
    form = {name: draw.choice(given) for name, given in values.items()}
    form |= {"csrfmiddlewaretoken": token[1], "seen": ""}
    cookies = f"{cookies}; groundup_csrf={cookie[1]}"
    reply = await seen.count("answer", ask("POST", path, cookies, form=form), (302, 409))
    return reply.status in (302, 409)  # 409: an answer of theirs is there already


def percentile(values: list[float], share: float) -> float:
    """The value that this share of them doesn't exceed."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]
