"""What a sceptical reading found, each as it was found."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.report.editions import held_against
from bootcamp.report.figures import Base, Figure, Gain, Interval, Part, Report, Row, Withheld
from bootcamp.web.cohort.domain import after
from bootcamp.web.cohort.domain.account import organiser as allow
from bootcamp.web.cohort.domain.membership import invite
from bootcamp.web.cohort.domain.privacy import set_consent
from bootcamp.web.cohort.domain.progress import quiet
from bootcamp.web.cohort.domain.quiz_answer import bare
from bootcamp.web.cohort.domain.report import publish
from bootcamp.web.cohort.domain.today import things_to_do
from bootcamp.web.cohort.forms.people import InviteForm
from bootcamp.web.cohort.models import Capstone, CostLine, Membership, Person
from bootcamp.web.cohort.models.membership import Role

from .accounts import ADDRESS, CODE, PASSWORD, begin_sign_up, known, signed_in_as
from .asked import a_wave
from .conftest import join, make_person
from .reported import make, participants_of
from .test_progress import people, tried
from .test_quiz import begins

__all__ = ["begins", "known"]  # fixtures
BASE = Base(9, 9, 9)


def text_of(client, url):
    return client.get(url).content.decode()


def code_signs_in(address):
    """A browser in which someone has signed in by the code that is mailed to this address."""
    from django.core import mail

    client = Client()
    client.post("/account/login/code/", {"email": address})
    client.post("/account/login/code/confirm/", {"code": CODE.search(mail.outbox[-1].body)[0]})
    return client


def password_opens(address, password=PASSWORD):
    client = Client()
    client.post("/account/login/", {"login": address, "password": password})
    return signed_in_as(client) is not None


@pytest.mark.parametrize("comes_by", ["invitation", "the host"])
def test_a_stranger_who_signed_up_with_ones_address_has_no_way_in(cohort, organiser, comes_by):
    link = f"/invitation/{invite(cohort, 'mallory@example.org', 'ta', actor=organiser, site='x')}/"
    mallory, _ = begin_sign_up(link, ADDRESS)  # somebody else's address, a password of theirs
    if comes_by == "the host":
        allow(ADDRESS)
    client = code_signs_in(ADDRESS)
    assert Person.objects.get(email=ADDRESS).pk == int(signed_in_as(client))
    assert not password_opens(ADDRESS)
    for page in ("signup", "login", "confirm-email"):  # where their own sign-up still waits
        mallory.get(f"/account/{page}/", follow=True)
        assert signed_in_as(mallory) is None


def test_who_signs_in_by_code_again_keeps_the_password(known):
    assert signed_in_as(code_signs_in(known.email))
    assert password_opens(known.email)


def test_an_edition_that_quotes_isnt_published_once_words_were_taken_back(cohort, organiser):
    members = participants_of(cohort)
    run = make(cohort, organiser, "public")
    set_consent("quote", True, actor=members[0].person)
    set_consent("quote", False, actor=members[0].person)
    with pytest.raises(BootcampError, match="took back the words"):
        publish(run, actor=organiser)
    publish(make(cohort, organiser, "public"), actor=organiser)


def test_of_a_nameless_organiser_and_a_nameless_evaluator_both_are_said(
    cohort, organiser, evaluator, participant, signed_in
):
    Person.objects.update(name="")
    wave = a_wave(cohort, organiser)
    page = text_of(signed_in(participant), f"/c/spring/answer/{wave.public}/")
    assert "Evaluated by someone without a name" in page
    assert "nobody else does" not in page
    assert len({str(each) for each in Person.objects.all()}) == Person.objects.count()


def report(*figures):
    return Report("T", None, "public", (Part("p", "P", figures),), {"k": 5})


def test_digits_that_arent_kept_any_more_are_no_change():
    def edition(before, minutes, solved=4.0):
        gain = Gain("G", before, 0.5, 0.25, Interval(0.1, 0.4, 0.95, "m"), None, None, BASE)
        row = Row(("Arrays", 37.0, solved, 3.0, minutes))
        return report(
            Figure("g", "gain", "G", (gain,)), Figure("e", "table", "E", (row,), base=BASE)
        )

    def shown(new, old):
        return [type(f.items[0]) for p in held_against(new, old).parts for f in p.figures]

    old = edition(0.384615, 83.4)
    assert shown(edition(0.38, 83), old) == [Gain, Row]
    assert shown(edition(0.39, 83), old) == [Withheld, Row]
    assert shown(edition(0.38, 84), old) == [Gain, Withheld]
    assert shown(edition(0.38, 83, 4.5), old) == [Gain, Withheld]


def test_todo_and_page_name_the_same_quiet_people(tiny, cohort, ta, signed_in):
    today = timezone.localdate()
    cohort.start, cohort.end = today - timedelta(days=20), today + timedelta(days=20)
    cohort.save()
    waits, done, joined, left = people(cohort, 4)
    ago = timezone.now() - timedelta(days=19)
    Membership.objects.exclude(person=joined).update(since=ago)
    left.memberships.update(state="completed")
    for name in tiny.exercises:
        tried(done, name, (0, "passed"), since=ago)
    assert [member.person for member in quiet(cohort, timezone.now())] == [waits]
    told = {t.title: t.why for t in things_to_do(ta, cohort, frozenset({"ta"}))}
    assert told["See who is quiet"].startswith("1 person has tried nothing")
    page = text_of(signed_in(ta), "/c/spring/progress/")
    quiet_part = page[page.index('id="quiet"') : page.index('id="people"')]
    assert str(waits) in quiet_part
    assert not any(str(each) in quiet_part for each in (done, joined, left))


def test_a_row_kept_before_it_had_a_day_is_corrected_and_keeps_that_day(
    cohort, organiser, signed_in
):
    row = CostLine.objects.create(
        cohort=cohort, category="Rent", amount=1, currency="EUR", on="2000-01-01"
    )
    fields = {"category": "Rent", "amount": "2", "currency": "EUR", "on": "2000-01-01"}
    signed_in(organiser).post(f"/c/spring/kept/costs/?change={row.pk}", fields)
    row.refresh_from_db()
    assert (row.amount, str(row.on)) == (2, "2000-01-01")
    assert signed_in(organiser).get("/c/spring/kept/costs/?change=²").status_code == 200


def test_who_has_completed_the_cohort_reads_their_finished_test(
    begins, cohort, participant, signed_in
):
    client, page = signed_in(participant), "/c/spring/tests/arrays/before/"
    client.post(page)
    participant.memberships.update(state="completed")
    assert client.get(page).status_code == 404  # it was never finished
    participant.memberships.get().tests.update(ended_at=timezone.now())
    assert client.get(page).status_code == 200
    assert page in text_of(client, "/c/spring/progress/")


def test_a_choice_that_the_course_has_dropped_is_no_answer():
    class Asked:
        choices = ("a", "b")

        def is_blank(self, given):
            return not given

    assert (bare(Asked(), "a"), bare(Asked(), "an older text")) == ("a", "")


def test_no_pasted_address_is_dropped_in_silence():
    def taken(text):
        form = InviteForm({"emails": text, "role": "ta"})
        return form.cleaned_data["emails"] if form.is_valid() else None

    assert taken("Ada <a@x.org> Bob <b@x.org>") == ["a@x.org", "b@x.org"]
    assert set(taken("c@x.org Ada <a@x.org>")) == {"a@x.org", "c@x.org"}
    assert taken('"Doe, Ada" <a@x.org>') == ["a@x.org"]
    assert taken("Ada") is None


def test_a_capstone_goes_only_when_one_says_so_and_a_score_finds_it_gone(
    cohort, participant, signed_in
):
    capstone = Capstone.objects.create(cohort=cohort, title="Maze")
    capstone.team.add(participant.memberships.get())
    url = f"/c/spring/capstones/{capstone.public}/remove"
    said = signed_in(participant).post(url, follow=True).content.decode()
    assert "can&#x27;t be brought back" in said
    reviewer = make_person("rae")
    join(reviewer, cohort, Role.REVIEWER)
    signed_in(participant).post(url, {"sure": "yes"})
    with pytest.raises(BootcampError, match="removed meanwhile"):
        after.score(capstone, dict.fromkeys(after.CRITERIA, 3), actor=reviewer)
