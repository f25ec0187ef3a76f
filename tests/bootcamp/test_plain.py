import sys
import unicodedata

import pytest

from bootcamp.plain import is_plain, plain, plain_data, without_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\r\nb\rc\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("\0", "␀"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x7f\x80\x9f", "␡\\u0080\\u009f"),
        ("a\ud800b\udfff", "a\\ud800b\\udfff"),
        ("file\u202etxt.exe\u2066", "file\\u202etxt.exe\\u2066"),
        ("Zoë 🎓 שלום مرحبا \u200f", "Zoë 🎓 שלום مرحبا \u200f"),
        ("", ""),
    ],
)
def test_what_cant_be_kept_or_shown_is_made_visible(text, expected):
    assert plain(text) == expected
    assert plain(expected) == expected
    assert is_plain(text) is (text == expected)


def test_every_character_becomes_one_that_can_be_encoded_and_controls_nothing():
    for code in range(sys.maxunicode + 1):
        made = plain(chr(code))
        made.encode()
        assert all(unicodedata.category(each) != "Cc" for each in made if each not in "\n\t"), code


def test_what_copying_leaves_at_the_ends_goes_and_spaces_alone_stay():
    assert without_marks("\u202aada@example.org\u202c \n") == "ada@example.org"
    assert without_marks("\ufeffx = 1\n") == "x = 1"
    assert without_marks("    return x\n") == "    return x\n"
    assert without_marks("a\u202eb") == "a\u202eb"
    assert without_marks("\u202c \u2069") == ""


def test_data_is_made_plain_however_deep_and_a_number_that_json_lacks_is_none():
    given = {"a\0": [("b\ud800", 1, True, None)], "n": [float("nan"), float("inf"), 1.5]}
    assert plain_data(given) == {
        "a␀": [["b\\ud800", 1, True, None]],
        "n": [None, None, 1.5],
    }
