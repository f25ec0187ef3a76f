"""A public edition beside the one before it."""

from collections.abc import Sequence
from dataclasses import replace

from bootcamp.report.build import report_of
from bootcamp.report.editions import held_against
from bootcamp.report.figures import Report, Withheld
from bootcamp.report.rows import Outcome, Rows, Test
from bootcamp.report.spec import Spec, shipped_spec
from bootcamp.report.suppression import reason_beside

from .asking import figure, spec_of
from .cohorts import CUT_OFF, PEOPLE, SEED, answer, seed_rows

K = 5
CHAPTER = SEED.sections[0].chapter


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
    assert held.items[0] == Withheld(reason_beside(K), "connections")
    assert held.items[1] == figure(published, "x").items[1]


def test_an_edition_of_the_same_rows_or_of_five_more_is_shown():
    spec = spec_of('key = "x"\nkind = "agreement"\nform = "exit"\nitems = ["connections"]')
    published = public(only("connections", [3.0] * 8), spec)
    assert held_against(published, published) == published
    more = public(only("connections", [3.0] * 8 + [5.0] * 5), spec)
    assert held_against(more, published) == more


def outcomes(*kinds: str) -> Rows:
    found = tuple(Outcome(PEOPLE[i], kind, "other") for i, kind in enumerate(kinds))
    return replace(seed_rows(), outcomes=found)


def test_of_a_table_no_row_stands_still_beside_one_that_moved():
    spec = spec_of('key = "o"\nkind = "outcomes"\ntitle = "O"\nby = "kind"\nmonths = 0')
    before = ("role", "role", "grant", "study", "none")
    published = public(outcomes(*before), spec)
    later = public(outcomes(*before, "publication"), spec)
    assert len(figure(published, "o").items) > 5
    assert figure(held_against(later, published), "o").items == (Withheld(reason_beside(K), "O"),)
    many = public(outcomes(*before, *["publication"] * 5), spec)
    assert held_against(many, published) == many


def test_another_name_makes_no_new_item():
    spec = spec_of(f'key = "g"\nkind = "gain"\ntitle = "G"\nchapters = ["{CHAPTER}"]')

    def tested(people: Sequence[str], title: str) -> Report:
        tests = tuple(
            Test(person, CHAPTER, phase, 4, 8) for person in people for phase in ("before", "after")
        )
        sections = (replace(SEED.sections[0], title=title), *SEED.sections[1:])
        cohort = replace(SEED, sections=sections)
        return public(replace(seed_rows(), cohort=cohort, tests=tests), spec)

    published = tested(PEOPLE[:6], "Arrays")
    renamed = tested(PEOPLE[:5], "Arrays and tensors")
    [held] = figure(held_against(renamed, published), "g").items
    assert held == Withheld(reason_beside(K), "G")


def test_costs_may_change_as_they_will():
    published = public(seed_rows(), shipped_spec("seed"))
    new = public(replace(seed_rows(), costs=seed_rows().costs[1:]), shipped_spec("seed"))
    assert new != published
    assert held_against(new, published) == new
