"""An author sees where known mistakes are missing."""

import pytest

from bootcamp.errors import WorkspaceError
from bootcamp.verdict import Failure, Verdict
from bootcamp.workspace.folder import Workspace
from bootcamp.workspace.unmatched import Unmatched, unmatched


def failed(name: str, test: str = "", mistake: str = "") -> Verdict:
    return Verdict(name, "failed", "no", failure=Failure(test, "no"), mistake=mistake)


def test_failing_tries_are_counted_over_workspaces(course, tmp_path):
    first, second = (Workspace.create(tmp_path / name, course) for name in ("a", "b"))
    first.attempts.record("total", failed("total", "test_it", "It starts from one."), "code 0")
    first.attempts.record("double", failed("double", "test_zero"), "code 1")
    first.attempts.record("double", failed("double", "test_three"), "code 1")
    second.attempts.record("double", failed("double", "test_three"), "code 2")
    second.attempts.record("double", failed("double", "test_x", "That is the square."), "code 3")
    second.attempts.record("double", Verdict("double", "passed", "yes"), "code 4")
    second.attempts.record("by_hand", Verdict("by_hand", "failed", "no"), "17")
    assert unmatched([first.root, second.root]) == [
        Unmatched("double", failing=4, unmatched=3, codes=2, test="test_three"),
        Unmatched("by_hand", failing=1, unmatched=1, codes=1, test=""),
        Unmatched("total", failing=1, unmatched=0, codes=0, test=""),
    ]


def test_folder_that_is_no_workspace_is_said(tmp_path):
    with pytest.raises(WorkspaceError, match="isn't a workspace"):
        unmatched([tmp_path])
