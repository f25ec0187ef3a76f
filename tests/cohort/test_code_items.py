"""Code in a test before or after a chapter: judged once, by a real judge; what isn't, doesn't count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import quiz, submission
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.models import Attempt, Standing, Submission, TestItem
from bootcamp.web.worker import Worker

from .test_quiz import URL, begins, member_of, moved  # noqa: F401
from .test_quiz_order import lines
from .test_worker import BWRAP, is_done, process, wait_for

LOOP = "def ranked(x):\n    while True:\n        pass\n"
EXIT = "import os\n\n\ndef to_the_same_peak(x):\n    os._exit(0)\n"


@pytest.fixture
def worker():
    """A worker on the real course, whose judge runs beside the test, without walls."""
    worker = Worker(is_isolated=False)
    yield worker
    worker.close()


@pytest.fixture
def test(begins, participant):  # noqa: F811
    return quiz.begin(member_of(participant), "arrays", "before", actor=participant)


def finish(test, code):
    """Finish it with this code, by the item's name, and nothing else answered."""
    quiz.finish(test, code, 4, actor=test.membership.person)


def codes(test):
    return {question.name: question for question in quiz.questions_of(test) if question.code}


def of(test, name):
    item = test.items.get(name=name)
    return item.points, item.out_of, item.says


def reported(cohort):
    return rows_of(cohort, timezone.localdate() + timedelta(days=1)).tests


def work_off(worker):
    """Until nothing waits; figures that are still to be drawn may wait."""
    while Submission.objects.filter(state="waiting").exists():
        worker.work()


def test_right_and_wrong_code_and_a_stub_get_what_they_deserve(test, worker, cohort):
    asked = codes(test)
    finish(test, {
        "newest_first": asked["newest_first"].code,
        "ranked": asked["ranked"].wrong[1],
        "to_the_same_peak": asked["to_the_same_peak"].stub,
    })  # fmt: skip
    assert of(test, "newest_first") == (None, 1.0, "")
    assert reported(cohort) == ()
    work_off(worker)
    assert of(test, "newest_first") == (1.0, 1.0, "")
    assert of(test, "ranked")[:2] == (0.0, 1.0)
    assert of(test, "ranked")[2].startswith("Expected ")
    assert of(test, "to_the_same_peak") == (0.0, 1.0, "")
    [row] = reported(cohort)
    assert (row.score, row.out_of) == (1.0, test.items.count())
    assert not Attempt.objects.exists()
    assert not Standing.objects.exists()


def test_a_loop_and_an_exit_are_wrong_and_the_judge_goes_on(test, worker):
    asked = codes(test)
    code = asked["newest_first"].code
    finish(test, {"ranked": LOOP, "to_the_same_peak": EXIT, "newest_first": code})
    work_off(worker)
    assert of(test, "ranked") == (
        0.0, 1.0, "It was stopped after 5 s: is there a loop that doesn't end?",
    )  # fmt: skip
    assert of(test, "to_the_same_peak")[:2] == (0.0, 1.0)
    assert "ended" in of(test, "to_the_same_peak")[2]
    assert of(test, "newest_first")[0] == 1.0


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("def ranked(x:\n", "What you wrote"),
        ("def rank(x):\n    return x\n", "a function `ranked`"),
    ],
)
def test_code_that_cant_be_read_stops_the_finish_and_loses_nothing(test, code, says):
    person = test.membership.person
    quiz.keep(test, {"ranked": code}, None, actor=person)
    with pytest.raises(BootcampError, match=says):
        finish(test, {"ranked": code})
    test.refresh_from_db()
    assert (test.ended_at, test.items.get(name="ranked").answer) == (None, code.rstrip())
    assert not Submission.objects.exists()


def test_what_no_judge_could_judge_counts_neither_way(test, cohort):
    finish(test, {"ranked": LOOP, "newest_first": "def newest_first(x):\n    return x\n"})
    now = timezone.now()
    for n in range(2 * submission.MOST_TRIES + 2):
        submission.take(f"worker {n}", now + n * 2 * submission.LEASE)
    assert set(Submission.objects.values_list("state", flat=True)) == {"failed"}
    assert of(test, "ranked") == of(test, "newest_first") == (0.0, 0.0, "")
    [row] = reported(cohort)
    assert (row.score, row.out_of) == (0.0, test.items.count() - 2)


def test_an_item_that_the_course_has_no_more_counts_neither_way(test, worker):
    finish(test, {"ranked": LOOP})
    TestItem.objects.filter(name="ranked").update(name="gone")
    work_off(worker)
    assert of(test, "gone") == (0.0, 0.0, "")
    assert "asks for `gone`" in Submission.objects.get().error


def test_of_two_workers_one_gives_the_points(test):
    finish(test, {"ranked": LOOP})
    now = timezone.now()
    first = submission.take("first", now)
    second = submission.take("second", now + 2 * submission.LEASE)
    assert submission.finish_item(second, is_right=True, says="")
    assert not submission.finish_item(first, is_right=False, says="late")
    assert not submission.refuse(first, "late")
    assert of(test, "ranked") == (1.0, 1.0, "")


def test_the_page_shows_code_its_wait_and_what_is_right(
    test, worker, cohort, participant, signed_in
):
    client = signed_in(participant)
    page = client.get(URL + "before/").content.decode()
    assert "def ranked(x: torch.Tensor)" in page
    assert ".sort(" not in page
    finish(test, {"ranked": codes(test)["ranked"].wrong[1]})
    moved(cohort, 30)
    after = quiz.begin(member_of(participant), "arrays", "after", actor=participant)
    finish(after, {name: asked.code for name, asked in codes(after).items()})
    page = client.get(URL + "after/").content.decode()
    assert "3 more wait for a judge" in page
    assert "Waits for a judge" in page
    work_off(worker)
    page = client.get(URL + "after/").content.decode()
    assert "After: <strong>3 of 13</strong>" in page
    assert "Before: <strong>0 of 13</strong>" in page


def test_an_untouched_stub_is_not_answered_before_finishing_and_after(
    test, cohort, participant, signed_in
):
    client = signed_in(participant)
    asked = codes(test)
    names = [question.name for question in quiz.questions_of(test)]
    stubs = {f"item-{name}": each.stub.replace("\n", "\r\n") for name, each in asked.items()}
    page = client.post(URL + "before/", stubs | {"do": "finish"}).content.decode()
    assert "13 questions are open" in page
    test.items.filter(name="ranked").update(answer=asked["ranked"].stub.rstrip())  # as it was kept
    assert quiz.left_out(test) == list(range(1, 14))
    moved(cohort, 30)
    after = quiz.begin(member_of(participant), "arrays", "after", actor=participant)
    given = {name: each.stub for name, each in codes(after).items()}
    quiz.keep(after, given | {"ranked": LOOP}, 4, actor=participant)
    TestItem.objects.filter(test=after, name="newest_first").update(
        answer=given["newest_first"].rstrip()
    )
    quiz.finish(after, {}, None, actor=participant)
    told = dict(zip(names, lines(client, URL + "after/"), strict=True))
    assert {name: told[name] for name in asked} == {
        "newest_first": "Not answered.",
        "ranked": "Waits for a judge.",
        "to_the_same_peak": "Not answered.",
    }
    judged = TestItem.objects.filter(test=after, name="ranked")
    sentences = []
    for points, out_of, says in ((0, 1, "Expected 3, got 2."), (0, 0, ""), (1, 1, "")):
        judged.update(points=points, out_of=out_of, says=says)
        sentences += [lines(client, URL + "after/")[names.index("ranked")]]
    assert sentences == [
        "Not right. Expected 3, got 2.", "It couldn't be judged: it doesn't count.", "Right.",
    ]  # fmt: skip


@BWRAP
@pytest.mark.django_db(transaction=True)
def test_a_worker_behind_walls_judges_it_after_another_was_killed(test):
    asked = codes(test)
    finish(test, {name: each.code for name, each in asked.items()})
    with process() as first:
        wait_for(lambda: Submission.objects.exclude(state="waiting").exists())
        first.kill()
        first.wait()
        with process():
            wait_for(is_done, submission.LEASE.total_seconds() + 60)
    assert [of(test, name) for name in asked] == [(1.0, 1.0, "")] * 3
