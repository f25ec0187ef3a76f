"""A course so small that every refusal can be shown on a copy of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

ORIGINAL = Path(__file__).parent / "tiny"


@dataclass(frozen=True)
class Tiny:
    """A copy of the tiny course, to be spoilt in one place."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "course"

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace text that stands exactly once in a file."""
        path = self.folder / file
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new))

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    folder = tmp_path / "tiny"
    shutil.copytree(ORIGINAL, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return Tiny(folder)
