"""What strangers stumbled over: sentences, lines and pages that weren't what they expected."""

import os
import subprocess
import sys

import pytest
from django.core import mail

from bootcamp.verdict import Failure, Location, Verdict
from bootcamp.web.cohort.domain import privacy
from bootcamp.web.cohort.domain import survey_wave as verbs
from bootcamp.web.cohort.domain.course import handed_out
from bootcamp.web.cohort.domain.draft import files_of
from bootcamp.web.cohort.domain.study import Student
from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.worker import on_the_page

from .asked import RATING, WORDS, a_wave, crowd, given
from .conftest import make_person
from .learning import RIGHT, save


def test_lines_of_a_verdict_are_those_of_the_pages_editor(tiny):
    exercise = tiny.exercises["double"]
    text = files_of({"double": RIGHT})[exercise.learner_file]
    first = text[: text.index("def double")].count("\n") + 1
    where = Location(exercise.learner_file, first + 2, "return 2 * x")
    says = f"`double` is waiting to be written: {exercise.learner_file}, line {first}."
    found = on_the_page(
        Verdict("double", "failed", says, failure=Failure(test="t", says="", where=where)),
        exercise,
        text,
    )
    assert found.says == "`double` is waiting to be written: line 1."
    assert (found.failure.where.file, found.failure.where.line) == ("", 3)
    assert handed_out()


def test_who_waits_is_told_how_many_are_before_them(tiny, participant, ta):
    save(ta, RIGHT)
    save(participant, RIGHT)
    assert Student(ta).pending("double").says == "Checking …"
    assert Student(participant).pending("double").says == "Waiting: 1 before it"


def test_ones_answers_are_shown_after_the_close_and_nobody_elses(cohort, organiser, signed_in):
    mine, other = crowd(cohort, 2)
    wave = a_wave(cohort, organiser, "confidential", questions=[RATING, WORDS])
    for person, words in ((mine, "my words"), (other, "other words")):
        answer(wave, given(7, words), actor=person)
    verbs.close_wave(wave, actor=organiser)
    client = signed_in(mine)
    assert f"/c/spring/answer/{wave.public}/" in client.get("/me/").content.decode()
    shown = client.get(f"/c/spring/answer/{wave.public}/").content.decode()
    assert "my words" in shown
    assert "other words" not in shown


def test_who_erased_their_data_is_someone_who_left(cohort, participant, ta, signed_in):
    privacy.erase(actor=participant)
    shown = signed_in(ta).get("/c/spring/people/").content.decode()
    assert "someone who left" in shown
    assert "erased.invalid" not in shown


def test_an_unknown_address_is_mailed_no_way_to_sign_up(db, client):
    client.post("/account/login/code/", {"email": "nobody@example.org"})
    [sent] = mail.outbox
    assert "Accounts are made from an invitation" in sent.body
    assert "signup" not in sent.body


def test_staff_that_one_can_ask_is_named(cohort, organiser, participant, signed_in):
    shown = signed_in(participant).get("/c/spring/").content.decode()
    assert f"Organisers: {organiser}" in shown


def test_a_copy_says_what_one_did_and_was_asked(cohort, participant):
    found = privacy.export_of(make_person("otto"))
    assert {"asked", "requests", "deeds", "standings"} <= found.keys()


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_made_up_cohorts_pages_are_those_of_a_real_server(is_demo):
    environment = {**os.environ, "BOOTCAMP_DEBUG": "1", "BOOTCAMP_DEMO": str(int(is_demo))}
    code = "from bootcamp.web import host_settings as s; print(s.DEBUG, s.DEMO)"
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [str(not is_demo), str(is_demo)]
