"""A public edition beside the one before it."""

from dataclasses import replace

from bootcamp.report.build import report_of
from bootcamp.report.editions import held_against
from bootcamp.report.figures import Report, Withheld
from bootcamp.report.rows import Rows
from bootcamp.report.spec import Spec, shipped_spec
from bootcamp.report.suppression import reason

from .asking import figure, spec_of
from .cohorts import CUT_OFF, answer, seed_rows

K = 5


def public(rows: Rows, spec: Spec) -> Report:
    return report_of(rows, spec, CUT_OFF, "public")


def only(code: str, values: list[float]) -> Rows:
    answers = tuple(answer("exit", i, code, value) for i, value in enumerate(values))
    return replace(seed_rows(), answers=answers)


def test_an_edition_that_differs_by_one_person_is_withheld_where_it_differs():
    spec = spec_of(
        'key = "x"\nkind = "agreement"\nform = "exit"\nitems = ["connections", "fit_for_field"]'
    )
    published = public(seed_rows(), spec)
    dropped = tuple(
        a for a in seed_rows().answers if (a.response, a.question) != ("exit-r00", "connections")
    )
    new = public(replace(seed_rows(), answers=dropped), spec)
    assert figure(new, "x").items[0].base.answered == 15  # type: ignore[union-attr]
    held = figure(held_against(new, published), "x")
    assert held.items[0] == Withheld(reason(K), "connections")
    assert held.items[1] == figure(published, "x").items[1]


def test_an_edition_of_the_same_rows_or_of_five_more_is_shown():
    spec = spec_of('key = "x"\nkind = "agreement"\nform = "exit"\nitems = ["connections"]')
    published = public(only("connections", [3.0] * 8), spec)
    assert held_against(published, published) == published
    more = public(only("connections", [3.0] * 8 + [5.0] * 5), spec)
    assert held_against(more, published) == more


def test_costs_may_change_as_they_will():
    published = public(seed_rows(), shipped_spec("seed"))
    new = public(replace(seed_rows(), costs=seed_rows().costs[1:]), shipped_spec("seed"))
    assert new != published
    assert held_against(new, published) == new
