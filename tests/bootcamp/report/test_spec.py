"""Specs: what ships is read; every wrong field is a sentence that says what to do."""

import pytest

from bootcamp.errors import ReportError
from bootcamp.report.build import KINDS
from bootcamp.report.spec import FIELDS, SHIPPED, Among, read_spec, shipped_spec

GOOD = """
title = "A report"
version = "1"
[[parts]]
key = "one"
title = "One"
[[parts.figures]]
key = "agreement"
kind = "agreement"
title = "After"
form = "exit"
items = ["connections"]
months = 6
among = {item = "hopes", answer = "RLHF"}
"""


def test_a_spec_is_read_into_plain_data():
    spec = read_spec(GOOD)
    (figure,) = spec.parts[0].figures
    assert (spec.title, spec.version, spec.parts[0].key) == ("A report", "1", "one")
    assert (figure.kind, figure.items, figure.months) == ("agreement", ("connections",), 6)
    assert figure.among == Among("hopes", "RLHF")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_read(name: str):
    assert shipped_spec(name).parts


def test_another_text_has_another_hash():
    assert read_spec(GOOD).sha256 != read_spec(GOOD + "\n# changed").sha256


def test_every_kind_that_can_be_asked_for_can_be_made():
    assert FIELDS.keys() == KINDS.keys()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "agreement"', 'kind = "agrement"', "there is no kind `agrement`. Write `agreement`."),
        ('form = "exit"\n', "", "a figure of kind `agreement` needs `form`, and has none. Add it."),
        ("form =", "fom =", "there is no field `fom` here. Write `form`."),
        ("months = 6", 'months = "6"', "`months` should be a whole number from 0, and is '6'. Write `months = 6`."),
        ("months = 6", "months = -1", "`months` should be a whole number from 0, and is -1. Write `months = 6`."),
        ('["connections"]', '"connections"', "`items` should be a list of texts, and is 'connections'."),
        ('["connections"]', "[]", "`items` should be a list of texts, and is []."),
        ('{item = "hopes", answer = "RLHF"}', '"hopes"', "`among` should be a table, and is 'hopes'."),
        (', answer = "RLHF"', "", '`answer` is missing. Add `answer = "…"`.'),
        ('version = "1"', "version = 1", "`version` should be a text, and is 1. Write it in quotes."),
        ('key = "agreement"', 'key = "../x"', "`key` should be of a to z, 0 to 9, - and _, and is '../x'. Rename it."),
        ("[[parts.figures]]", "[parts.figures]", "`figures` should be tables, one at least,"),
        ("title = \"A report\"", "title =", "isn't TOML"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_a_sentence(old: str, new: str, says: str):
    assert old in GOOD
    with pytest.raises(ReportError) as caught:
        read_spec(GOOD.replace(old, new, 1))
    assert says in str(caught.value)


def test_two_figures_of_one_key_are_refused():
    with pytest.raises(ReportError, match="the key `agreement` should be there once"):
        read_spec(GOOD + GOOD[GOOD.index("[[parts.figures]]") :])


def test_by_is_one_of_a_list():
    table = '\n[[parts.figures]]\nkey = "x"\nkind = "outcomes"\nby = "salary"\n'
    with pytest.raises(ReportError, match="`by` should be one of kind, track, and is 'salary'"):
        read_spec(GOOD + table)


def test_a_spec_that_does_not_ship_is_named():
    with pytest.raises(ReportError, match="There is no spec `sed`. Write one of: seed, paired"):
        shipped_spec("sed")
