"""Capstones and their scores, outcomes, and what organisers keep for the report."""

from typing import Any

from django.db import IntegrityError, models, transaction

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import (
    Capstone,
    CapstoneScore,
    Cohort,
    Membership,
    Outcome,
    Person,
    Text,
)
from bootcamp.web.cohort.models.membership import Role

CRITERIA = (
    "depth of understanding",
    "originality",
    "team collaboration and organization",
    "clarity of communication and explanation of results, replicability",
    "research engineering skills and good practice in code",
)
OUT_OF = 5


@transaction.atomic
def keep_capstone(capstone: Capstone, team: list[Membership], *, actor: Person) -> None:
    """Keep a capstone and who is in its team."""
    is_new = capstone.pk is None
    capstone.save()
    capstone.team.set(team)
    verb = "added a capstone" if is_new else "changed a capstone"
    note(verb, f"capstone:{capstone.public}", actor=actor, cohort=capstone.cohort)


@transaction.atomic
def drop_capstone(capstone: Capstone, *, actor: Person) -> None:
    """Remove a capstone that nobody has scored."""
    capstone = Capstone.objects.select_for_update().get(pk=capstone.pk)  # scoring waits, too
    if capstone.scores.exists():
        raise BootcampError("It was scored: it stays, or its scores would be lost.")
    target, cohort = f"capstone:{capstone.public}", capstone.cohort
    capstone.delete()
    note("removed a capstone", target, actor=actor, cohort=cohort)


def may_write(person: Person, capstone: Capstone, roles: frozenset[str]) -> bool:
    """Organisers, and who is in the team."""
    return Role.ORGANISER in roles or capstone.team.filter(person=person).exists()


def reviewer_of(person: Person, cohort: Cohort) -> Membership | None:
    """What they review as, if they do."""
    return Membership.objects.of(person, Role.REVIEWER).filter(cohort=cohort).first()


def unscored_by(person: Person, cohort: Cohort) -> models.QuerySet[Capstone]:
    """The capstones that wait for this reviewer's scores, and can be read."""
    scored = CapstoneScore.objects.filter(reviewer__person=person).values("capstone")
    there = Capstone.objects.filter(cohort=cohort).exclude(summary="", write_up="")
    return there.exclude(pk__in=scored)


@transaction.atomic
def score(capstone: Capstone, values: dict[str, int], *, actor: Person) -> None:
    """Give a capstone its scores, on each criterion, once: others' are shown then."""
    reviewer = reviewer_of(actor, capstone.cohort)
    if reviewer is None:
        raise BootcampError("Only reviewers of this cohort score capstones. Ask the organisers.")
    for criterion in CRITERIA:
        value = values.get(criterion)
        if value is None or not 1 <= value <= OUT_OF:
            raise BootcampError(
                f"Expected 1 to {OUT_OF} for “{criterion}”, got {value}. Nothing was kept."
            )
    try:
        with transaction.atomic():
            if not Capstone.objects.select_for_update().filter(pk=capstone.pk).exists():
                raise BootcampError("It was removed meanwhile: there is nothing to score.")
            CapstoneScore.objects.bulk_create(
                CapstoneScore(
                    capstone=capstone, reviewer=reviewer, criterion=criterion, out_of=OUT_OF,
                    value=values[criterion],
                )
                for criterion in CRITERIA
            )  # fmt: skip
    except IntegrityError:
        raise BootcampError(
            "You have scored this capstone already: the first scores stand, since whoever has "
            "given theirs sees the others'."
        ) from None
    note("scored a capstone", f"capstone:{capstone.public}", actor=actor, cohort=capstone.cohort)


def participation(person: Person, cohort: Cohort) -> Membership | None:
    """What they take part, or took part, as."""
    states = (Membership.State.ACTIVE, Membership.State.COMPLETED)
    mine = Membership.objects.filter(person=person, cohort=cohort, role=Role.PARTICIPANT)
    return mine.filter(state__in=states).first()


@transaction.atomic
def tell_outcome(outcome: Outcome, *, actor: Person) -> None:
    """Keep an outcome. Consent to publish it is given by whose it is, and by nobody else."""
    if outcome.may_publish and outcome.membership.person_id != actor.pk:
        raise BootcampError("Only whose outcome it is can agree to its publication. Ask them.")
    outcome.save()
    cohort = outcome.membership.cohort
    note("told an outcome", f"membership:{outcome.membership.public}", actor=actor, cohort=cohort)


@transaction.atomic
def drop_outcome(outcome: Outcome, *, actor: Person) -> None:
    """Remove an outcome."""
    member = outcome.membership
    outcome.delete()
    target = f"membership:{member.public}"
    note("removed an outcome", target, actor=actor, cohort=member.cohort)


@transaction.atomic
def keep(row: Any, *, actor: Person) -> None:
    """Keep a line of the budget, a count, a reuse. A text replaces the one with its key."""
    if isinstance(row, Text):
        Text.objects.update_or_create(
            cohort=row.cohort, key=row.key, defaults={"text": row.text.strip()}
        )
        note("wrote a text", f"text:{row.key}", actor=actor, cohort=row.cohort)
        return
    did = "changed" if row.pk else "added"
    row.save()
    note(f"{did} a row", f"{type(row).__name__.lower()}:{row.pk}", actor=actor, cohort=row.cohort)


@transaction.atomic
def drop(row: Any, *, actor: Person) -> None:
    """Remove such a row."""
    target, cohort = f"{type(row).__name__.lower()}:{row.pk}", row.cohort
    row.delete()
    note("removed a row", target, actor=actor, cohort=cohort)
