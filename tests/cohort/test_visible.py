"""Which rows each person may read, model by model: said once more by hand, and tried as everyone."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from bootcamp.web.cohort import models

from .world import VISITORS, World

ORGANISER = {"organiser"}
TEACHERS = {"organiser", "ta"}
READERS = {"organiser", "evaluator"}
IN_IT = {"participant", "ta", "mentor", "reviewer", "speaker", "organiser", "evaluator", "alumna"}
SEEN_BY = {  # model: who reads the row that is about `subject`, beside `subject`
    "Attempt": TEACHERS,
    "AuditEvent": ORGANISER,
    "Capstone": {"organiser", "ta", "evaluator", "reviewer"},
    "CapstoneScore": {"organiser", "evaluator", "reviewer"},  # this one is the reviewer's own
    "Cohort": IN_IT,
    "CostLine": READERS,
    "Form": ORGANISER,
    "Invitation": ORGANISER,
    "Mark": TEACHERS,
    "Membership": TEACHERS,
    "Metric": READERS,
    "OutboxMail": ORGANISER,
    "Outcome": READERS,
    "ReportRun": READERS,
    "Response": set(),
    "Reuse": READERS,
    "Section": IN_IT,
    "Standing": TEACHERS,
    "Submission": set(),
    "Test": set(),
    "Text": READERS,
    "Token": set(),
    "Wave": READERS,
}
ABOUT_SUBJECT = {
    "Attempt", "Capstone", "Cohort", "Mark", "Membership", "OutboxMail", "Outcome", "Response",
    "Section", "Standing", "Submission", "Test", "Token", "Wave",
}  # fmt: skip


def fill(world):
    """One row of each model, about `subject`; by name."""
    subject, member, cohort = world.people["subject"], world.member("subject"), world.cohort
    now = timezone.now()
    made = {"cohort": cohort}
    form = models.Form.objects.create(key="g", title="F", mode="confidential", **made)
    wave = models.Wave.objects.create(form=form, key="v", **made)
    models.Receipt.objects.create(wave=wave, membership=member)
    capstone = models.Capstone.objects.create(title="C", **made)
    capstone.team.add(member)
    work = {"person": subject, "exercise": "double"}
    return {
        "Attempt": models.Attempt.objects.create(
            at=now, outcome="failed", honest=True, code_hash="0", verdict={}, source="page", **work
        ),
        "AuditEvent": models.AuditEvent.objects.filter(**made).first(),
        "Capstone": capstone,
        "CapstoneScore": world.score,
        "Cohort": cohort,
        "CostLine": models.CostLine.objects.create(category="rent", amount=1, **made),
        "Form": form,
        "Invitation": world.invitation,
        "Mark": models.Mark.objects.create(kind="hint", **work),
        "Membership": member,
        "Metric": models.Metric.objects.create(what="m", value=1, on=now.date(), **made),
        "OutboxMail": models.OutboxMail.objects.get(),
        "Outcome": models.Outcome.objects.create(membership=member, kind="role"),
        "ReportRun": models.ReportRun.objects.create(
            edition="internal", spec="", spec_hash="", data_hash="", html="", bundle=b"",
            cut_off=now.date(), **made,
        ),
        "Response": models.Response.objects.create(wave=wave, membership=member),
        "Reuse": models.Reuse.objects.create(organisation="o", **made),
        "Section": cohort.sections.first(),
        "Standing": models.Standing.objects.create(**work),
        "Submission": models.Submission.objects.create(code="", **work),
        "Test": models.Test.objects.create(
            membership=member, chapter="arrays", phase="before", seed=1, **made
        ),
        "Token": models.Token.objects.create(person=subject, hash="0"),
        "Text": models.Text.objects.create(key="another", **made),
        "Wave": wave,
    }  # fmt: skip


@pytest.fixture
def world(fast):
    return World()


def test_every_model_that_says_who_sees_it_is_in_the_table():
    with_rule = {
        model.__name__
        for model in apps.get_app_config("cohort").get_models()
        if hasattr(model._default_manager, "visible_to")
    }
    assert with_rule == set(SEEN_BY)


def test_each_row_is_read_by_those_it_is_for_and_by_nobody_else(world):
    rows = fill(world)
    visitors = [name for name in VISITORS if name != "stranger"] + ["subject"]
    for model, whom in SEEN_BY.items():
        found = {
            name
            for name in visitors
            if type(rows[model]).objects.visible_to(world.people[name]).filter(pk=rows[model].pk)
        }
        assert found == whom | ({"subject"} if model in ABOUT_SUBJECT else set()), model


def test_an_organiser_who_also_takes_part_sees_what_a_participant_sees(world):
    """No verb makes such a pair; a row that was there before a rule may."""
    rows, both = fill(world), world.people["organiser"]
    models.Membership.objects.create(person=both, cohort=world.cohort, role="participant")
    seen = {
        model for model, row in rows.items() if type(row).objects.visible_to(both).filter(pk=row.pk)
    }
    assert seen == {"Cohort", "Section"}


def test_identified_answers_are_read_by_organisers_and_confidential_ones_are_not(world):
    rows = fill(world)
    seen = models.Response.objects.visible_to(world.people["organiser"])
    assert list(seen) == []
    rows["Form"].mode = "identified"
    rows["Form"].save()
    assert list(seen.all()) == [rows["Response"]]


def test_a_participant_who_left_long_ago_sees_nothing_of_the_cohort(world):
    person = world.people["subject"]
    person.memberships.update(state="withdrawn", since=timezone.now() - timedelta(days=99))
    assert list(models.Cohort.objects.visible_to(person)) == []
    assert list(models.Section.objects.visible_to(person)) == []
