"""What became of people: told by themselves, or by organisers who know."""

from datetime import date

import pytest

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import after
from bootcamp.web.cohort.models import (
    Outcome,
)

from .conftest import join, make_person
from .test_after import page


def test_a_participant_tells_their_outcome_and_agrees_to_its_publication(
    cohort, participant, signed_in
):
    cohort.start, cohort.end = date(2026, 1, 5), date(2026, 1, 30)
    cohort.save()
    fields = {"kind": "role", "track": "capabilities", "months_after": 6, "what": "Hired"}
    client = signed_in(participant)
    early = client.post("/c/spring/outcomes/", fields | {"months_after": 24})
    assert "24 months after 2026-01-30: not yet" in early.content.decode()
    assert not Outcome.objects.exists()
    client.post("/c/spring/outcomes/", fields | {"may_publish": "on"})
    outcome = Outcome.objects.get()
    assert outcome.membership.person == participant
    assert (outcome.kind, outcome.track, outcome.months_after) == ("role", "capabilities", 6)
    assert outcome.may_publish
    assert "Hired" in page(client, "/c/spring/outcomes/")
    client.post(f"/c/spring/outcomes/{outcome.pk}/remove")
    assert not Outcome.objects.exists()


def test_an_organiser_cant_agree_to_publication_for_someone(
    cohort, participant, organiser, signed_in
):
    member = participant.memberships.get()
    fields = {
        "membership": member.pk, "kind": "none", "track": "unknown", "months_after": 0,
        "on": "2026-07-01",
    }  # fmt: skip
    signed_in(organiser).post("/c/spring/outcomes/", fields | {"may_publish": "on"})
    assert not Outcome.objects.get().may_publish
    with pytest.raises(BootcampError, match="Only whose outcome it is"):
        after.tell_outcome(
            Outcome(membership=member, kind="role", may_publish=True), actor=organiser
        )


def test_one_participant_neither_sees_nor_removes_anothers_outcome(cohort, participant, signed_in):
    other = join(make_person("otto"), cohort)
    outcome = Outcome.objects.create(membership=other, kind="role", what="Secret")
    client = signed_in(participant)
    assert "Secret" not in page(client, "/c/spring/outcomes/")
    assert client.post(f"/c/spring/outcomes/{outcome.pk}/remove").status_code == 404
    assert Outcome.objects.exists()


def test_an_outcome_for_someone_of_another_cohort_is_refused(
    cohort, other_cohort, organiser, signed_in
):
    other = join(make_person("otto"), other_cohort)
    fields = {"membership": other.pk, "kind": "none", "track": "unknown", "months_after": 0}
    assert "Otto" not in page(signed_in(organiser), "/c/spring/outcomes/")
    signed_in(organiser).post("/c/spring/outcomes/", fields)
    assert not Outcome.objects.exists()
