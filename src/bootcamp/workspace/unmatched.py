"""Where learners fail in ways that no known mistake names: what an author should look at next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bootcamp.errors import WorkspaceError
from bootcamp.verdict import Verdict
from bootcamp.workspace.attempts import Attempts
from bootcamp.workspace.folder import STATE


@dataclass(frozen=True)
class Unmatched:
    """One exercise: how many tries failed, and how many of them no known mistake names."""

    exercise: str
    failing: int
    unmatched: int
    codes: int  # different ones among the unmatched
    test: str  # the one that most of the unmatched failed first; "" of a question


def unmatched(workspaces: Iterable[Path]) -> list[Unmatched]:
    """Every exercise with a failing try, those with the most unmatched codes first.

    Raises WorkspaceError where a folder is no workspace.
    """
    failed: dict[str, list[tuple[str, Verdict]]] = {}
    for folder in workspaces:
        if not (folder / STATE / "state.sqlite3").is_file():
            raise WorkspaceError(f"{folder} isn't a workspace. Give a folder made by `start`.")
        for name, code, verdict in Attempts(folder / STATE / "state.sqlite3").failed():
            failed.setdefault(name, []).append((code, verdict))
    rows = [_row(name, tries) for name, tries in failed.items()]
    return sorted(rows, key=lambda row: (-row.codes, -row.unmatched, row.exercise))


def _row(name: str, tries: list[tuple[str, Verdict]]) -> Unmatched:
    unnamed = [(code, verdict) for code, verdict in tries if not verdict.mistake]
    tests = Counter(verdict.failure.test for _, verdict in unnamed if verdict.failure)
    return Unmatched(
        name,
        failing=len(tries),
        unmatched=len(unnamed),
        codes=len({code for code, _ in unnamed}),
        test=tests.most_common(1)[0][0] if tests else "",
    )
