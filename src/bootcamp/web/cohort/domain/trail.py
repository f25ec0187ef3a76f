"""The audit trail: who did what to which row. Never what is in the row."""

from bootcamp.web.cohort.models import AuditEvent, Cohort, Person


def note(verb: str, target: str = "", *, actor: Person | None, cohort: Cohort | None) -> None:
    """Write down that something was done, in the same transaction as the deed itself."""
    AuditEvent.objects.create(verb=verb, target=target, actor=actor, cohort=cohort)
