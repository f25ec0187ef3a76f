"""Consent, a copy of one's data, and erasure: afterwards nothing of them is left but counts."""

import json

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import membership, outbox, privacy
from bootcamp.web.cohort.models import (
    Answer,
    Attempt,
    Consent,
    DataRequest,
    Draft,
    Form,
    Mark,
    Membership,
    Outcome,
    Question,
    Response,
    Submission,
    Test,
    TestItem,
    Wave,
)

from .conftest import join, make_person

CANARY = "CANARY"


def fill(person, cohort):
    """Something of theirs in every table that can hold it, with a canary in each text."""
    person.name = f"{CANARY} name"
    person.save()
    now = timezone.now()
    mine = person.memberships.get(cohort=cohort)
    membership.invite(cohort, person.email, "ta", actor=person, site="https://x")
    outbox.put("k", person.email, CANARY, CANARY, cohort=cohort, person=person)
    Attempt.objects.create(person=person, exercise="double", at=now, outcome="failed", honest=True,
                           code_hash="0", code=CANARY, verdict={"says": CANARY}, source="page")  # fmt: skip
    Mark.objects.create(person=person, exercise="double", kind="hint")
    Draft.objects.create(person=person, exercise="double", code=CANARY)
    Submission.objects.create(person=person, exercise="double", code=CANARY)
    form = Form.objects.create(cohort=cohort, key="exit", title="Exit", mode="confidential")
    asked = Question.objects.create(form=form, code="why", text="Why?", kind="long")
    rated = Question.objects.create(form=form, code="fit", text="Fit?", kind="likert5")
    wave = Wave.objects.create(cohort=cohort, form=form, key="exit")
    response = Response.objects.create(wave=wave, membership=mine)
    Answer.objects.create(response=response, question=asked, status="answered", text=CANARY)
    Answer.objects.create(response=response, question=rated, status="answered", number=4)
    test = Test.objects.create(
        membership=mine, cohort=cohort, chapter="arrays", phase="before", seed=1
    )
    TestItem.objects.create(test=test, name="a", answer=CANARY, points=1)
    Outcome.objects.create(membership=mine, kind="role", what=CANARY, may_publish=True)
    privacy.set_consent("quote", True, actor=person)


def sessions_of(person):
    """How many browsers they are signed in with."""
    return sum(
        session.get_decoded().get("_auth_user_id") == str(person.pk)
        for session in Session.objects.all()
    )


def everything():
    """All that the tables hold, as text."""
    return "".join(
        json.dumps(list(model._default_manager.values()), default=str)
        for model in apps.get_models(include_auto_created=True)
    )


def test_a_copy_holds_everything_that_is_theirs_and_nothing_of_others(cohort, participant):
    other = make_person("otto")
    join(other, cohort)
    fill(participant, cohort)
    Draft.objects.create(person=other, exercise="double", code="OTHERS")
    copy = privacy.export_of(participant)
    text = json.dumps(copy, default=str)
    assert "OTHERS" not in text
    for part in ("attempts", "drafts", "submissions", "answers", "tests", "outcomes", "mails"):
        assert CANARY in json.dumps(copy[part], default=str), part
    assert copy["answers"][1]["number"] == 4 or copy["answers"][0]["number"] == 4
    assert copy["person"]["email"] == "petra@example.org"


def test_after_erasure_nothing_of_theirs_is_left_but_counts(
    cohort, organiser, participant, signed_in
):
    fill(participant, cohort)
    client, elsewhere = signed_in(participant), signed_in(participant)
    assert CANARY in everything()
    assert sessions_of(participant) == 2
    assert client.post("/me/erase", {"email": "wrong@example.org"}).status_code == 200
    assert CANARY in everything()
    assert b"Erased" in client.post("/me/erase", {"email": "Petra@example.org"}).content
    left = everything()
    assert CANARY not in left
    assert "petra" not in left.lower()
    assert Membership.objects.filter(cohort=cohort, role="participant").count() == 1
    assert Answer.objects.get(question__code="fit").number == 4
    assert DataRequest.objects.get().state == "done"
    assert sessions_of(participant) == 0
    assert elsewhere.get("/me/").status_code == 302


def test_the_last_organiser_isnt_erased(cohort, organiser):
    with pytest.raises(BootcampError, match="last organiser of Spring"):
        privacy.erase(actor=organiser)
    organiser.refresh_from_db()
    assert organiser.email == "olga@example.org"


def test_consent_is_given_and_taken_back_and_each_is_kept(participant):
    assert not privacy.agreed(participant, "push")
    for agrees in (True, True, False, False, True):
        privacy.set_consent("push", agrees, actor=participant)
        assert privacy.agreed(participant, "push") == agrees
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
    assert Consent.objects.count() == 2
    with pytest.raises(BootcampError, match="nothing called `spam`"):
        privacy.set_consent("spam", True, actor=participant)
