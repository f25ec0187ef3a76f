"""What each is told, and what isn't said of them: names, addresses, leaving, who needs help."""

import csv
import json
import logging
import re
from datetime import date

import pytest

from bootcamp.report.build import report_of
from bootcamp.report.rows import Cohort, Rows, Test
from bootcamp.web.cohort.domain import after, privacy
from bootcamp.web.cohort.domain.report import make_report
from bootcamp.web.cohort.domain.survey_remind import remind
from bootcamp.web.cohort.forms.people import InviteForm
from bootcamp.web.cohort.models import Capstone
from bootcamp.web.cohort.models.membership import Role
from tests.bootcamp.report.asking import figure, spec_of
from tests.bootcamp.report.test_who_counts import MEMBERS

from .asked import WORDS, a_wave, crowd
from .conftest import join, make_person
from .reported import SMALL, participants_of
from .test_progress import THREE, people, tried


def text_of(client, url):
    return client.get(url).content.decode()


def test_who_has_no_name_isnt_called_by_their_address(cohort, ta, participant, signed_in):
    participant.name = ""
    participant.save()
    for url in ("/c/spring/people/", "/c/spring/progress/", "/c/spring/"):
        assert participant.email not in text_of(signed_in(ta), url)
    own = text_of(signed_in(participant), "/c/spring/")
    assert "Say what you are called" in own
    client = signed_in(participant)
    assert (
        "This field is required"
        in client.post("/me/", {"name": "", "zone": "UTC"}).content.decode()
    )


def test_addresses_are_taken_as_mail_programs_have_them():
    def taken(text):
        form = InviteForm({"emails": text, "role": "ta"})
        return form.cleaned_data["emails"] if form.is_valid() else form.errors["emails"][0]

    assert taken("Dora Müller <Dora@example.org>, e@example.org\nf@example.org g@example.org") == [
        "dora@example.org", "e@example.org", "f@example.org", "g@example.org",
    ]  # fmt: skip
    assert "got “Dora”" in taken("Dora Müller, e@example.org")


def test_who_has_left_is_told_so_and_whom_to_ask(cohort, organiser, participant, signed_in):
    participant.memberships.update(state="withdrawn")
    client = signed_in(participant)
    for url in ("/c/spring/", "/c/spring/progress/"):
        reply = client.get(url)
        assert reply.status_code == 403
        assert "Ask Olga if that isn" in reply.content.decode()
    assert client.post("/c/spring/programme/", {}).status_code == 403
    assert signed_in(make_person("stranger")).get("/c/spring/").status_code == 404


def test_a_helper_reads_where_one_person_stands_and_on_what(tiny, cohort, ta, signed_in):
    stuck, other = people(cohort, 2)
    tried(stuck, "double", *THREE, mistake="That is the square.")
    page = f"/c/spring/progress/{stuck.public}/"
    assert f'href="{page}"' in text_of(signed_in(ta), "/c/spring/progress/")
    assert "That is the square." in text_of(signed_in(ta), page)
    tried(stuck, "double", (9, "passed"))
    assert "That is the square." not in text_of(signed_in(ta), page)  # it is passed by now
    assert signed_in(other).get(page).status_code == 404
    assert signed_in(ta).get(f"/c/spring/progress/{ta.public}/").status_code == 404


def test_scores_of_two_reviewers_of_one_name_stand_side_by_side(cohort, organiser, signed_in):
    capstone = Capstone.objects.create(cohort=cohort, title="Maze")
    for number in (1, 2):
        person = make_person(f"rae{number}")
        person.name = "Rae"
        person.save()
        join(person, cohort, Role.REVIEWER)
        after.score(capstone, dict.fromkeys(after.CRITERIA, number), actor=person)
    page = text_of(signed_in(organiser), f"/c/spring/capstones/{capstone.public}/")
    assert page.count('<th scope="col" class="number">Rae</th>') == 2


def test_keys_say_that_what_they_send_isnt_kept_once_it_was_taken_back(participant, signed_in):
    client = signed_in(participant)
    client.post("/me/keys/", {"label": "laptop"})
    assert "isn't kept" not in text_of(client, "/me/keys/")
    privacy.set_consent("push", False, actor=participant)
    assert "what these keys send isn't kept" in text_of(client, "/me/keys/")


def test_a_wave_says_when_it_was_reminded(cohort, organiser, signed_in):
    crowd(cohort, 2)
    wave = a_wave(cohort, organiser)
    url = f"/c/spring/waves/{wave.public}/"
    assert "Reminded" not in text_of(signed_in(organiser), url)
    remind(wave, "S", "{link}", number=1, actor=organiser, url="https://c.example.org/")
    assert "<dt>Reminded</dt>" in text_of(signed_in(organiser), url)


def test_an_address_that_leads_nowhere_is_no_error_in_the_log(participant, signed_in, caplog):
    with caplog.at_level(logging.INFO, "bootcamp.web"):
        assert signed_in(participant).get("/c/nowhere/").status_code == 404
    assert {record.levelname for record in caplog.records if record.name == "bootcamp.web"} == {
        "INFO"
    }


def test_the_rows_behind_a_figure_are_one_table(cohort, organiser, signed_in):
    participants_of(cohort)
    run = make_report(cohort, SMALL, date(2026, 7, 10), "internal", actor=organiser)
    for key in ("tests", "solved", "career"):
        reply = signed_in(organiser).get(f"/c/spring/reports/{run.public}/figure/{key}/?as=csv")
        head, *rows = csv.reader(reply.content.decode("utf-8-sig").splitlines())
        assert head[0] == "Query"
        assert rows
        assert {len(row) for row in rows} == {len(head)}


def test_averages_of_two_reports_dont_tell_the_score_of_who_is_missing_in_one():
    def before(people):
        tests = tuple(
            Test(m.person, "arrays", phase, (i % 5) + 3.0 + 3 * (phase == "after"), 13.0)
            for i, m in enumerate(MEMBERS[:people])
            for phase in ("before", "after")
        )
        seed = Cohort("c", "C", date(2023, 5, 22), date(2023, 6, 30), 8, 5)
        spec = spec_of('key = "g"\nkind = "gain"\ntitle = "G"\nchapters = ["arrays"]')
        made = report_of(
            Rows(seed, members=MEMBERS, tests=tests), spec, date(2023, 7, 31), "internal"
        )
        [item] = figure(made, "g").items
        numbers = [item.before, item.after, item.gain, item.interval.low, item.interval.high]
        assert numbers == [round(number, 2) for number in numbers]
        return item.before

    told = 10 * before(10) - 9 * before(9)
    assert told != pytest.approx((9 % 5 + 3) / 13, abs=1e-6)


def test_a_copy_of_ones_data_says_what_was_agreed_to_in_forms(cohort, organiser, signed_in):
    person = crowd(cohort, 1)[0]
    privacy.set_consent("quote", True, actor=person)
    told = json.loads(text_of(signed_in(person), "/me/export"))
    assert [row["purpose"] for row in told["consents"]] == ["quote"]


def test_a_text_that_is_too_long_is_refused_and_not_cut_where_it_is_pasted(
    cohort, organiser, signed_in
):
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser, "confidential", questions=[WORDS])
    client, url = signed_in(person), f"/c/spring/answer/{wave.public}/"
    assert "maxlength" not in text_of(client, url)
    said = client.post(url, {"q.words": "x" * 5000, "seen": ""}).content.decode()
    assert "it has 5000" in said
    assert "x" * 5000 in said


def test_who_tries_too_often_is_told_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    given = {"login": "a@example.org", "password": "wrong-one-47"}
    assert client.post("/account/login/", given).status_code == 200
    reply = client.post("/account/login/", given)
    assert (reply.status_code, "Wait a minute" in reply.content.decode()) == (429, True)


def test_reviewers_are_asked_for_scores_of_what_can_be_read(cohort, signed_in):
    reviewer = make_person("rae")
    join(reviewer, cohort, Role.REVIEWER)
    capstone = Capstone.objects.create(cohort=cohort, title="Maze")
    url = f"/c/spring/capstones/{capstone.public}/"
    assert "Score 1 capstone" not in text_of(signed_in(reviewer), "/c/spring/")
    assert "nothing to read of it yet" in text_of(signed_in(reviewer), url)
    Capstone.objects.update(write_up="https://example.org/maze")
    assert "Score 1 capstone" in text_of(signed_in(reviewer), "/c/spring/")
    assert "nothing to read of it yet" not in text_of(signed_in(reviewer), url)


def test_a_capstone_is_removed_by_its_team_unless_it_was_scored(
    cohort, organiser, participant, signed_in
):
    other = crowd(cohort, 1)[0]
    capstone = Capstone.objects.create(cohort=cohort, title="Maze")
    capstone.team.add(participant.memberships.get())
    url = f"/c/spring/capstones/{capstone.public}/remove"
    assert signed_in(other).post(url).status_code == 404
    reviewer = make_person("rae")
    join(reviewer, cohort, Role.REVIEWER)
    after.score(capstone, dict.fromkeys(after.CRITERIA, 3), actor=reviewer)
    said = signed_in(organiser).post(url, {"sure": "yes"}, follow=True).content.decode()
    assert "It was scored: it stays" in said
    capstone.scores.all().delete()
    signed_in(participant).post(url, {"sure": "yes"})
    assert not Capstone.objects.exists()


@pytest.mark.parametrize(
    ("page", "place"),
    [("kept/costs/", "Report"), ("mail/", "People"), ("settings/", "Now"), ("people/", "People")],
)
def test_a_page_says_which_place_it_is_under(cohort, organiser, signed_in, page, place):
    shown = text_of(signed_in(organiser), f"/c/spring/{page}")
    [here] = re.findall(r'aria-current="page">(\w+)<', shown)
    assert here == place


def test_a_name_for_an_address_says_which_letters_it_takes(organiser, signed_in):
    said = signed_in(organiser).post("/cohorts/new", {"slug": "a b"}).content.decode()
    assert "Expected letters, digits and hyphens alone" in said
