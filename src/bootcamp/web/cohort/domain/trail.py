"""The audit trail: who did what to which row. Never what is in the row."""

from collections import defaultdict
from collections.abc import Iterable

from bootcamp.web.cohort.models import (
    AuditEvent,
    Capstone,
    Cohort,
    Membership,
    Person,
    ReportRun,
    Wave,
)


def note(verb: str, target: str = "", *, actor: Person | None, cohort: Cohort | None) -> None:
    """Write down that something was done, in the same transaction as the deed itself."""
    AuditEvent.objects.create(verb=verb, target=target, actor=actor, cohort=cohort)


def in_words(events: Iterable[AuditEvent]) -> list[tuple[AuditEvent, str]]:
    """Each event, and what it was done to by the name that it has now."""
    events = list(events)
    wanted: dict[str, set[str]] = defaultdict(set)
    for event in events:
        kind, _, which = event.target.partition(":")
        wanted[kind].add(which)
    names = {
        "membership": {
            member.public: str(member.person)
            for member in Membership.objects.filter(public__in=wanted["membership"]).select_related(
                "person"
            )
        },
        "wave": {
            wave.public: str(wave)
            for wave in Wave.objects.filter(public__in=wanted["wave"]).select_related("form")
        },
        "capstone": dict(
            Capstone.objects.filter(public__in=wanted["capstone"]).values_list("public", "title")
        ),
        "report": {
            public: f"report as of {cut_off:%-d %B %Y}"
            for public, cut_off in ReportRun.objects.filter(
                public__in=wanted["report"]
            ).values_list("public", "cut_off")
        },
    }

    def name_of(target: str) -> str:
        kind, _, which = target.partition(":")
        return names.get(kind, {}).get(which, target)

    return [(event, name_of(event.target)) for event in events]
