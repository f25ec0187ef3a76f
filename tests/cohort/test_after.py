"""Capstones and their scores, outcomes, and what organisers keep for the report."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import after
from bootcamp.web.cohort.domain.after_todo import for_after
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.privacy import export_of
from bootcamp.web.cohort.models import (
    Capstone,
    CapstoneScore,
    CostLine,
    Metric,
    Outcome,
    ReportRun,
    Reuse,
    Text,
)
from bootcamp.web.cohort.models.membership import Role

from .conftest import at_once, join, make_person
from .filled import sat

VALUES = dict(zip(after.CRITERIA, (5, 4, 3, 2, 1), strict=True))


def reviewer_in(cohort, name):
    person = make_person(name)
    join(person, cohort, Role.REVIEWER)
    return person


@pytest.fixture
def capstone(cohort, participant):
    made = Capstone.objects.create(cohort=cohort, title="Maze", summary="It is a maze.")
    made.team.add(participant.memberships.get())
    return made


def page(client, address):
    found = client.get(address)
    assert found.status_code == 200, address
    return found.content.decode()


def test_a_participants_capstone_is_theirs_and_an_organisers_is_of_its_team(
    cohort, participant, organiser, signed_in
):
    signed_in(participant).post("/c/spring/capstones/", {"title": "Mine", "summary": "s"})
    mine = Capstone.objects.get()
    assert [member.person for member in mine.team.all()] == [participant]
    other = join(make_person("otto"), cohort)
    fields = {"title": "Theirs", "team": [other.pk], "mentors": 2, "is_public": "on"}
    signed_in(organiser).post("/c/spring/capstones/", fields)
    theirs = Capstone.objects.get(title="Theirs")
    assert (list(theirs.team.all()), theirs.mentors, theirs.is_public) == ([other], 2, True)
    assert "Theirs" not in page(signed_in(participant), "/c/spring/capstones/")
    assert signed_in(participant).get(f"/c/spring/capstones/{theirs.public}/").status_code == 404


def test_a_team_changes_its_text_and_nothing_that_organisers_keep(capstone, participant, signed_in):
    url = f"/c/spring/capstones/{capstone.public}/"
    fields = {"title": "New", "summary": "", "is_public": "on", "mentors": 9, "team": []}
    signed_in(participant).post(url, fields)
    capstone.refresh_from_db()
    kept = (capstone.title, capstone.is_public, capstone.mentors, capstone.team.count())
    assert kept == ("New", False, 0, 1)


def test_who_only_reads_a_capstone_changes_nothing(capstone, ta, cohort, signed_in):
    url = f"/c/spring/capstones/{capstone.public}/"
    for person in (ta, reviewer_in(cohort, "rita")):
        client = signed_in(person)
        assert "Maze" in page(client, url)
        assert client.post(url, {"title": "Hacked"}).status_code == 404
    assert Capstone.objects.get().title == "Maze"


def test_a_reviewer_sees_others_scores_only_after_their_own(capstone, cohort, signed_in):
    first, second = reviewer_in(cohort, "first"), reviewer_in(cohort, "second")
    after.score(capstone, VALUES, actor=first)
    url = f"/c/spring/capstones/{capstone.public}/"
    assert "First" not in page(signed_in(second), url)
    fields = {f"criterion{i}": 3 for i in range(5)}
    said = signed_in(second).post(f"{url}score", fields, follow=True).content.decode()
    assert "Your scores are kept." in said
    assert "First" in page(signed_in(second), url)
    assert "Second" in page(signed_in(first), url)


def test_scores_are_hidden_from_the_team_and_shown_to_organisers(
    capstone, cohort, participant, organiser, ta, signed_in
):
    after.score(capstone, VALUES, actor=reviewer_in(cohort, "rita"))
    url = f"/c/spring/capstones/{capstone.public}/"
    assert "Rita" in page(signed_in(organiser), url)
    assert "Rita" not in page(signed_in(participant), url)
    assert "Rita" not in page(signed_in(ta), url)


@pytest.mark.django_db(transaction=True)
def test_of_eight_times_the_same_scores_at_once_one_counts(capstone, cohort):
    rita = reviewer_in(cohort, "rita")
    found = at_once(8, lambda _: after.score(capstone, VALUES, actor=rita))
    refused = [str(error) for error in found if error]
    assert len(refused) == 7
    assert {text.split(":")[0] for text in refused} == {"You have scored this capstone already"}
    kept = dict(CapstoneScore.objects.values_list("criterion", "value"))
    assert (kept, CapstoneScore.objects.count()) == (VALUES, 5)


@pytest.mark.parametrize("value", [None, 0, 6])
def test_scores_that_arent_complete_or_on_the_scale_are_refused(capstone, cohort, value):
    with pytest.raises(BootcampError, match="Expected 1 to 5 for “originality”, got"):
        after.score(capstone, VALUES | {"originality": value}, actor=reviewer_in(cohort, "rita"))
    assert not CapstoneScore.objects.exists()


def test_a_form_with_a_score_missing_comes_back_with_the_others(capstone, cohort, signed_in):
    rita = signed_in(reviewer_in(cohort, "rita"))
    url = f"/c/spring/capstones/{capstone.public}/score"
    said = rita.post(url, {f"criterion{i}": 4 for i in range(4)}).content.decode()
    assert "This field is required." in said
    assert said.count("checked") == 4
    assert not CapstoneScore.objects.exists()


def test_nobody_but_a_reviewer_scores(capstone, organiser, participant, signed_in):
    for person in (organiser, participant):
        with pytest.raises(BootcampError, match="Only reviewers"):
            after.score(capstone, VALUES, actor=person)
        url = f"/c/spring/capstones/{capstone.public}/score"
        assert signed_in(person).post(url, {}).status_code == 404


KEPT = {
    "costs": (
        CostLine,
        {
            "category": "Rent",
            "amount": "12.50",
            "currency": "EUR",
            "is_actual": "on",
            "on": "2026-07-01",
        },
        "Rent",
    ),
    "reach": (Metric, {"what": "Chat members", "value": "300", "on": "2026-07-01"}, "Chat members"),
    "reuse": (
        Reuse,
        {"organisation": "A school", "state": "asked", "on": "2026-07-01"},
        "A school",
    ),
    "texts": (Text, {"key": "goals", "text": "Three goals."}, "Three goals."),
}


@pytest.mark.parametrize("what", KEPT)
def test_organisers_keep_and_remove_rows_and_evaluators_read_them(
    cohort, organiser, signed_in, what
):
    model, fields, shown = KEPT[what]
    url = f"/c/spring/kept/{what}/"
    client = signed_in(organiser)
    assert client.post(url, {}).status_code == 200  # the form comes back, with what is missing
    assert not model.objects.exists()
    client.post(url, fields)
    row = model.objects.get()
    evaluator = make_person("eva")
    join(evaluator, cohort, Role.EVALUATOR)
    assert shown in page(client, url)
    assert shown in page(signed_in(evaluator), url)
    assert signed_in(evaluator).post(url, fields).status_code == 404
    assert signed_in(evaluator).post(f"{url}{row.pk}/remove").status_code == 404
    assert model.objects.count() == 1
    client.post(f"{url}{row.pk}/remove")
    assert not model.objects.exists()


def test_a_row_of_another_cohort_isnt_removed(cohort, other_cohort, organiser, signed_in):
    row = CostLine.objects.create(cohort=other_cohort, category="Rent", amount=1)
    assert signed_in(organiser).post(f"/c/spring/kept/costs/{row.pk}/remove").status_code == 404
    assert CostLine.objects.exists()


def test_a_text_replaces_the_one_with_its_key_and_the_form_begins_with_it(
    cohort, organiser, signed_in
):
    client = signed_in(organiser)
    for text in ("First.", "Second."):
        client.post("/c/spring/kept/texts/", {"key": "goals", "text": text})
    assert list(Text.objects.values_list("key", "text")) == [("goals", "Second.")]
    form = page(client, "/c/spring/kept/texts/?key=goals")
    assert "Second.</textarea>" in form
    assert "What we set out to do: Goals: written" in form
    assert "Next time: not written" in form


def test_pages_take_the_same_number_of_queries_for_one_row_and_for_five(
    cohort, organiser, participant, signed_in, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, member = signed_in(organiser), participant.memberships.get()
    counts = []
    for many in (1, 4):
        for number in range(many):
            capstone = Capstone.objects.create(cohort=cohort, title=f"c{many}-{number}")
            capstone.team.add(member)
            Outcome.objects.create(membership=member, kind="role")
            for what, (model, _, _) in KEPT.items():
                own = {"key": f"t{many}-{number}"} if what == "texts" else {}
                on = {"on": today_in(cohort), "value": 1} if what == "reach" else {}
                amount = {"amount": 1} if what == "costs" else {}
                model.objects.create(cohort=cohort, **own, **on, **amount)
        with CaptureQueriesContext(connection) as queries:
            for url in ("capstones", "outcomes", *(f"kept/{what}" for what in KEPT)):
                page(client, f"/c/spring/{url}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_to_do_near_the_end(cohort, participant, organiser, capstone):
    def titles(person, role):
        return [todo.title for todo in for_after(person, cohort, frozenset({role}))]

    rita = reviewer_in(cohort, "rita")
    assert titles(rita, "reviewer") == ["Score 1 capstone"]
    after.score(capstone, VALUES, actor=rita)
    assert titles(rita, "reviewer") == []

    cohort.start = cohort.end = today_in(cohort) + timedelta(days=9)
    assert titles(organiser, "organiser") == titles(participant, "participant") == []
    cohort.start = cohort.end = today_in(cohort) - timedelta(days=1)
    assert titles(organiser, "organiser") == ["Make the report"]
    assert titles(participant, "participant") == ["Tell what became of you"]
    member = participant.memberships.get()
    Outcome.objects.create(membership=member, kind="none")
    ReportRun.objects.create(
        cohort=cohort, edition="internal", cut_off=today_in(cohort), html="", bundle=b""
    )
    assert titles(organiser, "organiser") == titles(participant, "participant") == []
    cohort.end = today_in(cohort) - timedelta(days=220)
    assert titles(participant, "participant") == ["Tell what became of you 6 months after"]


def test_ones_copy_of_everything_has_capstones_scores_and_self_ratings(
    capstone, cohort, participant
):
    rita = reviewer_in(cohort, "rita")
    after.score(capstone, VALUES, actor=rita)
    sat(participant.memberships.get(), "arrays", "before", 2, timezone.now(), self_rating=3)
    mine, hers = export_of(participant), export_of(rita)
    assert [row["title"] for row in mine["capstones"]] == ["Maze"]
    assert [row["self_rating"] for row in mine["test_ratings"]] == [3]
    assert {row["criterion"]: row["value"] for row in hers["scores"]} == VALUES
    assert (mine["scores"], hers["capstones"], hers["test_ratings"]) == ([], [], [])
