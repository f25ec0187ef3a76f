"""A cohort that a report can be made of, and a small spec."""

from datetime import UTC, date, datetime

from bootcamp.web.cohort.domain.report import make_report
from bootcamp.web.cohort.models import Outcome, Text

from .filled import answered, attempt, make_form, members_of, sat

CUT_OFF = date(2026, 7, 10)
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
URL = "/c/spring/reports/"
SMALL = """
title = "Small"
version = "1"
[[parts]]
key = "all"
title = "All"
[[parts.figures]]
key = "career"
kind = "agreement"
title = "Career"
form = "exit"
items = ["connections"]
[[parts.figures]]
key = "words"
kind = "quotes"
title = "Words"
form = "exit"
items = ["why"]
[[parts.figures]]
key = "solved"
kind = "exercises"
title = "Solved"
[[parts.figures]]
key = "tests"
kind = "gain"
title = "Tests"
before = "test_before"
after = "test_after"
items = ["self_rating"]
[[parts.figures]]
key = "outcomes"
kind = "outcomes"
title = "Outcomes"
by = "kind"
[[parts.figures]]
key = "goals"
kind = "text"
title = "Goals"
text = "goals"
"""


def participants_of(cohort):
    """Eight who answered anonymously, tried an exercise and sat a test."""
    found = members_of(cohort, 8)
    why = {"kind": "long", "is_quotable": True}
    form = make_form(cohort, "exit", "anonymous", {"connections": "likert5", "why": why})
    texts = [f"reason-{number}" for number in range(8)]
    values = {("connections", ""): [5, 5, 5, 4, 4, 3, 2, None], ("why", ""): texts}
    answered(form, found, values, NOON)
    for member in found:
        attempt(member.person, "split_heads", NOON, "passed")
        sat(member, "arrays", "before", 2, NOON, self_rating=3)
        sat(member, "arrays", "after", 6, NOON, self_rating=7)
        sat(member, "autograd", "before", 1, NOON)
    Outcome.objects.create(membership=found[0], kind="role", what="Hired somewhere", on=CUT_OFF)
    Text.objects.create(cohort=cohort, key="goals", text="Three goals.")
    return found


def make(cohort, actor, edition="internal", spec=SMALL, cut_off=CUT_OFF):
    return make_report(cohort, spec, cut_off, edition, actor=actor)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def figure(client, run, key):
    return text_of(client.get(f"{URL}{run.public}/figure/{key}/"))
