"""Make a report from a cohort's rows, a spec and a cut-off; keep it; publish its public edition."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from bootcamp.errors import BootcampError
from bootcamp.report.build import report_of, rows_sha256
from bootcamp.report.editions import held_against
from bootcamp.report.figures import Quote, Report
from bootcamp.report.spec import read_spec
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.figures import figures_in, packed, report_in
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import Cohort, Consent, Person, ReportRun
from bootcamp.web.cohort.models.keys import public_id


def make_report(
    cohort: Cohort, spec_text: str, cut_off: date, edition: str, *, actor: Person
) -> ReportRun:
    """Compute a report and keep it.

    A public edition is held against those that were published before: an item that would tell what
    a few people changed in between is withheld.
    """
    _expect_between(cohort, cut_off)
    began, spec = timezone.now(), read_spec(spec_text)
    rows = rows_of(cohort, cut_off)
    report = report_of(rows, spec, cut_off, edition)
    if edition == "public":
        for before in cohort.reports.published().order_by("published_at", "id"):
            report = held_against(report, report_in(before.figures))
    public = public_id()
    html, bundle = _written_down(report, spec_text, _links(cohort, public, report))
    with transaction.atomic():
        run = ReportRun.objects.create(
            public=public,
            cohort=cohort,
            edition=edition,
            spec=spec_text,
            spec_hash=spec.sha256,
            data_hash=rows_sha256(rows),
            cut_off=cut_off,
            made_at=began,
            made_by=actor,
            figures=packed(report),
            html=html,
            bundle=bundle,
        )
        note(f"made a report, {edition}", f"report:{public}", actor=actor, cohort=cohort)
    return run


def _expect_between(cohort: Cohort, cut_off: date) -> None:
    today = today_in(cohort)
    if cut_off > today:
        raise BootcampError(
            f"Expected a cut-off that has come, got {cut_off.isoformat()}: today is "
            f"{today.isoformat()} in {cohort.zone}. Choose today or an earlier day."
        )
    if cut_off < cohort.start:
        raise BootcampError(
            f"Expected a cut-off from the cohort's first day on, {cohort.start.isoformat()}, got "
            f"{cut_off.isoformat()}: nothing had happened yet."
        )


def _links(cohort: Cohort, public: str, report: Report) -> dict[str, str]:
    """Where the rows behind each figure are; a public edition's page has no such links."""
    figures = figures_in(report).values() if report.edition == "internal" else ()
    return {f.key: figure_url(cohort, public, f.key) for f in figures if f.sources}


def _written_down(report: Report, spec_text: str, links: dict[str, str]) -> tuple[str, bytes]:
    """The page and the bundle. Careful: imported here, since plots bring a large library along."""
    from bootcamp.report.bundle import bundle_of
    from bootcamp.report.page import html_of

    return html_of(report, links=links), bundle_of(report, spec_text)


def figure_url(cohort: Cohort, public: str, key: str) -> str:
    """The page of the rows behind a figure."""
    return reverse("cohort:report_figure", args=[cohort.slug, public, key])


@transaction.atomic
def publish(run: ReportRun, *, actor: Person) -> None:
    """Give a public edition its public address. An internal one never gets any."""
    if run.edition != "public":
        raise BootcampError(
            "Expected a public edition, got an internal one: it shows more than anyone may read. "
            "Make a public edition and publish that."
        )
    # One at a time: whoever else publishes of this cohort waits here until this is done.
    Cohort.objects.filter(pk=run.cohort_id).update(title=F("title"))
    published = run.cohort.reports.published()
    if published.filter(pk=run.pk).exists():
        raise BootcampError("This report is published already: nothing was changed.")
    if published.exclude(spec_hash=run.spec_hash).exists():
        raise BootcampError(
            "An edition by another spec is published, and no two specs can be compared: together "
            "they could tell what a few people answered. Use the spec of that edition; it is in "
            "its bundle."
        )
    if published.filter(published_at__gt=run.made_at).exists():
        raise BootcampError(
            "Another edition was published since this one was made, and the two together could "
            "tell what a few people answered. Make this one anew, then publish it."
        )
    if taken_back_since(run):
        raise BootcampError(
            "Someone took back the words that may be quoted since this was made. Make it anew, "
            "then publish it."
        )
    ReportRun.objects.filter(pk=run.pk).update(published_at=timezone.now())
    note("published a report", f"report:{run.public}", actor=actor, cohort=run.cohort)


def taken_back_since(run: ReportRun) -> bool:
    """Whether it quotes people, and one of the cohort has taken back their words since."""
    items = (item for f in figures_in(report_in(run.figures)).values() for item in f.items)
    taken_back = Consent.objects.filter(
        purpose="quote",
        withdrawn_at__gte=run.made_at,
        person__memberships__cohort=run.cohort_id,
    )
    return any(isinstance(item, Quote) for item in items) and taken_back.exists()


def withdraw(run: ReportRun, why: str, *, actor: Person) -> None:
    """Take a published edition off its public address, where the reason is said from now on.

    It may have been copied meanwhile: later editions are held against it as before.
    """
    reason, longest = " ".join(why.split()), 300
    if not 0 < len(reason) <= longest:
        raise BootcampError(
            f"Expected a reason of at most {longest} characters, got {len(reason)}. It is what "
            "readers are told in place of the report."
        )
    readable = ReportRun.objects.readable().filter(pk=run.pk)
    if not readable.update(withdrawn_at=timezone.now(), withdrawn_why=reason):
        raise BootcampError("Expected a published edition, got one that nobody can read.")
    note("withdrew a report", f"report:{run.public}", actor=actor, cohort=run.cohort)
