"""What was agreed to be quoted is taken back, and a published edition withdrawn."""

import pytest

from bootcamp.errors import BootcampError
from bootcamp.report.figures import Withheld
from bootcamp.web.cohort.domain.figures import figures_in, report_in
from bootcamp.web.cohort.domain.privacy import agreed, set_consent
from bootcamp.web.cohort.domain.report import publish, withdraw
from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.cohort.domain.today import things_to_do
from bootcamp.web.cohort.models import Answer, AuditEvent, Response

from .asked import a_wave, crowd, given
from .reported import URL, make, participants_of, text_of

WHY = "A figure was wrong."


@pytest.fixture
def members(cohort):
    return participants_of(cohort)


@pytest.fixture
def published(cohort, organiser, members):
    run = make(cohort, organiser, "public")
    publish(run, actor=organiser)
    return run


def test_a_withdrawn_edition_is_read_by_nobody_and_its_address_says_why(
    cohort, organiser, published, signed_in, client
):
    public, own = f"/report/{published.public}/", f"{URL}{published.public}/"
    assert client.get(public).status_code == 200
    said = signed_in(organiser).post(own + "withdraw", {"why": WHY}, follow=True)
    assert f"readers are told: {WHY}" in text_of(said)
    for url in (public, public + "bundle"):
        gone = client.get(url)
        assert (gone.status_code, WHY in gone.content.decode()) == (410, True)
        assert "Impact" not in gone.content.decode()
    assert "public, withdrawn" in text_of(signed_in(organiser).get(URL))
    assert AuditEvent.objects.filter(verb="withdrew a report").count() == 1


@pytest.mark.parametrize("why", ["", " \n ", "x" * 301])
def test_without_a_reason_that_fits_it_stays_published(published, organiser, client, why):
    with pytest.raises(BootcampError, match="Expected a reason of at most 300"):
        withdraw(published, why, actor=organiser)
    assert client.get(f"/report/{published.public}/").status_code == 200


def test_what_nobody_can_read_isnt_withdrawn(cohort, organiser, published):
    withdraw(published, WHY, actor=organiser)
    for run in (published, make(cohort, organiser), make(cohort, organiser, "public")):
        with pytest.raises(BootcampError, match="got one that nobody can read"):
            withdraw(run, "Another reason.", actor=organiser)
    published.refresh_from_db()
    assert published.withdrawn_why == WHY
    with pytest.raises(BootcampError, match="published already"):
        publish(published, actor=organiser)


def test_later_editions_are_held_against_one_that_was_withdrawn(cohort, organiser, published):
    withdraw(published, WHY, actor=organiser)
    Answer.objects.filter(number=2).update(number=1)
    [item] = figures_in(report_in(make(cohort, organiser, "public").figures))["career"].items
    assert isinstance(item, Withheld)


def test_a_tick_in_a_form_is_an_agreement_that_can_be_taken_back_when_it_has_closed(
    cohort, organiser, signed_in
):
    person, other = crowd(cohort, 2)
    wave = a_wave(cohort, organiser, "confidential")
    for each in (person, other):
        answer(wave, given(4, "My words."), actor=each, may_quote=True)
    client = signed_in(person)
    assert "public report, without my name: <strong>yes" in text_of(client.get("/me/"))
    client.post("/me/consent/quote", {"agrees": "no"})
    assert "public report, without my name: <strong>no" in text_of(client.get("/me/"))
    still = Response.objects.filter(may_quote=True)
    assert [response.membership.person for response in still] == [other]


def test_an_anonymous_tick_leaves_no_agreement_behind_that_would_tell_who_ticked(cohort, organiser):
    person = crowd(cohort, 1)[0]
    answer(a_wave(cohort, organiser), given(4, "My words."), actor=person, may_quote=True)
    assert not agreed(person, "quote")


def test_an_organiser_is_told_that_words_were_taken_back_but_not_whose(
    cohort, organiser, members, published
):
    person = members[0].person

    def told():
        found = things_to_do(organiser, cohort, frozenset({"organiser"}))
        return [todo for todo in found if "taken back" in todo.why or "took back" in todo.why]

    set_consent("quote", True, actor=person)
    assert told() == []
    set_consent("quote", False, actor=person)
    [todo] = told()
    assert (todo.title, todo.url) == (
        "Look again at the edition of 10 July", f"{URL}{published.public}/",
    )  # fmt: skip
    assert person.name not in todo.title + todo.why
    newer = make(cohort, organiser, "public")
    publish(newer, actor=organiser)
    withdraw(published, WHY, actor=organiser)
    assert told() == []
