"""Reminders go to those who haven't answered, once each, and tell organisers no names."""

import pytest
from django.core import mail

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import outbox
from bootcamp.web.cohort.domain.survey_remind import remind
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.models import OutboxMail

from .asked import a_wave, all_answer, crowd

URL = "https://c.example.org/c/spring/answer/x/"


def send(wave, actor, number=1, body="Please: {link} today."):
    return remind(wave, "Subject", body, number=number, actor=actor, url=URL)


@pytest.mark.parametrize("mode", ["anonymous", "confidential", "identified"])
def test_it_is_mailed_to_those_alone_who_are_asked_and_havent_answered(cohort, organiser, mode):
    people = crowd(cohort, 6)
    wave = a_wave(cohort, organiser, mode)
    all_answer(wave, people[:3])
    people[5].memberships.update(state="withdrawn")
    assert send(wave, organiser) == 2
    outbox.send_due()
    assert sorted(sent.to[0] for sent in mail.outbox) == [p.email for p in people[3:5]]
    assert mail.outbox[0].body == f"Please: {URL} today."


def test_the_same_reminder_isnt_sent_twice_and_a_second_one_is(cohort, organiser):
    people = crowd(cohort, 3)
    wave = a_wave(cohort, organiser)
    send(wave, organiser)
    with pytest.raises(BootcampError, match="sent already: nobody was mailed twice"):
        send(wave, organiser)
    all_answer(wave, people[:1])
    assert send(wave, organiser, number=2) == 2
    keys = set(OutboxMail.objects.values_list("key", flat=True))
    member = people[2].memberships.get()
    assert len(keys) == 5
    assert {f"reminder:{wave.public}:{member.public}:{n}" for n in (1, 2)} <= keys


def test_a_text_without_the_link_gets_it_at_the_end(cohort, organiser):
    crowd(cohort, 1)
    send(a_wave(cohort, organiser), organiser, body="Please.")
    assert OutboxMail.objects.get().body == f"Please.\n\n{URL}\n"


def test_who_hasnt_answered_anonymously_is_not_in_what_organisers_read(cohort, organiser):
    person = crowd(cohort, 1)[0]
    open_ones = OutboxMail.objects.visible_to(organiser)
    send(a_wave(cohort, organiser, "confidential"), organiser)
    assert open_ones.count() == 1  # so it could be seen
    send(a_wave(cohort, organiser, "anonymous", key="b"), organiser)
    assert open_ones.count() == 1
    assert OutboxMail.objects.visible_to(person).count() == 2


def test_nobody_is_reminded_of_what_is_closed(cohort, organiser):
    crowd(cohort, 1)
    wave = close_wave(a_wave(cohort, organiser), actor=organiser)
    with pytest.raises(BootcampError, match="nobody was reminded"):
        send(wave, organiser)
    assert not OutboxMail.objects.exists()
