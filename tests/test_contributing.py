"""CONTRIBUTING's "Add an exercise in ten minutes", followed to the letter in a copy of the course."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECIPE = (ROOT / "CONTRIBUTING.md").read_text().partition("## Add an exercise")[2].split("\n## ")[0]
FUNCTION, FILE = re.findall(r"```python\n(.*?)```", RECIPE, flags=re.DOTALL)
NEW, LINK, VERIFY = re.findall(r"^    ((?:bootcamp |\[).*)$", RECIPE, flags=re.MULTILINE)[-3:]
LIBRARY_FILE, PAGE = re.findall(r"`((?:src|courses)/[\w/.]+)`", RECIPE)


def type_in(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """What the command does in a copy of the repository."""
    return subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=folder,
        env={**os.environ, "BOOTCAMP_COURSE": str(folder / "courses/alignment")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_recipe_works_as_it_is_written(tmp_path: Path) -> None:
    clean = shutil.ignore_patterns("__pycache__", "bootcamp")
    for part in ("courses", "src"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=clean)
    with (tmp_path / LIBRARY_FILE).open("a") as library:
        library.write(f"\n\n{FUNCTION}")

    began = type_in(tmp_path, NEW)
    assert began.returncode == 0, began.stderr
    unfinished = type_in(tmp_path, VERIFY)
    assert unfinished.returncode == 1
    assert "TODO" in unfinished.stdout

    file = re.search(r"Wrote (\S+)\.\n", began.stdout)
    assert file
    Path(file[1]).write_text(FILE)
    with (tmp_path / PAGE).open("a") as page:
        page.write(f"\n{LINK}\n")
    proved = type_in(tmp_path, VERIFY)
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert proved.stdout.startswith("1 of 1 exercises")
