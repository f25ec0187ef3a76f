"""Mail leaves once; what didn't leave is seen and tried again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from bootcamp.web.cohort.domain import outbox
from bootcamp.web.cohort.models import OutboxMail


class Refusing(EmailBackend):
    """A server that refuses everything."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.fixture
def waiting(cohort):
    outbox.put("once", "a@example.org", "Hello", "Text", cohort=cohort)


def test_a_mail_leaves_once(waiting):
    assert [outbox.send_due(), outbox.send_due()] == [1, 0]
    assert [m.to for m in mail.outbox] == [["a@example.org"]]
    assert OutboxMail.objects.get().state == "sent"


def test_the_same_key_is_the_same_mail(waiting, cohort):
    outbox.put("once", "b@example.org", "Other", "Other", cohort=cohort)
    assert OutboxMail.objects.get().to == "a@example.org"


def test_a_refused_mail_says_why_waits_longer_each_time_and_is_given_up(waiting, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    now, waits = timezone.now(), []
    for _ in range(outbox.TRIES):
        assert OutboxMail.objects.get().state == "waiting"
        assert outbox.send_due(now) == 0
        later = OutboxMail.objects.get().next_try_at
        waits.append((later - now) / timedelta(minutes=1))
        now = later
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    found = OutboxMail.objects.get()
    assert (found.state, found.error) == (
        "failed", "ConnectionRefusedError: [Errno 111] Connection refused"
    )  # fmt: skip
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.send_due(now) == 0


class Interrupting(EmailBackend):
    """Someone else sends what waits while the first mail is on its way."""

    def send_messages(self, messages):
        sent = super().send_messages(messages)
        outbox.send_due()
        return sent


def test_two_who_send_at_once_send_each_mail_once(waiting, cohort, settings):
    outbox.put("second", "b@example.org", "Hello", "Text", cohort=cohort)
    settings.EMAIL_BACKEND = f"{__name__}.Interrupting"
    outbox.send_due()
    assert sorted(m.to[0] for m in mail.outbox) == ["a@example.org", "b@example.org"]


def test_an_organiser_is_told_of_mail_that_doesnt_leave_and_sends_it_again(
    waiting, organiser, cohort, signed_in, settings
):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    client = signed_in(organiser)
    assert "hasn’t left" not in client.get("/c/spring/").content.decode()
    now = timezone.now()
    for _ in range(outbox.TRIES):
        outbox.send_due(now)
        now = OutboxMail.objects.get().next_try_at
    assert "1 mail hasn’t left" in client.get("/c/spring/").content.decode()
    page = client.get("/c/spring/mail/").content.decode()
    assert "ConnectionRefusedError: [Errno 111] Connection refused" in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.post(f"/c/spring/mail/{OutboxMail.objects.get().pk}/again")
    outbox.send_due()
    assert [m.to for m in mail.outbox] == [["a@example.org"]]
    assert "hasn’t left" not in client.get("/c/spring/").content.decode()
    said = client.post(f"/c/spring/mail/{OutboxMail.objects.get().pk}/again", follow=True)
    assert "This mail was not given up" in said.content.decode()


def test_mail_that_waits_because_nobody_sends_is_told_after_two_minutes(waiting, cohort):
    soon = timezone.now() + timedelta(minutes=1)
    assert [outbox.stuck_in(cohort, soon).count()] == [0]
    assert outbox.stuck_in(cohort, soon + timedelta(minutes=2)).get().to == "a@example.org"


def test_the_page_of_mails_never_shows_what_is_in_them(organiser, cohort, signed_in):
    outbox.put("k", "a@example.org", "Subject", "a-secret-link", cohort=cohort)
    page = signed_in(organiser).get("/c/spring/mail/").content.decode()
    assert "Subject" in page
    assert "a-secret-link" not in page
