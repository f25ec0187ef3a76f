"""A verdict survives being kept, in this version's form and in older ones."""

import json

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
