"""Whatever text there is, it's read within bounds, or there is one sentence on why not."""

import ast
import time

import pytest

from bootcamp import splice, syntax
from bootcamp.errors import SourceError, SourceTooLarge

from .hard_to_read import LARGE_BUT_FINE, TEXTS, nested_finally

SEPARATORS = ["\f", "\v", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
SENTENCE = "Expected at most"


def read(text):
    return syntax.compiled(splice.parse(text, "sums.py"), "sums.py")


@pytest.fixture(scope="module")
def fine_cpu_s():
    """How long this machine computes over the largest text that is fine."""
    started = time.process_time()
    read(LARGE_BUT_FINE["a list of 10,000"])
    return time.process_time() - started


@pytest.mark.parametrize("name", TEXTS)
def test_what_cant_be_read_is_one_error_with_a_sentence(name, fine_cpu_s):
    started = time.process_time()
    with pytest.raises(SourceError, match=r"^sums\.py") as raised:
        read(TEXTS[name])
    assert time.process_time() - started < 100 * fine_cpu_s
    says = str(raised.value)
    assert len(says) < 400
    assert "Error" not in says
    assert (SENTENCE in says) is isinstance(raised.value, SourceTooLarge)


@pytest.mark.parametrize("name", LARGE_BUT_FINE)
def test_what_people_may_write_is_read(name):
    read(LARGE_BUT_FINE[name])
    ast.unparse(splice.parse(LARGE_BUT_FINE[name], "sums.py"))


def test_finally_is_counted_as_often_as_it_is_compiled():
    read(nested_finally(8))
    with pytest.raises(SourceTooLarge, match="nest no `finally` in another"):
        read(nested_finally(18))


def test_a_text_at_the_bound_is_read_and_one_beyond_is_not():
    lines = "pass\n" * (syntax.MOST_CHARACTERS // 5)
    read(lines)
    with pytest.raises(SourceTooLarge, match="200,001"):
        read(lines + "#")


def test_a_known_text_is_measured_once_and_refused_each_time():
    for _ in range(2):
        with pytest.raises(SourceTooLarge):
            read(TEXTS["a sum of 700 terms"])


@pytest.mark.parametrize("mark", SEPARATORS)
def test_lines_are_pythons_own(mark):
    text = f"a = '{mark}'  # {mark} {mark}\r\nb = 2\rc = 3\ndef d(): pass"
    tree = ast.parse(text)
    for node, what in zip(tree.body, ("a =", "b = 2", "c = 3", "def d(): pass"), strict=True):
        assert syntax.line_at(text, node.lineno).startswith(what)
    assert syntax.line_at(text, 0) == syntax.line_at(text, 5) == syntax.line_at(text, -1) == ""
    assert len(text.splitlines()) > len(syntax.text_lines(text)) == 4


@pytest.mark.parametrize("mark", SEPARATORS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_definition_below_a_separator_is_taken_whole(mark, end):
    text = end.join(
        [f"# {mark} above {mark}", f"x = '{mark}'", "def double(x):", "    return 2 * x", ""]
    )
    assert splice.extract(text, "double").split() == ["def", "double(x):", "return", "2", "*", "x"]
