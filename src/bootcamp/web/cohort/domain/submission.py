"""The queue of what waits for a judge.

A worker takes a submission on lease and renews it while it works. When the lease ends, because the
worker was killed or lost the database, another takes it. Each taking counts up `tries`, so that a
worker whose lease has ended can neither renew nor finish: of those that judged the same submission
one writes. Every step is one conditional UPDATE: no locks, on any database, from any machine.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.verdict import Verdict
from bootcamp.web.cohort.domain.draft import LONGEST
from bootcamp.web.cohort.domain.standing import refresh
from bootcamp.web.cohort.models import Attempt, Mark, Person, Submission, TestItem
from bootcamp.workspace.attempts import hash_of

LEASE = timedelta(seconds=15)
MOST_TRIES = 3
LONGEST_SENTENCE = 400
LONGEST_ERROR = 300
GIVEN_UP = (
    f"It couldn't be judged in {MOST_TRIES} tries: the judge ended each time. Check it again; if "
    "that doesn't help, ask a TA."
)
FAILED_TWICE = "It couldn't be judged: the judge failed on it twice. Change it, or ask a TA."
UNJUDGED = {"points": 0.0, "out_of": 0.0}  # an item that nobody could judge counts neither way
State = Submission.State
OVER: dict[str, Any] = {
    "lease_until": None,
    "stack": {},
}  # of what isn't judged any more


def enqueue(exercise: str, code: str, stack: dict[str, str], *, actor: Person) -> None:
    """Let code, or the answer to a question, wait for a judge.

    One waits for each person and exercise: a newer one takes its place, in the queue as well.
    """
    if len(code) > LONGEST:
        raise BootcampError(f"Expected at most {LONGEST} characters, got {len(code)}.")
    given = {"code": code, "stack": stack, "seed": actor.seed, "made_at": timezone.now()}
    waiting = Submission.objects.filter(person=actor, exercise=exercise, state=State.WAITING)
    for _ in range(3):  # a worker may take the one that waits, or someone else add one
        if waiting.update(**given):
            return
        try:
            with transaction.atomic():
                Submission.objects.create(person=actor, exercise=exercise, **given)
        except IntegrityError:
            continue
        return
    raise BootcampError("It is being checked from another window at this moment. Check it again.")


def enqueue_item(item: TestItem, *, actor: Person) -> None:
    """Let the code of a test's item wait for a judge: once, since a test is finished once."""
    Submission.objects.create(
        person=actor, exercise=f"test item {item.pk}", item=item, code=item.answer
    )


def waiting() -> list[int]:
    """The keys of all that wait for a judge, in the order in which they are taken."""
    return list(_in_turn(Q(state=State.WAITING)))


def _in_turn(which: Q) -> QuerySet[Submission, int]:
    """Their keys, in the order in which they are taken: by turns, each person's oldest first.

    So whoever submits much, or what takes long, makes nobody wait but for one.
    """
    before = Submission.objects.filter(
        person=OuterRef("person"), pk__lt=OuterRef("pk"), state__in=(State.WAITING, State.TAKEN)
    )
    turn = before.order_by().values("person").annotate(turn=Count("pk")).values("turn")
    found = Submission.objects.filter(which).annotate(turn=Coalesce(Subquery(turn), 0))
    return found.order_by("turn", "pk").values_list("pk", flat=True)


def clock() -> datetime:
    """The time by which leases are kept: the database's, where workers may be on many machines."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def take(worker: str, now: datetime) -> Submission | None:
    """The submission whose turn it is, on lease; None where none is free."""
    ended = Q(state=State.TAKEN, lease_until__lte=now)
    lost = Submission.objects.filter(ended, tries__gte=MOST_TRIES)
    if lost.update(state=State.FAILED, error=GIVEN_UP, **OVER):
        TestItem.objects.filter(submission__state=State.FAILED).update(**UNJUDGED)
    free = Q(state=State.WAITING) | ended
    for pk in _in_turn(free)[:20]:
        mine = Submission.objects.filter(free, pk=pk).update(
            state=State.TAKEN, worker=worker, lease_until=now + LEASE, tries=F("tries") + 1
        )
        if mine:
            return Submission.objects.select_related("person", "item__test").get(pk=pk)
    return None


def _held(submission: Submission) -> QuerySet[Submission]:
    return Submission.objects.filter(
        pk=submission.pk,
        state=State.TAKEN,
        tries=submission.tries,  # each taking has a number of its own
    )


def renew(submission: Submission, now: datetime) -> bool:
    """Keep a submission for longer; False where somebody else has it by now."""
    return bool(_held(submission).update(lease_until=now + LEASE))


@transaction.atomic
def finish(submission: Submission, verdict: Verdict) -> bool:
    """Write the verdict as an attempt; False where somebody else has, or will: nothing's written.

    The attempt is of the moment when it was submitted, with the hints that were seen by then.
    """
    if not _held(submission).update(state=State.DONE, **OVER):
        return False
    hints = Mark.objects.filter(
        person=submission.person,
        exercise=submission.exercise,
        kind="hint",
        at__lte=submission.made_at,
    )
    attempt = Attempt.objects.create(
        person=submission.person,
        exercise=submission.exercise,
        at=submission.made_at,
        outcome=verdict.outcome,
        honest=verdict.honest,
        hint_level=hints.count(),
        code_hash=hash_of(submission.code),
        code=submission.code,
        mistake=verdict.mistake[:LONGEST_SENTENCE],
        verdict=verdict.to_json(),
        source="page",
    )
    Submission.objects.filter(pk=submission.pk).update(attempt=attempt)
    refresh(submission.person, [submission.exercise])
    return True


@transaction.atomic
def finish_item(submission: Submission, is_right: bool, says: str) -> bool:
    """Give an item's code its points; False where somebody else has, or will."""
    if not _held(submission).update(state=State.DONE, **OVER):
        return False
    points = {"points": float(is_right), "says": says[:300]}
    return bool(TestItem.objects.filter(submission=submission).update(**points))


@transaction.atomic
def refuse(submission: Submission, says: str) -> bool:
    """End it without a verdict: what was submitted can't be judged, and why."""
    TestItem.objects.filter(submission__in=_held(submission)).update(**UNJUDGED)
    return bool(_held(submission).update(state=State.FAILED, error=says[:LONGEST_ERROR], **OVER))


def put_back(submission: Submission, why: str, now: datetime) -> bool:
    """Let another try it, soon: this worker can't. What fails twice in the same way is given up."""
    why = why[:LONGEST_ERROR]
    if submission.error == why:
        return refuse(submission, FAILED_TWICE)
    return bool(_held(submission).update(lease_until=now + timedelta(seconds=1), error=why))
