"""Every page of a cohort's server, as each role that it opens for: how long it takes."""

import random
import statistics
from datetime import timedelta
from typing import Any

from cohort_client import ask

REPEATS = 5  # after one that warms up
ROLES = ("participant", "organiser", "ta", "evaluator", "reviewer")
IS_A_FILE = ("report_pdf",)  # a document that is made anew: that takes seconds, and is no page
CAPSTONES, MAILS, EVENTS, INVITATIONS = 12, 2_000, 5_000, 100


def fill_rest(slug: str) -> dict[str, dict[str, Any]]:
    """What a cohort keeps beside attempts and answers; the parameters of its addresses, by name."""
    from django.utils import timezone

    from bootcamp.report.spec import shipped_text
    from bootcamp.web.cohort.domain import demo_rows
    from bootcamp.web.cohort.domain.report import make_report, publish
    from bootcamp.web.cohort.models import Cohort

    cohort, now, draw = Cohort.objects.get(slug=slug), timezone.now(), random.Random(2)
    members = list(cohort.memberships.filter(role="participant"))
    organiser = cohort.memberships.get(role="organiser").person
    demo_rows.tests(cohort, members, draw)
    demo_rows.around(cohort, members)
    capstone, outcome = _after(cohort, members)
    mail, invitation = _lists(cohort, members, organiser, now)
    spec = shipped_text("seed")
    internal = make_report(cohort, spec, now.date(), "internal", actor=organiser)
    public = make_report(cohort, spec, now.date(), "public", actor=organiser)
    publish(public, actor=organiser)
    form, closed = cohort.forms.get(), cohort.waves.filter(state="closed")[0]
    return {
        "capstone": {"public": capstone.public},
        "outcome": {"pk": outcome.pk},
        "kept": {"what": "costs", "pk": cohort.costs.all()[0].pk},
        "mail": {"pk": mail.pk},
        "progress_of": {"public": members[0].person.public},
        "state": {"public": members[0].public},
        "invitation": {"public": invitation.public, "token": "none"},
        "quiz": {"chapter": "arrays", "phase": "before"},
        "report": {"public": internal.public, "name": "seed", "key": "progress"},
        "public": {"public": public.public},
        "form": {"public": form.public},
        "question": {"public": form.public, "code": "q0"},
        "wave": {"public": closed.public},
        "results": {"public": closed.public},
        "answer": {"public": cohort.waves.get(state="open").public},
        "thanks": {"public": cohort.waves.get(state="open").public},
        "consent": {"purpose": "push"},
        "key": {"public": "none"},
        "section": {"key": "arrays"},
        "lesson": {"chapter": "autograd", "name": "slopes"},
        "figure": {"chapter": "autograd", "name": "graph"},
        "": {"slug": slug, "name": "multiply"},
    }


def _after(cohort: Any, members: list[Any]) -> tuple[Any, Any]:
    """Capstones with scores, and what became of each participant."""
    from bootcamp.web.cohort.domain.after import CRITERIA
    from bootcamp.web.cohort.models import Capstone, CapstoneScore, Outcome

    reviewer = cohort.memberships.get(role="reviewer")
    for number in range(CAPSTONES):
        capstone = Capstone.objects.create(cohort=cohort, title=f"Capstone {number}", mentors=1)
        capstone.team.set(members[2 * number : 2 * number + 2])
        CapstoneScore.objects.bulk_create(
            CapstoneScore(capstone=capstone, reviewer=reviewer, criterion=name, value=3)
            for name in CRITERIA
        )
    outcomes = Outcome.objects.bulk_create(
        Outcome(membership=member, kind="role", what="A post", months_after=months)
        for member in members
        for months in (0, 6)
    )
    return capstone, outcomes[0]


def _lists(cohort: Any, members: list[Any], organiser: Any, now: Any) -> tuple[Any, Any]:
    """Mails, the trail, invitations: all that grows as long as a cohort runs."""
    from bootcamp.web.cohort.models import AuditEvent, Invitation, OutboxMail

    mails = OutboxMail.objects.bulk_create(
        OutboxMail(
            cohort=cohort, person=members[n % len(members)].person, key=f"mail{n}",
            to="x@example.org", subject="A reminder", body="Please answer.\n" * 20, sent_at=now,
        )
        for n in range(MAILS)
    )  # fmt: skip
    AuditEvent.objects.bulk_create(
        AuditEvent(cohort=cohort, actor=organiser, verb="did something", target=f"row:{n}")
        for n in range(EVENTS)
    )
    invitations = Invitation.objects.bulk_create(
        Invitation(
            cohort=cohort, role="participant", email=f"invited{n}@example.org",
            token_hash=f"{n:064x}", expires_at=now + timedelta(days=9),
        )
        for n in range(INVITATIONS)
    )  # fmt: skip
    return mails[0], invitations[0]


def addresses(given: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Every address of the server, by name; one whose parameters nobody gave is an error."""
    from django.urls import get_resolver, reverse

    found = {}
    for place, space in (("", "cohort:"), ("learn_", "")):
        for pattern in get_resolver(f"bootcamp.web.cohort.{place}urls").url_patterns:
            wanted, own = pattern.pattern.converters, {}
            for prefix in sorted(given, key=len):  # the longest that fits says most
                if pattern.name.startswith(prefix):
                    own |= given[prefix]
            kwargs = {name: own[name] for name in wanted}
            found[f"{place}{pattern.name}"] = reverse(f"{space}{pattern.name}", kwargs=kwargs)
    return found


async def pages(cookies: dict[str, str], given: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Each page as each role that may open it: milliseconds, the median of five."""
    found = {}
    asked = {name: path for name, path in addresses(given).items() if name not in IS_A_FILE}
    for path in asked.values():
        for role in ROLES:
            times: list[float] = []
            while len(times) <= REPEATS:
                reply = await ask("GET", path, f"groundup_session={cookies[role]}")
                if reply.status >= 500:
                    raise SystemExit(f"{path} as {role}: {reply.status}")
                if reply.status != 200:
                    break
                times.append(reply.ms)
            else:
                found[f"{path} as {role}"] = statistics.median(times[1:])
    return found
