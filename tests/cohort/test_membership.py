"""Invitations, roles and states."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import membership, outbox
from bootcamp.web.cohort.models import AuditEvent, Invitation, Membership
from bootcamp.web.cohort.models.membership import Role

from .conftest import at_once, join, make_person


def invite(cohort, organiser, email="new@example.org", role=Role.PARTICIPANT):
    return membership.invite(cohort, email, role, actor=organiser, site="https://c.example.org")


def test_an_invited_person_signs_up_by_the_mailed_link_and_is_a_member(cohort, organiser, client):
    invite(cohort, organiser)
    assert outbox.send_due() == 1
    link = re.search(r"https://c.example.org(/invitation/\S+/)", mail.outbox[0].body)[1]
    assert client.get(link).status_code == 200
    page = client.post(
        "/account/signup/", {"email": "new@example.org", "password1": "a-long-phrase-47"}
    )
    assert page.status_code == 302
    code = re.search(r"^[A-Z0-9-]{6,9}$", mail.outbox[1].body, re.M)[0]
    client.post("/account/confirm-email/", {"code": code})
    assert "This field is required" in client.post(link).content.decode()
    assert not Membership.objects.filter(person__email="new@example.org").exists()
    client.post(link, {"name": "Nova"})
    found = Membership.objects.get(person__email="new@example.org")
    assert (found.cohort, found.role, found.state) == (cohort, "participant", "active")
    assert str(found.person) == "Nova"


def test_without_an_invitation_nobody_signs_up(client):
    client.post("/account/signup/", {"email": "x@example.org", "password1": "a-long-phrase-47"})
    assert not Membership.objects.exists()
    assert b"closed" in client.get("/account/signup/").content.lower()


def test_an_invitation_is_accepted_once(cohort, organiser):
    token = invite(cohort, organiser)
    membership.accept(token, actor=make_person("ann"))
    with pytest.raises(BootcampError, match="used already"):
        membership.accept(token, actor=make_person("ben"))
    assert Membership.objects.filter(role="participant").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twelve_who_accept_one_invitation_at_once_one_does(cohort, organiser):
    token = invite(cohort, organiser)
    people = [make_person(f"person{number}") for number in range(12)]
    found = at_once(12, lambda number: membership.accept(token, actor=people[number]))
    accepted = [one for one in found if isinstance(one, Membership)]
    refused = [str(one) for one in found if isinstance(one, BootcampError)]
    assert (len(accepted), set(refused), len(refused)) == (1, {membership.USED}, 11)
    assert Membership.objects.filter(role="participant").count() == 1


def test_an_invitation_that_expired_or_was_withdrawn_is_refused(cohort, organiser):
    token = invite(cohort, organiser)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with pytest.raises(BootcampError, match="isn't valid"):
        membership.accept(token, actor=make_person("ann"))
    again = invite(cohort, organiser)
    open_one = Invitation.objects.get(withdrawn_at=None)
    membership.withdraw_invitation(open_one, actor=organiser)
    with pytest.raises(BootcampError, match="isn't valid"):
        membership.accept(again, actor=make_person("ben"))


def test_an_address_isnt_invited_twice_as_the_same(cohort, organiser):
    invite(cohort, organiser)
    with pytest.raises(BootcampError, match="invited as participant already"):
        invite(cohort, organiser, "NEW@example.org")
    assert Invitation.objects.count() == 1


def test_the_token_is_nowhere_in_the_table_of_invitations(cohort, organiser):
    token = invite(cohort, organiser)
    kept = str(Invitation.objects.values().get())
    assert token not in kept
    assert membership.hash_of_token(token) in kept


def test_who_takes_part_gets_no_other_role(cohort, organiser, participant, ta):
    token = invite(cohort, organiser, role=Role.TA)
    with pytest.raises(BootcampError, match="participant of Spring already"):
        membership.accept(token, actor=participant)
    token = invite(cohort, organiser)
    with pytest.raises(BootcampError, match="ta of Spring already"):
        membership.accept(token, actor=ta)


def test_the_last_organiser_stays(cohort, organiser):
    mine = Membership.objects.get(person=organiser)
    with pytest.raises(BootcampError, match="last organiser"):
        membership.set_state(mine, "withdrawn", actor=organiser)
    join(make_person("oskar"), cohort, Role.ORGANISER)
    membership.set_state(mine, "withdrawn", actor=organiser)
    assert AuditEvent.objects.get().verb == "set to withdrawn"


def test_addresses_pasted_in_any_way_are_invited_and_a_wrong_one_stops_all(
    cohort, organiser, signed_in
):
    client = signed_in(organiser)
    said = client.post("/c/spring/people/", {"emails": "a@b.org, nonsense", "role": "participant"})
    assert "Line 1: Expected an e-mail address, got “nonsense”" in said.content.decode()
    assert not Invitation.objects.exists()
    client.post("/c/spring/people/", {"emails": "a@b.org,c@d.org\nA@b.org", "role": "participant"})
    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["a@b.org", "c@d.org"]
