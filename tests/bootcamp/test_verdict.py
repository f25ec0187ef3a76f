"""A verdict survives being kept, in this version's form and in older ones."""

import json
from dataclasses import fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

import pytest

from bootcamp.plain import plain
from bootcamp.verdict import (
    Example,
    Failure,
    Grid,
    Location,
    Picture,
    Verdict,
    verdict_from_json,
)

PICTURE = Picture(Grid((2,), (1.0, 2.5)), Grid((2,), (1.0, "nan")), (False, True))
VERDICT = Verdict(
    "double",
    "failed",
    "1 of 2 tests pass.",
    failure=Failure("test_it", "no", where=Location("a.py", 3, "return x"), picture=PICTURE),
    smallest=Example("double(1.0)", "2.0", "1.0"),
)


def test_verdict_that_was_kept_is_the_same_when_read():
    assert verdict_from_json(json.loads(json.dumps(VERDICT.to_json()))) == VERDICT


def test_verdict_kept_before_there_were_pictures_and_examples_can_be_read():
    old = json.loads(json.dumps(VERDICT.to_json()))
    del old["smallest"], old["failure"]["picture"]
    read = verdict_from_json(old)
    assert (read.smallest, read.failure.picture) == (None, None)
    assert read.failure.where == VERDICT.failure.where


HOSTILE = ("\0", "a\ud800b", "\x1b]0;x\x07", "\u202e")


def filled(kind, text):
    """An instance of this part of a verdict, with the text wherever a text may be."""
    hints, given = get_type_hints(kind), {}
    for each in fields(kind):
        hint = hints[each.name]
        parts = [part for part in (hint, *get_args(hint)) if is_dataclass(part)]
        if parts:
            part = filled(parts[0], text)
            given[each.name] = (part,) if get_origin(hint) is tuple else part
        elif get_origin(hint) is tuple:
            given[each.name] = (text,) if str in get_args(hint) or "str" in str(hint) else (2,)
        elif get_origin(hint) is dict:
            given[each.name] = {text: [text, {"deep": text}]}
        else:
            given[each.name] = text if hint is str else hint() if isinstance(hint, type) else None
    return kind(**given)


def texts_in(data):
    """Every text that is a value somewhere in it, but for the names of a verdict's parts."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for each in data.values() if isinstance(data, dict) else data:
            yield from texts_in(each)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_of_a_verdict_is_plain_wherever_it_stands(text):
    made = filled(Verdict, text)
    assert {*texts_in(made.to_json())} == {plain(text)}
    assert verdict_from_json(made.to_json()) == made


@pytest.mark.parametrize("text", HOSTILE)
def test_a_verdict_that_was_kept_before_is_plain_when_it_is_read(text):
    kept = filled(Verdict, "TEXT").to_json()
    kept = json.loads(json.dumps(kept).replace("TEXT", json.dumps(text)[1:-1]))
    assert verdict_from_json(kept) == filled(Verdict, text)


def test_a_metric_that_is_no_number_is_none():
    assert Verdict("e", "failed", "says", metric=float("nan")).metric is None
