"""An address is kept in one form, or refused with a sentence; one that can't be mailed stops nothing."""

import smtplib

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import account, membership, outbox, survey_wave
from bootcamp.web.cohort.domain.address import address_of
from bootcamp.web.cohort.domain.survey_items import SKIPPED, Entry
from bootcamp.web.cohort.domain.survey_seal import seal
from bootcamp.web.cohort.models import Envelope, OutboxMail, Wave

from .asked import a_wave, all_answer, crowd
from .conftest import make_person

BAD = {
    "ada@exam\u202cple.org": "an invisible character (U+202C) in it",
    "ada@exam\u200bple.org": "an invisible character (U+200B) in it",
    "ada@exam\u00adple.org": "an invisible character (U+00AD) in it",
    "ad\u200da@example.org": "an invisible character (U+200D) in it",
    "ada @example.org": "a space in it",
    "ada\u00a0x@example.org": "an invisible character (U+00A0) in it",
    "a“da@example.org": "“““ (U+201C) before the @",
    "adа@example.org": "“а” (U+0430) before the @",
    "ada@exa”mple.org": "(U+201D) behind the @",
    "ada@example..org": "which isn't one",
    "ada@-example.org": "which isn't one",
    "ada": "which isn't one",
    "@example.org": "which isn't one",
    "a@b@example.org": "which isn't one",
    "\u202e\u200b": "got nothing",
    "x" * 250 + "@example.org": "254 is the most",
    "ada@" + "é" * 70 + ".org": "which isn't one",
    "ada\0@example.org": "an invisible character (U+0000) in it",
    "a\ud800@example.org": "an invisible character (U+D800) in it",
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("\u202aada@example.org\u202c", "ada@example.org"),
        ("\ufeff ada@example.org\u200b\r\n", "ada@example.org"),
        ("“ada@example.org”", "ada@example.org"),
        ("<ada@example.org>,", "ada@example.org"),
        ("ada@example.org.", "ada@example.org"),
        ("ada@MÜNCHEN.de", "ada@xn--mnchen-3ya.de"),
        ("ada@exаmple.org", "ada@xn--exmple-4nf.org"),  # a Cyrillic а: it is seen
        ("ada@Faß.de", "ada@xn--fa-hia.de"),  # fass.de is someone else's
        ("ada@ab--cd.org", "ada@ab--cd.org"),
        ("o'neil+x@example.org", "o'neil+x@example.org"),
    ],
)
def test_an_address_has_one_form(typed, kept):
    assert address_of(typed) == kept == address_of(kept)


@pytest.mark.parametrize(("typed", "says"), BAD.items())
def test_what_no_mail_can_be_sent_to_is_refused_with_what_is_wrong(typed, says):
    with pytest.raises(BootcampError) as refused:
        address_of(typed)
    assert says.replace("“““", "““”") in str(refused.value)
    str(refused.value).encode()


PAGES = {
    "/account/login/": ("login", {"password": "secret"}),
    "/account/login/code/": ("email", {}),
    "/account/password/reset/": ("email", {}),
}


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("typed", [typed for typed in BAD if "\ud800" not in typed])
def test_who_isnt_signed_in_is_told_what_is_wrong(client, url, typed):
    name, more = PAGES[url]
    page = client.post(url, {name: typed, **more})
    assert page.status_code == 200
    assert (
        "Expected an e-mail address" in page.content.decode() or "required" in page.content.decode()
    )
    assert mail.outbox == []


@pytest.mark.parametrize("url", [url for url in PAGES if url != "/account/login/"])
def test_an_address_as_it_was_copied_finds_its_account(client, url, cohort):
    person = make_person("ada")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    client.post(url, {"email": "\u202aADA@example.org\u202c "})
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_one_who_changes_their_address_is_told_too(signed_in):
    person = make_person("ada")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    page = signed_in(person).post(
        "/account/email/", {"email": "ada@exam\u200bple.org", "action_add": ""}
    )
    assert "U+200B" in page.content.decode()


def test_invitations_and_organisers_have_the_same_rule(cohort, organiser):
    membership.invite(cohort, " New@Example.org\u202c", "ta", actor=organiser, site="s")
    assert cohort.invitations.get().email == "new@example.org"
    with pytest.raises(BootcampError, match="U\\+200B"):
        membership.invite(cohort, "n\u200bew@example.org", "ta", actor=organiser, site="s")
    assert account.organiser("Boss@Example.org.").email == "boss@example.org"
    with pytest.raises(BootcampError, match="which isn't one"):
        account.organiser("boss")


def test_an_address_of_old_that_cant_be_mailed_is_told_and_is_no_error_of_ours(client):
    person = make_person("ada")
    type(person).objects.filter(pk=person.pk).update(email="ada@example.org")
    EmailAddress.objects.create(user=person, email="ada@example.org", primary=True, verified=True)

    class Refusing(EmailBackend):
        def send_messages(self, messages):
            raise smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no")})

    globals()["Refusing"] = Refusing
    page = Client(raise_request_exception=False)
    from django.test import override_settings

    with override_settings(EMAIL_BACKEND=f"{__name__}.Refusing"):
        got = page.post("/account/login/code/", {"email": "ada@example.org"})
    assert (got.status_code, "No mail was sent" in got.content.decode()) == (503, True)


class Strict(EmailBackend):
    """A server that is told an address as bytes, as SMTP's are."""

    def send_messages(self, messages):
        for message in messages:
            message.to[0].encode("ascii")
        return super().send_messages(messages)


def test_one_mail_that_cant_be_sent_says_why_at_once_and_the_others_leave(cohort, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Strict"
    for number, to in enumerate(["a@example.org", "b@exam\u200bple.org", "c@example.org"]):
        outbox.put(f"k{number}", "x@example.org", "S\r\nBcc: z@example.org", "B", cohort=cohort)
        OutboxMail.objects.filter(key=f"k{number}").update(to=to)
    assert outbox.send_due() == 2
    poisoned = OutboxMail.objects.get(key="k1")
    assert (poisoned.state, poisoned.tries) == ("failed", 1)
    assert poisoned.error
    assert [message.subject for message in mail.outbox] == ["S Bcc: z@example.org"] * 2


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (450, b"later")}), "waiting"),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"never")}), "failed"),
        (smtplib.SMTPDataError(552, b"too long"), "failed"),
        (smtplib.SMTPAuthenticationError(535, b"who"), "waiting"),
        (smtplib.SMTPServerDisconnected("gone"), "waiting"),
        (TimeoutError(), "waiting"),
        (ValueError("a header with a line end"), "failed"),
        (KeyError("whatever"), "failed"),
    ],
)
def test_what_is_for_good_isnt_tried_again(cohort, settings, error, state):
    class Raising(EmailBackend):
        def send_messages(self, messages):
            raise error

    globals()["Raising"] = Raising
    settings.EMAIL_BACKEND = f"{__name__}.Raising"
    outbox.put("k", "x@example.org", "S", "B", cohort=cohort)
    assert outbox.send_due() == 0
    assert OutboxMail.objects.get().state == state


def test_a_wave_that_cant_be_closed_says_why_and_the_others_close(cohort, organiser, signed_in):
    over = timezone.now()
    people = crowd(cohort, cohort.k)
    bad, good = (a_wave(cohort, organiser, key=key) for key in ("bad", "good"))
    for wave in (bad, good):
        all_answer(wave, people)
    entries = {"rating": Entry("answered", number="SECRET"), "words": SKIPPED}
    broken = seal(entries, False, 500, bad.public)
    Envelope.objects.filter(wave=bad).update(sealed=broken)
    Wave.objects.update(closes_at=over)
    assert survey_wave.close_due() == 1
    states = dict(Wave.objects.values_list("form__key", "state"))
    assert states == {"bad": "open", "good": "closed"}
    bad.refresh_from_db()
    page = signed_in(organiser).get(f"/c/spring/waves/{bad.public}/").content.decode()
    assert "can't be closed (ValueError)" in page.replace("&#x27;", "'")
    assert "SECRET" not in bad.error + page
