"""What organisers keep for the report: costs, reach, reuse by others, texts. A page each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bootcamp.report.spec import SHIPPED, shipped_spec
from bootcamp.web.cohort.domain.after import drop, keep
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.forms.after import CostForm, MetricForm, ReuseForm, TextForm
from bootcamp.web.cohort.models import CostLine, Metric, Reuse, Text
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told
from bootcamp.web.cohort.views.cells import cell
from bootcamp.web.cohort.views.door import whole_number


@dataclass(frozen=True)
class Kind:
    """A sort of rows, and its page."""

    title: str
    intro: str
    add: str
    model: Any
    form: Any
    columns: tuple[tuple[str, str], ...]  # (field, heading)


KINDS = {
    "texts": Kind(
        "Texts",
        "What you write in the report yourselves. A passage that isn't written stays out of it.",
        "Write a passage",
        Text,
        TextForm,
        (("key", "Passage"), ("text", "Text")),
    ),
    "costs": Kind(
        "Costs",
        "Readers ask what a participant costs. Spent is divided by those who completed; what was "
        "given in kind stands apart.",
        "Add a line",
        CostLine,
        CostForm,
        (
            ("category", "For"),
            ("amount", "Amount"),
            ("currency", ""),
            ("is_actual", "Spent"),
            ("in_kind", "In kind"),
            ("on", "Known since"),
        ),
    ),
    "reach": Kind(
        "Reach",
        "Counts of what is outside the cohort, each as it was read off on some day. Of one thing "
        "the latest reading before the cut-off counts.",
        "Add a reading",
        Metric,
        MetricForm,
        (
            ("what", "What"),
            ("value", "How many"),
            ("is_lower_bound", "More than that"),
            ("out_of", "Out of"),
            ("on", "On"),
            ("source", "Read off at"),
        ),
    ),
    "reuse": Kind(
        "Reuse by others",
        "Organisations that asked for the material, and how far that has come.",
        "Add an organisation",
        Reuse,
        ReuseForm,
        (
            ("organisation", "Organisation"),
            ("material", "Material"),
            ("state", "State"),
            ("on", "Since"),
            ("may_publish", "May be named"),
        ),
    ),
}


@for_roles(Role.ORGANISER, Role.EVALUATOR)
def kept(request: Asking, what: str) -> HttpResponse:
    """The rows of one sort, and the form that adds one."""
    kind = _kind(what)
    is_organiser = Role.ORGANISER in request.roles
    visible = kind.model.objects.visible_to(request.user).filter(cohort=request.cohort)
    changed = whole_number(request.GET.get("change", ""))
    begun = {"on": today_in(request.cohort), "currency": request.cohort.currency}
    form = kind.form(
        request.POST or None,
        instance=kind.model(cohort=request.cohort)
        if changed is None
        else get_object_or_404(visible, pk=changed),
        initial={**begun, **_begun(request, kind)} if changed is None else {},
    )
    if request.method == "POST":
        if not is_organiser:
            raise Http404
        if form.is_valid():
            row = form.save(commit=False)
            told(request, lambda: keep(row, actor=request.user), "Kept.")
            return redirect("cohort:kept", request.cohort.slug, what)
    rows = visible.order_by("pk")
    context = {
        "kind": kind,
        "what": what,
        "rows": [(row, [cell(getattr(row, name)) for name, _ in kind.columns]) for row in rows],
        "form": form if is_organiser else None,
        "changed": form.instance.pk,
        "passages": _passages({row.key for row in rows}) if kind.model is Text else [],
    }
    return render(request, "cohort/kept.html", context)


@require_POST
@for_roles(Role.ORGANISER)
def kept_removed(request: Asking, what: str, pk: str) -> HttpResponse:
    """Remove a row."""
    visible: Any = _kind(what).model.objects.visible_to(request.user)
    row: Model = get_object_or_404(visible.filter(cohort=request.cohort), pk=pk)
    told(request, lambda: drop(row, actor=request.user), "Removed.")
    return redirect("cohort:kept", request.cohort.slug, what)


def _kind(what: str) -> Kind:
    if what not in KINDS:
        raise Http404
    return KINDS[what]


def _begun(request: Asking, kind: Kind) -> dict[str, str]:
    """The passage to be written, with what is written of it so far."""
    key = request.GET.get("key", "")
    if kind.model is not Text or not key:
        return {}
    text = Text.objects.visible_to(request.user).filter(cohort=request.cohort, key=key)
    return {"key": key, "text": next((row.text for row in text), "")}  # type: ignore[attr-defined]


def _passages(written: set[str]) -> list[tuple[str, str, bool]]:
    """What the specs that come with the tool ask for: its key, where it stands, if it's written."""
    found: dict[str, str] = {}
    for name in SHIPPED:
        for part in shipped_spec(name).parts:
            for figure in part.figures:
                if figure.kind == "text":
                    found.setdefault(figure.text, f"{part.title}: {figure.title}")
    return [(key, title, key in written) for key, title in found.items()]
