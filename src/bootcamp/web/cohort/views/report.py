"""Reports: make one, read it, see what is behind a number, publish the public edition."""

from importlib.util import find_spec
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bootcamp.errors import BootcampError
from bootcamp.report.spec import SHIPPED, shipped_spec, shipped_text
from bootcamp.web.cohort.domain.behind import Behind, behind
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.figures import figures_in, report_in
from bootcamp.web.cohort.domain.report import make_report, publish, withdraw
from bootcamp.web.cohort.domain.rows import rows_of
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.forms.report import ReportForm
from bootcamp.web.cohort.models import ReportRun
from bootcamp.web.cohort.models.membership import READERS, Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told
from bootcamp.web.cohort.views.cells import cell
from bootcamp.web.cohort.views.kept import KINDS
from bootcamp.web.cohort.views.once import complain
from bootcamp.web.cohort.views.refusals import refusal

POLICY = (  # of a report's own page: it loads nothing and runs nothing
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
NO_PDF = "A PDF needs WeasyPrint, which this server doesn't have. Print the page from the browser."


@for_roles(*READERS)
def reports(request: Asking) -> HttpResponse:
    """The reports that were made, and the form that makes one."""
    form = ReportForm(
        request.POST or None, request.FILES or None, initial={"cut_off": today_in(request.cohort)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = make_report(
                request.cohort,
                form.cleaned_data["spec_text"],
                form.cut_off_on(),
                form.cleaned_data["edition"],
                actor=request.user,
            )
        except BootcampError as error:
            form.add_error(None, str(error))
        else:
            return redirect("cohort:report", request.cohort.slug, run.public)
    made = ReportRun.objects.visible_to(request.user).filter(cohort=request.cohort).light()
    context = {
        "form": form,
        "reports": made.select_related("made_by"),
        "kept_places": _kept_places(request.cohort.slug),
        "shipped": [(name, shipped_spec(name).title) for name in SHIPPED],
    }
    return render(request, "cohort/reports.html", context)


@for_roles(*READERS)
def report_spec(request: Asking, name: str) -> HttpResponse:
    """A spec that comes with the tool, to begin from."""
    if name not in SHIPPED:
        raise Http404
    return _file(shipped_text(name).encode(), "application/toml", f"{name}.toml")


@for_roles(*READERS)
def report(request: Asking, public: str) -> HttpResponse:
    """One report: what it was made of, its figures, and what can be done with it."""
    run = _run(request, public)
    kept = report_in(run.figures)
    where, is_organiser = f"/report/{run.public}/", Role.ORGANISER in request.roles
    context = {
        "run": run,
        "report": kept,
        "parts": [(part, [f for f in part.figures if f.sources]) for part in kept.parts],
        "has_pdf": find_spec("weasyprint") is not None,
        "public_url": request.build_absolute_uri(where) if run.published_at else "",
        "may_publish": is_organiser and run.edition == "public" and not run.published_at,
        "may_withdraw": is_organiser and run.published_at and not run.withdrawn_at,
    }
    return render(request, "cohort/report.html", context)


@for_roles(*READERS)
def report_page(request: Asking, public: str) -> HttpResponse:
    """The report itself, a page of its own."""
    return _page(_run(request, public))


@for_roles(*READERS)
def report_bundle(request: Asking, public: str) -> HttpResponse:
    """Every figure's CSV, the spec and hashes."""
    return _bundle(_run(request, public))


@for_roles(*READERS)
def report_pdf(request: Asking, public: str) -> HttpResponse:
    """The report as a PDF, where this server can make one."""
    from bootcamp.report.pdf import pdf_of  # Careful: brings a large library along

    run = _run(request, public)
    made: list[bytes] = []
    if not told(request, lambda: made.append(pdf_of(run.html))):
        return redirect("cohort:report", request.cohort.slug, public)
    return _file(made[0], "application/pdf", f"{_name(run)}.pdf")


@require_POST
@for_roles(Role.ORGANISER)
def report_published(request: Asking, public: str) -> HttpResponse:
    """Give the public edition an address that anyone can read."""
    run = _run(request, public)
    if request.POST.get("sure") != "yes":
        complain(request, "Read it first, and say that you have: what was read stays read.")
    else:
        told(request, lambda: publish(run, actor=request.user), "Published.")
    return redirect("cohort:report", request.cohort.slug, public)


@require_POST
@for_roles(Role.ORGANISER)
def report_withdrawn(request: Asking, public: str) -> HttpResponse:
    """Take a published edition off its public address."""
    run, why = _run(request, public), request.POST.get("why", "")
    told(request, lambda: withdraw(run, why, actor=request.user), "Withdrawn.")
    return redirect("cohort:report", request.cohort.slug, public)


@for_roles(*READERS)
def report_figure(request: Asking, public: str, key: str) -> HttpResponse:
    """What is behind a figure: the query, and its rows for those who may see them."""
    run = _run(request, public)
    figure = figures_in(report_in(run.figures)).get(key)
    if figure is None:
        raise Http404
    tables = {source.table for source in figure.sources}
    wants_all = request.GET.get("as") == "csv"
    rows = rows_of(request.cohort, run.cut_off, tables)
    found = behind(figure, rows, request.roles, *([None] if wants_all else []))
    if Role.EVALUATOR in request.roles and "answers" in tables:
        target = f"report:{run.public} {key}"
        note("looked at the answers behind", target, actor=request.user, cohort=request.cohort)
    if wants_all:
        return _file(_rows_as_csv(found), "text/csv", f"{_name(run)}-{key}.csv")
    sources = [(source, [[cell(each) for each in row] for row in source.rows]) for source in found]
    return render(request, "cohort/behind.html", {"run": run, "figure": figure, "sources": sources})


def _rows_as_csv(found: list[Behind]) -> bytes:
    """One table of all rows, each with the query that found it; what it has not stays empty."""
    from bootcamp.report.bundle import CSV, as_csv

    columns = list(dict.fromkeys(name for source in found for name in source.columns))
    rows: list[list[Any]] = [["Query", *columns]]
    for source in found:
        for row in source.rows:
            cells = dict(zip(source.columns, map(_plain, row), strict=True))
            rows.append([source.query, *(cells.get(name) for name in columns)])
    return as_csv(rows).encode(CSV)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | str | None) else str(value)


def public_report(request: HttpRequest, public: str) -> HttpResponse:
    """A published public edition, for anyone; of a withdrawn one, that it is and why."""
    run = get_object_or_404(ReportRun.objects.published(), public=public)
    return _gone(request, run) if run.withdrawn_at else _page(run)


def public_bundle(request: HttpRequest, public: str) -> HttpResponse:
    """What a published edition can be checked with, for anyone."""
    run = get_object_or_404(ReportRun.objects.published(), public=public)
    return _gone(request, run) if run.withdrawn_at else _bundle(run)


def _gone(request: HttpRequest, run: ReportRun) -> HttpResponse:
    when = f"{run.withdrawn_at:%-d %B %Y}"
    says = f"Its organisers withdrew it on {when} and say: {run.withdrawn_why}"
    return refusal(request, "This report was withdrawn", says, 410)


def _kept_places(slug: str) -> list[tuple[str, str, str]]:
    """The pages of what no form asks for."""
    kinds = {what: (kind.title, kind.intro) for what, kind in KINDS.items()}
    return [
        (reverse("cohort:capstones", args=[slug]), "Capstones", "The projects and their scores."),
        (reverse("cohort:outcomes", args=[slug]), "Outcomes", "What became of the participants."),
        *(
            (reverse("cohort:kept", args=[slug, what]), title, intro.split(".")[0] + ".")
            for what, (title, intro) in kinds.items()
        ),
    ]


def _run(request: Asking, public: str) -> ReportRun:
    visible = ReportRun.objects.visible_to(request.user).filter(cohort=request.cohort)
    return get_object_or_404(visible.select_related("made_by"), public=public)


def _page(run: ReportRun) -> HttpResponse:
    response = HttpResponse(run.html)
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _bundle(run: ReportRun) -> HttpResponse:
    return _file(bytes(run.bundle), "application/zip", f"{_name(run)}.zip")


def _name(run: ReportRun) -> str:
    return f"{run.cohort.slug}-{run.edition}-{run.cut_off.isoformat()}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
