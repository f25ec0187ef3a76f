"""The lessons on a cohort's server: the same pages, kept in the database."""

import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import submission as queue
from bootcamp.web.cohort.domain.question import ask_for_all, draw_due
from bootcamp.web.cohort.domain.standing import rebuild
from bootcamp.web.cohort.domain.study import Student
from bootcamp.web.cohort.models import Attempt, Draft, Mark, PosedQuestion, Standing, Submission

from .conftest import join, make_person
from .learning import RIGHT, SQUARE, judge_next, save

LESSON = "/learn/lesson/sums/sums/"
ASKED = {"text": "What is $3 + 1$?", "answer": 4, "because": "One more.", "choices": []}


@pytest.fixture
def learner(tiny, participant, signed_in):
    return signed_in(participant)


def box(client, name="double"):
    response = client.get(f"/learn/exercise/{name}/", headers={"HX-Request": "true"})
    return response.content.decode()


def state(text):
    return re.search(r'class="state">([^<]*)<', text)[1]


def edit(client, text, expected, name="double", **headers):
    url = f"/learn/exercise/{name}/edit"
    return client.post(url, {"text": text, "hash": expected}, headers=headers)


def hash_in_editor(client, name="double"):
    text = client.get(f"/learn/exercise/{name}/edit").content.decode()
    return re.search(r'name="hash" value="(\w+)"', text)[1]


def test_a_member_reads_a_lesson_in_the_cohorts_own_frame(learner):
    text = learner.get(LESSON).content.decode()
    assert "<h1>Sums</h1>" in text
    assert 'href="/c/spring/"' in text
    assert ">Sign out</button>" in text
    assert "data-events" not in text
    assert "vscode:" not in text
    assert str(Draft.objects.count()) == "0"


def test_strangers_sign_in_first_and_who_is_in_no_cohort_finds_no_page(tiny, client, signed_in):
    assert client.get(LESSON)["Location"] == f"/account/login/?next={LESSON}"
    part = client.post("/learn/exercise/double/hint", headers={"HX-Request": "true"})
    assert (part.status_code, part.content[:20]) == (401, b"You were signed out ")
    assert signed_in(make_person("eve")).get(LESSON).status_code == 404


@pytest.mark.parametrize("given", ["completed", "withdrawn"])
def test_alumni_read_on_and_who_withdrew_does_not(tiny, cohort, signed_in, given):
    person = make_person("ann")
    join(person, cohort, state=given)
    expected = {"completed": 200, "withdrawn": 404}[given]
    assert signed_in(person).get(LESSON).status_code == expected


def test_what_is_saved_is_submitted_and_the_box_asks_until_the_verdict_is_there(learner):
    assert state(box(learner)) == "To do"
    saved = edit(learner, SQUARE, hash_in_editor(learner), **{"HX-Request": "true"})
    assert saved.headers["HX-Trigger-After-Settle"] == '{"checking": {"exercise": "double"}}'
    waiting = box(learner)
    assert state(waiting) == "Checking …"
    poll = re.search(r'class="poll" hx-get="([^"]+)" hx-trigger="every 1s"', waiting)[1]
    assert learner.get(poll, headers={"HX-Request": "true"}).status_code == 204
    judge_next("failed", mistake="That is the square.")
    told = learner.get(poll, headers={"HX-Request": "true"}).content.decode()
    assert state(told) == "Not yet"
    assert "That is the square." in told
    assert 'class="poll"' not in told


def test_the_editor_on_a_page_of_its_own_says_where_the_verdict_is(learner):
    headers = {"HX-Request": "true"}
    for page, is_told in ((f"https://c.example.org{LESSON}", False),
                          ("https://c.example.org/learn/exercise/double/edit", True)):  # fmt: skip
        code = f"{RIGHT}# {is_told}\n"
        saved = edit(
            learner, code, hash_in_editor(learner), **headers | {"HX-Current-URL": page}
        ).content.decode()
        assert "Saved." in saved
        assert (f'href="{LESSON}#double"' in saved) is is_told


def test_without_scripts_saving_leads_back_to_the_box(learner):
    saved = edit(learner, RIGHT, hash_in_editor(learner))
    assert saved["Location"] == f"{LESSON}#double"
    assert "Load the page again" in learner.get(LESSON).content.decode()
    judge_next()
    assert state(box(learner)) == "Passed"


def test_a_text_that_was_changed_in_another_window_is_not_overwritten(learner, participant):
    before = hash_in_editor(learner)
    edit(learner, SQUARE, before)
    refused = edit(learner, RIGHT, before)
    assert refused.status_code == 409
    assert "In the file now" in refused.content.decode()
    assert Student(participant).source("double") == SQUARE
    assert edit(learner, RIGHT, hash_in_editor(learner)).status_code == 302
    assert Student(participant).source("double") == RIGHT


@pytest.mark.parametrize("text", ["def double(x:\n", "import os\n\n" + RIGHT, "x = 1\n"])
def test_a_text_that_isnt_the_definition_is_refused_and_nothing_is_judged(learner, text):
    refused = edit(learner, text, hash_in_editor(learner))
    assert refused.status_code == 409
    assert "othing was saved" in refused.content.decode()
    assert not Draft.objects.exists()
    assert not Submission.objects.exists()


def test_each_learner_has_their_own_code_hints_and_standing(learner, tiny, cohort, signed_in):
    other = make_person("otto")
    join(other, cohort)
    edit(learner, SQUARE, hash_in_editor(learner))
    learner.post("/learn/exercise/double/hint")
    judge_next("failed")
    theirs = signed_in(other)
    assert state(box(theirs)) == "To do"
    assert "x * x" not in theirs.get("/learn/exercise/double/edit").content.decode()
    assert "What is twice a number?" in box(learner)
    assert "What is twice a number?" not in box(theirs)


def test_the_solution_opens_by_the_same_policy_as_at_home(learner, participant):
    url = "/learn/exercise/double/solution"
    assert "x + x" not in learner.get(url).content.decode()
    with pytest.raises(BootcampError, match="opens after a pass or 3 different tries"):
        Student(participant).solution("double")
    learner.post(url, {"now": "yes"})
    assert 'class="n">x</span>' in learner.get(url).content.decode()
    assert Mark.objects.get().kind == "solution"
    assert "solution seen" in box(learner)


def test_a_question_is_drawn_by_a_judge_and_its_answer_waits_in_the_queue(learner, participant):
    assert state(box(learner, "by_hand")) == "Making your question …"
    draw_due(lambda name, seeds: [{**ASKED, "text": f"{name} of {seeds}"}])
    asked = box(learner, "by_hand")
    assert "by_hand of [7]" in asked
    assert state(asked) == "To do"
    learner.post("/learn/exercise/by_hand/check", {"answer": " 4 "})
    assert state(box(learner, "by_hand")) == "Checking …"
    taken = judge_next(details={"answer": "4", "because": "One more."})
    assert (taken.code, taken.seed) == ("4", participant.seed)
    assert state(box(learner, "by_hand")) == "Passed"
    assert "One more." in box(learner, "by_hand")


def test_questions_are_drawn_for_all_participants_before_they_come(tiny, participant, ta):
    assert ask_for_all() == 1
    assert ask_for_all() == 0
    assert draw_due(lambda name, seeds: [ASKED for _ in seeds]) == 1
    assert PosedQuestion.objects.get().data["answer"] == 4
    assert draw_due(lambda name, seeds: 1 / 0) == 0


def test_an_answer_that_is_none_is_told_in_the_box_and_stays_in_its_field(learner):
    draw = [ASKED]
    box(learner, "by_hand")
    draw_due(lambda name, seeds: draw)
    learner.post("/learn/exercise/by_hand/check", {"answer": "abc"})
    taken = queue.take("one", timezone.now())
    assert queue.refuse(taken, "Expected a number, got `abc`.")
    text = box(learner, "by_hand")
    assert '<p class="problem" role="alert">Expected a number, got abc.</p>' in text
    assert 'value="abc"' in text
    assert state(text) == "To do"
    assert not Attempt.objects.exists()


def test_a_time_is_shown_in_the_zone_of_the_one_who_reads(learner, participant):
    participant.zone = "Asia/Tokyo"
    participant.save()
    edit(learner, SQUARE, hash_in_editor(learner))
    judge_next("failed")
    at = timezone.now().replace(hour=20, minute=30, second=0) - timedelta(days=2)
    Attempt.objects.update(at=at)
    day_after = (at + timedelta(days=1)).strftime("%Y-%m-%d")
    assert f"checked {day_after}, 05:30" in box(learner)


def test_the_list_says_what_is_next_and_what_is_passed(learner, participant):
    assert "Begin with <code>double</code>" in learner.get("/learn/").content.decode()
    edit(learner, RIGHT, hash_in_editor(learner))
    judge_next()
    text = learner.get("/learn/").content.decode()
    assert "Go on with <code>total</code>" in text
    assert "1 of 4 exercises passed" in text


def test_a_lesson_takes_a_fixed_number_of_queries(
    learner, participant, django_assert_max_num_queries
):
    draw = [ASKED]
    box(learner, "by_hand")
    draw_due(lambda name, seeds: draw)
    learner.get(LESSON)
    with django_assert_max_num_queries(20) as one:
        learner.get(LESSON)
    for name in ("double", "total", "scaled"):
        Student(participant).check(name)
    with django_assert_max_num_queries(20) as three:
        learner.get(LESSON)
    assert len(three) == len(one) + 1  # the queue, however many wait in it


def test_standings_are_the_same_when_they_are_written_anew(learner, participant):
    save(participant, SQUARE)
    judge_next("failed")
    save(participant, RIGHT)
    judge_next()
    before = list(Standing.objects.values().order_by("exercise"))
    assert rebuild() == 1
    after = list(Standing.objects.values().order_by("exercise"))
    for row in (*before, *after):
        row.pop("id")
    assert before == after


def test_the_pages_import_neither_torch_nor_the_library(tiny):
    code = (
        "import os, sys; os.environ.update(DJANGO_SETTINGS_MODULE='bootcamp.web.host_settings', "
        "BOOTCAMP_DEBUG='1'); import django; django.setup(); "
        "import bootcamp.web.host_urls, bootcamp.web.cohort.domain.study; "
        "print([m for m in ('torch', 'numpy', 'tinylib', 'groundup') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
