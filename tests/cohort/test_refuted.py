"""Attacks that once succeeded, by whoever organises, evaluates or reads two editions."""

from datetime import date, timedelta

import pytest

from bootcamp.errors import BootcampError
from bootcamp.report.build import report_of
from bootcamp.report.figures import Figure, Source, Withheld
from bootcamp.web.cohort.domain import membership, privacy
from bootcamp.web.cohort.domain import survey_wave as verbs
from bootcamp.web.cohort.domain.behind import behind
from bootcamp.web.cohort.domain.cohort import change_cohort, today_in
from bootcamp.web.cohort.domain.report import publish
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.cohort.domain.survey_spec import QuestionSpec
from bootcamp.web.cohort.models import (
    Attempt,
    Capstone,
    CapstoneScore,
    Invitation,
    OutboxMail,
)
from tests.bootcamp.report.asking import spec_of, spec_text

from .asked import RATING, WORDS, a_wave, all_answer, crowd, given
from .conftest import join, make_person
from .filled import attempt, members_of, sat
from .reported import NOON, SMALL, figure, make, participants_of, text_of

CUT_OFF = date(2026, 7, 10)


def items(cohort, spec, cut_off, edition="internal"):
    report = report_of(rows_of(cohort, cut_off), spec_of(spec), cut_off, edition)
    return [f.items for f in report.parts[0].figures]


def test_k_that_grows_opens_no_wave_whose_results_were_shown(cohort, organiser):
    people = crowd(cohort, 6)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:5])
    wave = verbs.close_wave(wave, actor=organiser)
    cohort.k = 6
    change_cohort(cohort, ["k"], actor=organiser)
    wave.cohort.refresh_from_db()
    with pytest.raises(BootcampError, match="closed with results"):
        verbs.extend_wave(wave, None, actor=organiser)


def test_organisers_cant_subtract_a_part_from_the_whole(cohort, organiser):
    team = QuestionSpec("team", "Your team?", "choice", options=("a", "b"))
    people = crowd(cohort, 8)
    wave = a_wave(cohort, organiser, questions=[RATING, team])
    for number, person in enumerate(people):
        entries = given(2 if number == 7 else 9)
        entries["team"] = type(entries["rating"])(
            "answered", choices=("b" if number == 7 else "a",)
        )
        answer(wave, entries, actor=person)
    verbs.close_wave(wave, actor=organiser)
    rating = 'kind = "ratings"\ntitle = "R"\nform = "daily"\nitems = ["rating"]\n'
    spec = f'key = "w"\n{rating}[[parts.figures]]\nkey = "a"\n{rating}among = {{item = "team", answer = "a"}}\n'
    whole, part = items(cohort, spec, today_in(cohort) + timedelta(days=1))
    assert not isinstance(whole[0], Withheld)
    assert isinstance(part[0], Withheld)


def test_the_evaluator_reads_no_rows_of_few(cohort, organiser):
    people = crowd(cohort, 8)
    wave = a_wave(cohort, organiser, "confidential", questions=[WORDS, RATING])
    for number, person in enumerate(people):
        answer(wave, given(7, "ONE ALONE" if number == 0 else ""), actor=person)
    wave = verbs.close_wave(wave, actor=organiser)
    rows = rows_of(cohort, today_in(cohort))

    def shown(question):
        source = Source("answers", {"form": "daily", "wave": wave.key, "question": question}, 8)
        asked = Figure("q", "quotes", "Q", (), (source,))
        [found] = behind(asked, rows, frozenset({"evaluator"}))
        return found

    assert (shown("words").rows, shown("words").says) == (
        [], "Fewer than 5 answered: nothing is shown.",
    )  # fmt: skip
    assert len(shown("rating").rows) == 8


def test_nobody_organises_and_evaluates(cohort, organiser):
    token = membership.invite(cohort, "x@example.org", "evaluator", actor=organiser, site="x")
    with pytest.raises(BootcampError, match="Nobody both organises and evaluates"):
        membership.accept(token, actor=organiser)


def test_who_has_completed_it_isnt_staff_of_it(cohort, organiser, participant):
    membership.set_state(participant.memberships.get(), "completed", actor=organiser)
    token = membership.invite(cohort, "x@example.org", "ta", actor=organiser, site="x")
    with pytest.raises(BootcampError, match="has no other role there"):
        membership.accept(token, actor=participant)


def test_the_averages_behind_a_gain_are_of_those_in_it(cohort, organiser, signed_in):
    members = members_of(cohort, 6)
    for number, member in enumerate(members):
        sat(member, "arrays", "before", 1 if number == 5 else 4, NOON)
        if number < 5:
            sat(member, "arrays", "after", 6, NOON)
    spec = 'key = "tests"\nkind = "gain"\ntitle = "G"\nchapters = ["arrays"]\n'
    run = make(cohort, organiser, spec=spec_text(spec))
    shown = figure(signed_in(organiser), run, "tests")
    assert "<td>0.5</td>" in shown
    assert "0.438" not in shown


def test_one_reviewers_scores_are_no_public_matter(cohort):
    members = members_of(cohort, 6)
    reviewer = join(make_person("rita"), cohort, "reviewer")
    capstone = Capstone.objects.create(cohort=cohort, title="Maze", made_at=NOON)
    capstone.team.set(members)
    CapstoneScore.objects.create(
        capstone=capstone, reviewer=reviewer, criterion="depth", value=1, made_at=NOON
    )
    spec = 'key = "s"\nkind = "scores"\ntitle = "S"\n'
    [[item]] = items(cohort, spec, CUT_OFF, "public")
    assert isinstance(item, Withheld)


def test_another_spec_cant_be_published_beside_the_first(cohort, organiser):
    participants_of(cohort)
    publish(make(cohort, organiser, "public"), actor=organiser)
    other = make(cohort, organiser, "public", spec=SMALL.replace('version = "1"', 'version = "2"'))
    with pytest.raises(BootcampError, match="An edition by another spec is published"):
        publish(other, actor=organiser)


def test_how_many_have_not_answered_tells_of_nobody(cohort, organiser, signed_in):
    people = crowd(cohort, 8)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:4])
    client, url = signed_in(organiser), f"/c/spring/waves/{wave.public}/remind"
    counts = set()
    for person in people:
        member = person.memberships.get()
        membership.set_state(member, "deferred", actor=organiser)
        page = text_of(client.get(url))
        counts.add(page[page.index("have not answered") - 2])
        membership.set_state(member, "active", actor=organiser)
    assert counts == {"4"}


def test_later_work_of_someone_who_left_isnt_their_first_staffs(cohort, ta, organiser):
    person = crowd(cohort, 1)[0]
    attempt(person, "split_heads", NOON, "passed")
    assert Attempt.objects.visible_to(ta).count() == 1
    membership.set_state(person.memberships.get(), "withdrawn", actor=organiser)
    assert Attempt.objects.visible_to(ta).count() == 0


def test_erasure_takes_the_invitations_address_and_a_capstone_of_ones_own(cohort, organiser):
    address = "petra.lastname@work.example"
    token = membership.invite(cohort, address, "participant", actor=organiser, site="x")
    person = make_person("petra2")
    member = membership.accept(token, actor=person)
    other = join(make_person("otto"), cohort)
    own, shared = (
        Capstone.objects.create(cohort=cohort, title=f"{who}, by Petra", summary="Petra's blog")
        for who in ("own", "shared")
    )
    own.team.set([member])
    shared.team.set([member, other])
    privacy.erase(actor=person)
    assert not Invitation.objects.filter(email=address).exists()
    assert not OutboxMail.objects.filter(to=address).exists()
    own.refresh_from_db()
    shared.refresh_from_db()
    assert (own.title, own.summary) == ("A capstone", "")
    assert shared.title == "shared, by Petra"
    member.refresh_from_db()
    with pytest.raises(BootcampError, match="was erased"):
        membership.set_state(member, "active", actor=organiser)


def test_after_erasure_no_way_in_and_no_row_of_work_is_left(cohort, participant):
    from bootcamp.web.cohort.domain.keys import make_key, person_with
    from bootcamp.web.cohort.models import Mark, Outcome, Standing, Token

    from .filled import mark

    key = make_key("laptop", actor=participant)
    participant.set_password("correct horse battery")
    participant.save()
    participant.emailaddress_set.create(email=participant.email, verified=True, primary=True)
    participant.authenticator_set.create(type="totp", data={})
    attempt(participant, "split_heads", NOON)
    mark(participant, "split_heads", NOON, "hint")
    Standing.objects.create(person=participant, exercise="split_heads")
    member = participant.memberships.get()
    Outcome.objects.create(membership=member, kind="role", what="w", may_publish=True)
    privacy.erase(actor=participant)
    participant.refresh_from_db()
    for model in (Attempt, Mark, Standing, Token):
        assert not model.objects.exists(), model
    assert person_with(key) is None
    assert (participant.is_active, participant.has_usable_password()) == (False, False)
    assert not participant.emailaddress_set.exists()
    assert not participant.authenticator_set.exists()
    assert participant.memberships.get().state == "withdrawn"
    assert (Outcome.objects.get().what, Outcome.objects.get().may_publish) == ("", False)
