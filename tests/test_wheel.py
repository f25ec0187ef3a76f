"""A wheel installs into an empty environment and starts from any folder."""

import json
import os
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FROM_NOWHERE = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "BOOTCAMP"))}


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; its error if it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=FROM_NOWHERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    run(*build, cwd=ROOT)
    (found,) = folder.glob("groundup-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that has the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    pip = (folder / "bin/pip", "--quiet", "--disable-pip-version-check", "install", "--no-compile")
    run(*pip, "-c", ROOT / "constraints.txt", wheel, cwd=folder)
    return folder / "bin"


def test_the_wheel_holds_the_course_the_licences_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"groundup", "bootcamp"}
    assert "bootcamp/courses/alignment/course.toml" in names
    assert "bootcamp/web/study/static/study/page.css" in names
    licences = {name.rpartition("/")[2] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-PROSE"}
    no_place = re.compile(r"__pycache__|/test_\w+\.py$")
    assert [name for name in names if no_place.search(name)] == []


def test_it_starts_in_any_folder(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "bootcamp"), "start", "mine", "--no-browser", "--port", "8760"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=FROM_NOWHERE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout
            said = iter(process.stdout.readline, b"")
            url = next(m[0].decode() for line in said if (m := re.search(rb"http://\S+", line)))
            home = urllib.request.urlopen(url).read().decode()
            assert "Begin with" in home
            for path in ("static/study/page.css", "static/django_htmx/htmx-2.min.js"):
                assert urllib.request.urlopen(url + path).status == 200
            lesson = urllib.request.urlopen(url + "lesson/autograd/slopes/").read().decode()
            assert 'id="multiply"' in lesson
        finally:
            process.kill()
    mine = tmp_path / "mine"
    assert json.loads(run(installed / "bootcamp", "next", "--json", cwd=mine))
    run(installed / "bootcamp", "borrow", "multiply", cwd=mine)
    verdict = json.loads(run(installed / "bootcamp", "check", "multiply", "--json", cwd=mine))
    assert verdict["outcome"] == "passed"
    where = run(installed / "python", "-c", "import groundup; print(groundup.__file__)", cwd=mine)
    assert Path(where.strip()).is_relative_to(mine)
    assert str(ROOT) not in run(installed / "bootcamp", "doctor", "--json", cwd=mine)


def test_a_check_is_proved_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "bootcamp", "verify", "multiply", "--json", cwd=tmp_path)
    found = json.loads(said)
    assert (found["exercises"], found["passed"], found["refused"]) == (1, 1, [])
