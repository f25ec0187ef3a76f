"""The queue: bounded, on lease, and each submission marked once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import submission as queue
from bootcamp.web.cohort.domain.study import Student
from bootcamp.web.cohort.models import Attempt, Standing, Submission

from .conftest import at_once, make_person
from .learning import RIGHT, SQUARE, judge_next, save, verdict

NOW = timezone.now
LATER = queue.LEASE + timedelta(seconds=1)


def test_one_waits_for_each_person_and_exercise_and_a_newer_one_takes_its_place(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    queue.enqueue("double", RIGHT, {"total": "x"}, actor=participant)
    queue.enqueue("total", "t", {}, actor=participant)
    rows = list(Submission.objects.order_by("pk").values_list("exercise", "code", "stack"))
    assert rows == [("double", RIGHT, {"total": "x"}), ("total", "t", {})]


def test_what_a_worker_has_taken_is_not_replaced(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    taken = queue.take("one", NOW())
    queue.enqueue("double", RIGHT, {}, actor=participant)
    assert queue.finish(taken, verdict("failed"))
    assert Attempt.objects.get().code == SQUARE
    assert queue.take("one", NOW()).code == RIGHT


def test_a_code_that_is_too_long_is_refused_with_both_numbers(tiny, participant):
    with pytest.raises(BootcampError, match="at most 50000 characters, got 50001"):
        queue.enqueue("double", "x" * 50_001, {}, actor=participant)
    assert not Submission.objects.exists()


def test_they_are_taken_in_the_order_in_which_they_came_each_once(tiny, participant, ta):
    queue.enqueue("total", "t", {}, actor=ta)
    queue.enqueue("double", SQUARE, {}, actor=participant)
    found = [queue.take("one", NOW()), queue.take("two", NOW()), queue.take("one", NOW())]
    assert [each and each.person for each in found] == [ta, participant, None]


def test_who_submits_much_makes_nobody_wait_but_for_one(tiny, participant, ta):
    for name in ("double", "total", "scaled"):
        queue.enqueue(name, "x", {}, actor=participant)
    queue.enqueue("double", SQUARE, {}, actor=ta)
    keys = dict(Submission.objects.values_list("pk", "exercise"))
    assert [keys[pk] for pk in queue.waiting()] == ["double", "double", "total", "scaled"]
    first = queue.take("one", NOW())
    assert first.person == participant
    queue.enqueue("double", RIGHT, {}, actor=participant)  # again, while it is judged
    assert [keys.get(pk, "again") for pk in queue.waiting()] == [
        "double", "total", "scaled", "again",
    ]  # fmt: skip
    second = queue.take("two", NOW())
    assert second.person == ta
    queue.finish(first, verdict("failed"))
    queue.enqueue("total", "t", {}, actor=ta)
    found = [queue.take("one", NOW()) for _ in range(4)]
    assert [each.person for each in found] == [participant, participant, ta, participant]


def finished(taken):
    assert queue.finish(taken, verdict("failed"))


def refused(taken):
    assert queue.refuse(taken, "It can't be judged.")


def given_up(taken):
    for tries in range(2, queue.MOST_TRIES + 1):
        assert queue.take("two", NOW() + tries * LATER)
    assert queue.take("two", NOW() + 9 * LATER) is None


@pytest.mark.parametrize("over", [finished, refused, given_up])
def test_all_that_someone_wrote_is_kept_while_it_is_needed(tiny, participant, over):
    """It may be megabytes, and comes with each submission."""
    queue.enqueue("double", SQUARE, {"total": "x" * 50_000}, actor=participant)
    over(queue.take("one", NOW()))
    assert Submission.objects.get().stack == {}


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_at_once_one_takes_a_submission_and_one_attempt_is_written(
    tiny, participant
):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    found = at_once(8, lambda number: queue.take(str(number), NOW()))
    assert [each for each in found if isinstance(each, Exception)] == []
    (taken,) = [each for each in found if each]
    done = at_once(8, lambda number: queue.finish(taken, verdict("failed")))
    assert sorted(done) == [False] * 7 + [True]
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_windows_that_submit_at_once_one_submission_waits(tiny, participant):
    at_once(8, lambda number: queue.enqueue("double", f"{number}", {}, actor=participant))
    assert Submission.objects.filter(state="waiting").count() == 1


def test_when_its_lease_ends_another_takes_it_and_the_first_writes_nothing(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    first = queue.take("one", NOW())
    assert queue.take("two", NOW()) is None
    second = queue.take("two", NOW() + LATER)
    assert not queue.renew(first, NOW())
    assert not queue.finish(first, verdict("failed"))
    assert not Attempt.objects.exists()
    assert queue.finish(second, verdict("failed"))
    assert not queue.finish(second, verdict("failed"))
    assert Attempt.objects.count() == 1


def test_a_lease_that_is_renewed_is_kept(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    first = queue.take("one", NOW())
    assert queue.renew(first, NOW() + LATER)
    assert queue.take("two", NOW() + LATER) is None
    assert queue.finish(first, verdict())


def test_after_three_tries_it_is_given_up_and_the_learner_is_told(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    for number in range(queue.MOST_TRIES):
        assert queue.take("one", NOW() + number * LATER)
    assert queue.take("one", NOW() + queue.MOST_TRIES * LATER) is None
    pending = Student(participant).pending("double")
    assert pending.is_over
    assert pending.says.startswith("It couldn't be judged in 3 tries")
    save(participant, RIGHT)
    assert not Student(participant).pending("double").is_over


def test_a_worker_that_cant_judge_puts_it_back_for_another(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    first = queue.take("one", NOW())
    assert queue.put_back(first, "the one reason", NOW())
    second = queue.take("two", NOW() + timedelta(seconds=2))
    assert (second.tries, second.state) == (2, "taken")
    assert queue.put_back(second, "another reason", NOW())
    assert Submission.objects.get().state == "taken"


def test_what_fails_twice_in_the_same_way_is_not_tried_again(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    assert queue.put_back(queue.take("one", NOW()), "reason " * 100, NOW())
    second = queue.take("two", NOW() + timedelta(seconds=2))
    assert queue.put_back(second, "reason " * 100, NOW())
    assert queue.take("three", NOW() + LATER) is None
    row = Submission.objects.get()
    assert (row.state, row.tries, row.error) == ("failed", 2, queue.FAILED_TWICE)
    queue.enqueue("double", RIGHT, {}, actor=participant)
    assert queue.take("one", NOW()).code == RIGHT


def test_an_attempt_is_of_the_moment_it_was_submitted_with_the_hints_seen_by_then(
    tiny, participant
):
    student = Student(participant)
    student.hint("double")
    save(participant, SQUARE)
    student.hint("double")
    taken = judge_next("failed", mistake="That is the square.")
    attempt = Attempt.objects.get()
    assert (attempt.at, attempt.hint_level, attempt.code) == (taken.made_at, 1, SQUARE)
    assert (attempt.mistake, attempt.source, attempt.honest) == (
        "That is the square.", "page", True,
    )  # fmt: skip
    assert Submission.objects.get().attempt == attempt
    row = Standing.objects.get()
    assert (row.state, row.tries, row.hints, row.passed_first) == ("trying", 1, 2, False)


def test_others_see_nothing_of_a_submission(tiny, participant, organiser):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    assert not Submission.objects.visible_to(organiser).exists()
    assert not Submission.objects.visible_to(make_person("eve")).exists()
    assert Submission.objects.visible_to(participant).count() == 1


def test_who_saves_again_while_they_wait_keeps_their_place(tiny, participant, ta):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    queue.enqueue("total", "t", {}, actor=ta)
    queue.enqueue("double", RIGHT, {}, actor=participant)
    assert queue.take("one", NOW()).code == RIGHT


def test_a_worker_that_takes_it_a_second_time_is_heard_once(tiny, participant):
    queue.enqueue("double", SQUARE, {}, actor=participant)
    first = queue.take("one", NOW())
    second = queue.take("one", NOW() + LATER)
    assert (first.worker, second.tries) == (second.worker, 2)
    assert not queue.renew(first, NOW())
    assert not queue.finish(first, verdict("failed"))
    assert queue.finish(second, verdict("passed"))
    assert [row.outcome for row in Attempt.objects.all()] == ["passed"]
