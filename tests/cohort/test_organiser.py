"""What an organiser may not break, and is told: promises, numbers that can't be, what is next."""

from datetime import date, timedelta

import pytest

from bootcamp.errors import BootcampError
from bootcamp.report.arithmetic import months_later
from bootcamp.report.build import report_of
from bootcamp.report.rows import Capstone, Cohort, Outcome, Rows
from bootcamp.web.cohort.domain.cohort import change_cohort
from bootcamp.web.cohort.domain.membership import accept, invite
from bootcamp.web.cohort.domain.report import make_report
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.domain.today import things_to_do
from bootcamp.web.cohort.models import AuditEvent, CostLine, ReportRun, Section
from bootcamp.web.host import expect_free
from tests.bootcamp.report.asking import cells, figure, spec_of
from tests.bootcamp.report.test_who_counts import MEMBERS

from .asked import WORDS, a_wave, all_answer, crowd, given
from .conftest import make_person
from .reported import SMALL, participants_of
from .test_progress import THREE, tried

SETTINGS = {
    "title": "Spring", "start": "2026-05-25", "end": "2026-07-03", "zone": "UTC",
    "hours_per_day": "8", "holidays": "", "k": "5", "currency": "GBP",
}  # fmt: skip
ORGANISERS = frozenset({"organiser"})


def change_k(cohort, k, actor):
    cohort.k = k
    change_cohort(cohort, ["k"], actor=actor)


def test_the_smallest_group_that_was_promised_never_shrinks(cohort, organiser, signed_in):
    change_k(cohort, 4, organiser)  # nobody was asked yet
    people = crowd(cohort, 3)
    wave = a_wave(cohort, organiser, questions=[WORDS])
    all_answer(wave, people, lambda number: given(None, f"secret {number}"))
    with pytest.raises(BootcampError, match="it stays 4, or grows"):
        change_k(cohort, 3, organiser)
    cohort.refresh_from_db()
    close_wave(wave, actor=organiser)
    client = signed_in(organiser)
    said = client.post("/c/spring/settings/", SETTINGS | {"k": "3"}, follow=True).content.decode()
    assert "it stays 4, or grows" in said
    assert "secret" not in client.get(f"/c/spring/waves/{wave.public}/results").content.decode()
    cohort.refresh_from_db()
    assert cohort.k == 4
    change_k(cohort, 6, organiser)
    assert AuditEvent.objects.filter(verb="changed k from 4 to 6").exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("hours_per_day", "-3", "at most 24, got -3"),
        ("hours_per_day", "25", "at most 24, got 25"),
        ("currency", "\u20ac\u20ac", "three letters such as EUR"),
        ("holidays", "2027-01-01", "Expected days from 2026-05-25 to 2026-07-03"),
        ("k", "500", "Expected 50 at most, got 500"),
        ("k", "2", "Expected 3 or more, got 2"),
        ("end", "2090-01-01", "Expected two years at most"),
    ],
)
def test_a_setting_that_cant_be_is_refused_in_a_sentence(
    cohort, organiser, signed_in, field, value, says
):
    client = signed_in(organiser)
    assert says in client.post("/c/spring/settings/", SETTINGS | {field: value}).content.decode()
    before = cohort.hours_per_day
    cohort.refresh_from_db()
    assert (cohort.hours_per_day, cohort.k, cohort.currency) == (before, 5, "GBP")


def test_a_running_cohort_keeps_its_address(cohort, organiser, signed_in):
    client = signed_in(organiser)
    assert 'name="slug"' not in client.get("/c/spring/settings/").content.decode()
    client.post("/c/spring/settings/", SETTINGS | {"slug": "other"})
    assert client.get("/c/spring/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"chapter": "tensors"}, "tensors"), ({"planned_days": "0"}, "Expected 1 or more, got 0")],
)
def test_a_section_is_of_the_course_and_takes_a_day(cohort, organiser, signed_in, fields, says):
    given_ = {"title": "Talks", "key": "talks", "planned_days": "2", "chapter": ""} | fields
    shown = signed_in(organiser).post("/c/spring/programme/", given_).content.decode()
    assert says in shown
    assert not Section.objects.filter(key="talks").exists()


def test_a_cost_of_less_than_nothing_is_refused(cohort, organiser, signed_in):
    fields = {"category": "Rent", "amount": "-50", "is_actual": "on", "on": "2026-07-01"}
    shown = signed_in(organiser).post("/c/spring/kept/costs/", fields).content.decode()
    assert "Expected more than 0, got -50" in shown
    assert not CostLine.objects.exists()


def test_a_report_of_before_the_first_day_isnt_made(cohort, organiser):
    with pytest.raises(BootcampError, match="nothing had happened yet"):
        make_report(cohort, SMALL, cohort.start - timedelta(days=1), "internal", actor=organiser)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("kind", {"role": 1, "none": 1, "not heard of": 8}),
        ("track", {"technical safety": 1, "unknown": 1, "not heard of": 8}),
    ],
)
def test_who_has_something_has_not_nothing(by, expected):
    outcomes = (
        Outcome("CANARY-person-00", "role", "technical_safety"),
        Outcome("CANARY-person-00", "none", "unknown"),
        Outcome("CANARY-person-01", "none", "unknown"),
    )
    found = counted_outcomes(by, date(2023, 7, 31), outcomes)
    assert {name: found[name] for name in expected} == expected


def test_that_nobody_was_heard_of_is_a_count_once_the_time_has_come():
    due = counted_outcomes("track", date(2023, 6, 30), ())
    assert (due["not heard of"], due["unknown"]) == (10, None)
    assert set(counted_outcomes("track", date(2023, 6, 29), ()).values()) == {None}


def counted_outcomes(by, day, outcomes):
    seed = Cohort("c", "C", date(2023, 5, 22), date(2023, 6, 30), 8, 5)
    spec = spec_of(f'key = "o"\nkind = "outcomes"\ntitle = "O"\nby = "{by}"\nmonths = 0')
    made = report_of(Rows(seed, members=MEMBERS, outcomes=outcomes), spec, day, "internal")
    return {name: row[0] for name, row in cells(made, "o").items()}


def test_a_capstone_whose_team_isnt_known_adds_nobody():
    seed = Cohort("c", "C", date(2023, 5, 22), date(2023, 6, 30), 8, 5)
    capstones = (
        Capstone("a", "A", 4, 1, True, True, True), Capstone("b", "B", 0, 0, False, False, True),
    )  # fmt: skip
    rows = Rows(seed, members=MEMBERS, capstones=capstones)
    spec = spec_of('key = "c"\nkind = "capstones"\ntitle = "C"')
    base = figure(report_of(rows, spec, date(2023, 7, 31), "internal"), "c").base
    assert (base.answered, base.eligible) == (4, 4)


def test_whoever_is_there_already_isnt_invited_again(cohort, organiser, participant):
    with pytest.raises(BootcampError, match="is participant of Spring already"):
        invite(cohort, participant.email.upper(), "participant", actor=organiser, site="x")


def test_an_organiser_sees_who_came_with_anothers_link_and_a_newcomer_gets_the_cohorts_zone(
    cohort, organiser, ta, signed_in
):
    cohort.zone = "Europe/Berlin"
    cohort.save()
    token = invite(cohort, "zoe@example.org", "participant", actor=organiser, site="x")
    other = make_person("otto")
    accept(token, actor=other)
    other.refresh_from_db()
    assert other.zone == "Europe/Berlin"
    shown = signed_in(organiser).get("/c/spring/people/").content.decode()
    assert f"{other.email}, invited as zoe@example.org" in shown
    for_helper = signed_in(ta).get("/c/spring/people/").content.decode()
    assert "@example.org" not in for_helper


def test_an_organiser_is_told_who_is_stuck_and_what_is_open(tiny, cohort, organiser):
    [person] = crowd(cohort, 1)
    tried(person, "double", *THREE)
    wave = a_wave(cohort, organiser)

    def titles():
        return {todo.title: todo.why for todo in things_to_do(organiser, cohort, ORGANISERS)}

    assert "See who is stuck on double" in titles()
    assert titles()[f"Open: {wave}"] == "0 of 1 have answered so far"


def test_publishing_asks_whether_it_was_read(cohort, organiser, signed_in):
    participants_of(cohort)
    run = make_report(cohort, SMALL, date(2026, 7, 10), "public", actor=organiser)
    url = f"/c/spring/reports/{run.public}/publish"
    said = signed_in(organiser).post(url, follow=True).content.decode()
    assert "Read it first" in said
    assert not ReportRun.objects.published().exists()


def test_all_rows_behind_a_figure_come_as_csv(cohort, organiser, signed_in, monkeypatch):
    participants_of(cohort)
    monkeypatch.setattr("bootcamp.web.cohort.domain.behind.LONGEST", 3)
    run = make_report(cohort, SMALL, date(2026, 7, 10), "internal", actor=organiser)
    reply = signed_in(organiser).get(f"/c/spring/reports/{run.public}/figure/solved/?as=csv")
    lines = reply.content.decode("utf-8-sig").splitlines()
    assert reply["Content-Type"] == "text/csv"
    assert lines[0].startswith("Query,Who,Exercise,Tries")
    assert len([line for line in lines if ",split_heads," in line]) >= 8


def test_a_port_that_is_taken_is_told_before_anything_is_begun(live_server):
    port = int(live_server.url.rpartition(":")[2])
    with pytest.raises(BootcampError, match=f"--port {port + 1}"):
        expect_free("127.0.0.1", port)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 30), 12, date(2027, 1, 30)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_months_later(day, months, then):
    assert months_later(day, months) == then
