"""What a verdict quotes was handed in: no file is opened because a traceback names it."""

import json

import pytest

pytestmark = pytest.mark.isolation
SECRET = "canary-of-the-host"
RAISE = """
def counted(values):
    code = compile("\\n" * {before} + "raise ValueError('here')", {name}, "exec")
    exec(code)
"""


@pytest.fixture
def secret(attacked):
    """A file beside the workspace, which a judge may read and nobody else should."""
    workspace, _ = attacked
    file = workspace.root.parent / "secret.txt"
    file.write_text(f"first\n{SECRET}\n")
    yield file
    file.unlink()


def names(workspace, secret):
    root = workspace.root
    yield f"{root}/../secret.txt"
    yield f"{root}/asked/../../secret.txt"
    yield f"{root}/.bootcamp/../../secret.txt"
    yield f"{root}/../course/things/counted.py"
    yield f"{root}/../src/asked/things.py"
    yield f"{root}/.bootcamp/workspace.toml"
    yield f"{root}/../../../../../../../../etc/passwd"
    yield f"{root}/../../../../../../../../proc/self/environ"
    yield f"{root}\0"
    yield f"{root}/" + "a" * 100_000


@pytest.mark.parametrize("hosted", [False, True])
def test_a_name_that_code_makes_up_is_not_opened(attacked, verdict_on, secret, hosted):
    workspace, _ = attacked
    for name in names(workspace, secret):
        for before in (0, 1, 5):
            if "\0" in name:
                continue  # compile() refuses it
            code = RAISE.format(before=before, name=repr(name))
            verdict = verdict_on("counted", code, hosted)
            said = json.dumps(verdict.to_json())
            assert verdict.outcome == "failed"
            assert SECRET not in said
            assert len(said) < 20_000
            where = verdict.failure.where
            assert (where.file, "counted" in where.code or "exec" in where.code) == (
                "asked/things.py", True,
            )  # fmt: skip


@pytest.mark.parametrize("hosted", [False, True])
@pytest.mark.parametrize("line", ["10**6", "2**40", "0", "1"])
def test_a_line_that_its_text_hasnt_is_not_shown(verdict_on, hosted, line):
    code = (
        "def counted(values):\n    code = compile('raise ValueError', __file__, 'exec')\n"
        f"    exec(code.replace(co_firstlineno=min({line}, 2**31 - 9)))\n"
    )
    verdict = verdict_on("counted", code, hosted)
    assert verdict.outcome == "failed"
    assert verdict.failure.where.file == "asked/things.py"


FORGED = """
import bootcamp.check.boundary.worker as worker

def describe(error):
    return {said}

worker.describe = describe

def counted(values):
    raise ValueError
"""


@pytest.mark.parametrize(
    "said",
    [
        "{'classes': [], 'text': 'x' * 10**6, 'lines': [['/etc/passwd', 1]] * 1000}",
        "{'classes': [['builtins', 'ValueError']], 'text': 'x', 'lines': [['/etc/passwd', '1']]}",
        "{'classes': [['builtins', 'ValueError']], 'text': 'x', 'lines': [[__file__, -1]]}",
        "{'classes': [['builtins', 'ValueError']], 'text': 'x', 'lines': [[__file__, 10**30]]}",
        "{'classes': [['builtins', 'ValueError']], 'text': 'x', 'lines': [[1, 2, 3]]}",
        "{'classes': 5, 'text': 'x', 'lines': []}",
        "{'classes': [['builtins', '__import__'], ['x' * 10**6, 'y']] * 9, 'text': 1, 'lines': []}",
        "{}",
        "[]",
    ],
)
def test_what_a_worker_says_of_an_error_is_bounded(verdict_on, said):
    verdict = verdict_on("counted", FORGED.format(said=said), True)
    text = json.dumps(verdict.to_json())
    assert not verdict.passed
    assert verdict.outcome in ("failed", "ended")
    assert "root:" not in text
    assert len(text) < 20_000
