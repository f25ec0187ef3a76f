"""What is written as TOML is read as it was."""

import sys
import tomllib

import pytest

from bootcamp.course.table import toml_value

HALVES = range(0xD800, 0xE000)  # of surrogate pairs


def test_every_character_is_read_as_it_was_written():
    text = "".join(chr(code) for code in range(sys.maxunicode + 1) if code not in HALVES)
    assert tomllib.loads(f"text = {toml_value(text)}") == {"text": text}


@pytest.mark.parametrize("value", [True, 3, "", 'a"\\b', ("🎓", "x\ny"), [], ["a", ["b"]]])
def test_values_and_lists_are_read_as_they_were_written(value):
    read = tomllib.loads(f"value = {toml_value(value)}")["value"]
    assert read == (list(value) if isinstance(value, tuple) else value)


def test_half_of_a_pair_is_refused():
    with pytest.raises(ValueError, match="surrogates"):
        toml_value("caf\udce9")
