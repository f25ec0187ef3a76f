"""Name the mistake: a run that fails as a known mistake fails is told that mistake's sentence.

Two runs fail alike when the same tests fail at the same line of the check, with the same kind of
error, or with what came equal in shape, dtype and values within rounding.
"""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bootcamp import __version__

Results = list[dict[str, Any]]


def signature(results: Results) -> list[Any]:
    """How a run failed: one entry for each test that did."""
    return [
        [result["name"], result.get("line"), result.get("error"), result.get("signature")]
        for result in results
        if not result["passed"]
    ]


def fail_alike(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether two signatures are the same, within rounding."""
    return len(one) == len(other) and all(map(_same, one, other))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        if math.isnan(one) or math.isnan(other):
            return math.isnan(one) and math.isnan(other)
        return math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-7)
    return bool(one == other)


class Signatures:
    """How each known mistake fails, remembered by the texts that it follows from."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._known: dict[str, list[Any] | None] = {}

    def get(self, texts: Sequence[str], find: Callable[[], list[Any] | None]) -> list[Any] | None:
        """The signature, from memory, from disk, or found now. None: it can't be had."""
        key = hashlib.sha256("\0".join([__version__, *texts]).encode()).hexdigest()[:32]
        if key not in self._known:
            self._known[key] = self._read(key)
            if self._known[key] is None:
                self._known[key] = find()
                self._write(key, self._known[key])
        return self._known[key]

    def _read(self, key: str) -> list[Any] | None:
        try:
            known = json.loads((self.folder / f"{key}.json").read_text()) if self.folder else None
        except (OSError, ValueError):
            return None
        return known if isinstance(known, list) else None

    def _write(self, key: str, known: list[Any] | None) -> None:
        if self.folder and known is not None:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                (self.folder / f"{key}.json").write_text(json.dumps(known))
            except OSError:  # a cache: without it the next answer is slower, that's all
                return
