"""What a public edition must not tell, and that it does tell the rest."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bootcamp.report.build import report_of
from bootcamp.report.draft import Candidate, Draft, Group
from bootcamp.report.figures import Number, Report, Withheld
from bootcamp.report.rows import Outcome, Rows
from bootcamp.report.spec import Spec, shipped_spec
from bootcamp.report.suppression import decided, reason, smallest_cell

from .asking import figure, kinds_of, spec_of
from .cohorts import CANARY, CUT_OFF, PEOPLE, SEED, answer, seed_rows, wave
from .later import later_rows

K = 5


def public(rows: Rows, spec: Spec | None = None) -> Report:
    return report_of(rows, spec or shipped_spec("seed"), CUT_OFF, "public")


def internal(rows: Rows, spec: Spec | None = None) -> Report:
    return report_of(rows, spec or shipped_spec("seed"), CUT_OFF, "internal")


def exit_answers(code: str, values: list[float], start: int = 0) -> tuple[Any, ...]:
    return tuple(answer("exit", start + i, code, value) for i, value in enumerate(values))


def only(code: str, values: list[float]) -> Rows:
    return replace(seed_rows(), answers=exit_answers(code, values))


OF_ALL = 'key = "all"\nkind = "median"\nform = "exit"\nitems = ["career_probability"]'


def of_those(answer: str) -> str:
    among = f'among = {{item = "next_steps", answer = "{answer}"}}'
    return OF_ALL.replace('"all"', f'"{answer}"') + "\n" + among


def steps(**sizes: int) -> Rows:
    """Respondents who each take one next step."""
    chosen = [name for name, size in sizes.items() for _ in range(size)]
    probability = exit_answers("career_probability", [float(i) for i in range(len(chosen))])
    taken = tuple(answer("exit", i, "next_steps", (name,)) for i, name in enumerate(chosen))
    return replace(seed_rows(), answers=(*probability, *taken))


# Sizes and words


def test_five_respondents_are_shown_and_four_are_not():
    assert kinds_of(public(only("connections", [3.0] * 5)), "agreement")[0] == "Agreement"
    four = public(only("connections", [3.0] * 4))
    assert figure(four, "agreement").items[0] == Withheld(reason(K), "connections")


def test_four_anonymous_respondents_are_not_shown_to_organisers_either():
    assert kinds_of(internal(only("connections", [3.0] * 4)), "agreement")[0] == "Withheld"


def test_identified_answers_are_shown_to_organisers_with_a_warning():
    rows = only("connections", [3.0] * 4)
    named = replace(rows, waves=(wave("exit", "exit", "identified"),))
    found = figure(internal(named), "agreement")
    assert type(found.items[0]).__name__ == "Agreement"
    assert "“connections”: too few people" in found.text


def test_a_cell_of_one_in_the_whole_cohort_is_shown():
    found = figure(public(seed_rows()), "agreement").items[0]
    assert found.counts[2] == 1  # type: ignore[union-attr]


def test_what_nobody_agreed_to_print_is_nowhere_in_a_public_edition():
    for rows, name in ((seed_rows(), "seed"), (later_rows(), "paired")):
        assert CANARY not in repr(public(rows, shipped_spec(name)))
    inside = repr(internal(seed_rows()))
    assert f"{CANARY} title" in inside
    assert f"{CANARY} hired" in inside
    assert f"{CANARY} school" in inside


def test_persons_and_unconsented_texts_are_in_no_edition():
    inside = repr(internal(seed_rows()))
    assert f"{CANARY}-person" not in inside
    assert f"{CANARY}-reviewer" not in inside
    assert f"{CANARY} hope" not in inside
    assert "exit-r" not in inside


def test_what_was_agreed_to_is_printed():
    found = repr(public(seed_rows()))
    for text in ("RLHF, from nothing", "Final round", "A summer school", "Maze policies"):
        assert text in found
    assert "Not named: 2." in found
    assert "Not listed: 3." in found


def test_a_quote_needs_enough_who_could_have_said_it():
    rows = seed_rows()
    few = tuple(
        a for a in rows.answers if a.question != "hoped_to_learn" or a.response < "exit-r04"
    )
    assert kinds_of(public(rows), "upskilling-quotes") == ["Quote"]
    assert kinds_of(public(replace(rows, answers=few)), "upskilling-quotes") == ["Withheld"]


def test_two_known_outcomes_are_not_counted_in_public_until_five_are_known():
    assert kinds_of(public(seed_rows()), "outcomes-now") == ["Withheld"]
    assert figure(public(seed_rows()), "outcomes-now").base is None
    more = tuple(Outcome(person, "study", "other") for person in PEOPLE[:5])
    assert "Withheld" not in kinds_of(public(replace(seed_rows(), outcomes=more)), "outcomes-now")


def test_scores_of_one_team_and_means_of_one_reviewer_stay_inside():
    for key in ("reviewers", "raw-scores"):
        assert kinds_of(public(seed_rows()), key) == ["Withheld"]
        assert set(kinds_of(internal(seed_rows()), key)) == {"Row"}


def test_pairs_of_single_persons_are_of_identified_forms_alone_and_stay_inside():
    (sums,) = [i for i in figure(internal(seed_rows()), "beliefs").items if i.base.answered]  # type: ignore[union-attr]
    assert sums.pairs == ()  # type: ignore[union-attr]
    waves = tuple(replace(w, mode="identified") for w in seed_rows().waves)
    rows = replace(seed_rows(), waves=waves)
    (pairs,) = [i for i in figure(internal(rows), "beliefs").items if i.base.answered]  # type: ignore[union-attr]
    assert len(pairs.pairs) == 10  # type: ignore[union-attr]
    (public_pairs,) = [i for i in figure(public(seed_rows()), "beliefs").items if i.base.answered]  # type: ignore[union-attr]
    assert public_pairs == replace(pairs, pairs=())  # type: ignore[type-var]


def test_minutes_of_few_are_withheld_while_the_rest_of_the_row_is_shown():
    rows = seed_rows()
    few = tuple(e if e.person in PEOPLE[:4] else replace(e, minutes=None) for e in rows.exercises)
    rows = replace(rows, exercises=few)
    assert figure(public(rows), "exercises").items[1].cells[1:] == (4, 2.5, 1, "withheld")  # type: ignore[union-attr]
    assert figure(internal(rows), "exercises").items[1].cells[4] == 40  # type: ignore[union-attr]


# Unanimous


def test_unanimous_disagreement_is_withheld_in_public_and_warned_of_inside():
    rows = only("connections", [1.0] * 8 + [2.0] * 8)
    assert figure(public(rows), "agreement").items[0] == Withheld(reason(K), "connections")
    inside = figure(internal(rows), "agreement")
    assert inside.items[0].counts == {1: 8, 2: 8, 3: 0, 4: 0, 5: 0}  # type: ignore[union-attr]
    assert "“connections”: all disagree" in inside.text


@pytest.mark.parametrize("values", [[1.0] * 15 + [3.0], [5.0] * 16])
def test_one_other_voice_or_praise_is_shown(values: list[float]):
    assert kinds_of(public(only("connections", values)), "agreement")[0] == "Agreement"


def test_every_reason_is_the_same_sentence():
    few = figure(public(only("connections", [3.0] * 4)), "agreement").items[0]
    against = figure(public(only("connections", [1.0] * 16)), "agreement").items[0]
    assert few == against


# Themes and parts


def test_a_theme_of_few_is_withheld_without_its_name():
    found = figure(public(seed_rows()), "hoped-for").items
    assert [type(item) for item in found] == [Number, Withheld]
    assert "slurm" not in repr(found)
    assert found[-1].label == ""  # type: ignore[union-attr]


def test_a_theme_of_all_but_few_is_withheld():
    rows = seed_rows()
    for size, kind in ((11, "Number"), (12, "Withheld"), (16, "Number")):
        named = tuple(
            answer("exit", i, "hoped_to_learn", "x", themes=("t",) if i < size else ())
            for i in range(16)
        )
        assert kinds_of(public(replace(rows, answers=named)), "hoped-for") == [kind]


@pytest.mark.parametrize(("studies", "kind"), [(4, "Withheld"), (5, "Number"), (11, "Number"), (12, "Withheld"), (16, "Number")])  # fmt: skip
def test_a_part_is_shown_only_if_the_rest_is_nobody_or_enough(studies: int, kind: str):
    rows = steps(studies=studies, labs=16 - studies)
    for spec in (spec_of(of_those("studies")), spec_of(OF_ALL, of_those("studies"))):
        assert kinds_of(public(rows, spec), "studies") == [kind]


def test_a_remainder_of_two_parts_is_protected():
    rows = steps(studies=6, labs=6, grants=4)
    found = public(rows, spec_of(OF_ALL, of_those("studies"), of_those("labs")))
    assert [kinds_of(found, key) for key in ("all", "studies", "labs")] == [
        ["Number"],
        ["Number"],
        ["Withheld"],
    ]


def test_a_category_of_few_within_a_part_withholds_it():
    def rows(values: list[float]) -> Rows:
        chosen = ["studies"] * 10 + ["labs"] * 6
        taken = tuple(answer("exit", i, "next_steps", (name,)) for i, name in enumerate(chosen))
        return replace(seed_rows(), answers=(*taken, *exit_answers("connections", values)))

    among = 'among = {item = "next_steps", answer = "studies"}'
    spec = spec_of(
        f'key = "x"\nkind = "agreement"\nform = "exit"\nitems = ["connections"]\n{among}'
    )
    even = [5.0] * 5 + [4.0] * 5 + [3.0] * 6
    assert kinds_of(public(rows(even), spec), "x") == ["Agreement"]
    assert kinds_of(public(rows([5.0] * 6 + [4.0] * 4 + [3.0] * 6), spec), "x") == ["Withheld"]
    few_outside = [5.0] * 5 + [4.0] * 5 + [5.0] * 1 + [3.0] * 5
    assert kinds_of(public(rows(few_outside), spec), "x") == ["Withheld"]


def test_matched_pairs_are_not_subtracted_from_all_who_answered():
    all_before = 'key = "all"\nkind = "ratings"\nform = "beliefs"\nitems = ["interest_governance"]'
    paired = 'key = "both"\nkind = "paired"\nbefore = "beliefs"\nafter = "beliefs"\nitems = ["interest_governance"]'
    rows = seed_rows()
    # A sixteenth person answers only the second time: ten of the eleven are matched.
    rows = replace(
        rows, answers=(*rows.answers, answer("b2", 0, "interest_governance", 9.0, person="z"))
    )
    assert kinds_of(public(rows, spec_of(paired)), "both") == ["Paired"]
    assert kinds_of(public(rows, spec_of(all_before, paired)), "both") == ["Withheld"]
    assert kinds_of(public(rows, spec_of(paired, all_before)), "all") == ["Withheld"]


def test_smallest_cell_by_hand():
    a, b = frozenset("12345"), frozenset("345678")
    assert smallest_cell([a]) == 5
    assert smallest_cell([a, b]) == 2  # 12 | 345 | 678
    assert smallest_cell([a, a]) == 5
    assert smallest_cell([frozenset()]) is None


GROUPS = st.lists(st.frozensets(st.integers(0, 11)), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None)
@given(GROUPS, st.integers(2, 4))
def test_no_sums_and_differences_of_what_is_shown_single_out_few(
    groups: list[frozenset[int]], k: int
):
    people = [frozenset(map(str, group)) for group in groups]
    candidates = tuple(
        Candidate(Number(str(i), 1), str(i), groups=(Group("q", group),))
        for i, group in enumerate(people)
    )
    (found,) = decided([Draft("f", "numbers", "F", candidates)], k, is_public=True)
    shown = [people[int(i.label)] for i in found.items if isinstance(i, Number)]
    for signs in product((-1, 0, 1), repeat=len(shown)):
        weight = {
            str(p): sum(s for s, g in zip(signs, shown, strict=True) if str(p) in g)
            for p in range(12)
        }
        if set(weight.values()) <= {0, 1} and any(weight.values()):
            assert sum(weight.values()) >= k
    if people[0] and len(people[0]) >= k:
        assert people[0] in shown


def test_a_cohort_sets_its_own_threshold():
    rows = replace(only("connections", [3.0] * 5), cohort=replace(SEED, k=6))
    assert kinds_of(public(rows), "agreement")[0] == "Withheld"
