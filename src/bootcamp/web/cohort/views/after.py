"""Capstones with their scores, and outcomes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bootcamp.web.cohort.domain.after import (
    CRITERIA,
    drop_capstone,
    drop_outcome,
    keep_capstone,
    may_write,
    participation,
    reviewer_of,
    score,
    tell_outcome,
    unscored_by,
)
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.forms.after import (
    CapstoneForm,
    OrganisersCapstoneForm,
    OrganisersOutcomeForm,
    OutcomeForm,
    ScoreForm,
)
from bootcamp.web.cohort.models import Capstone, CapstoneScore, Outcome
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told
from bootcamp.web.cohort.views.once import complain

SEES_CAPSTONES = (Role.ORGANISER, Role.TA, Role.PARTICIPANT, Role.REVIEWER, Role.EVALUATOR)
WRITES_CAPSTONES = {Role.ORGANISER, Role.PARTICIPANT}


@for_roles(*SEES_CAPSTONES)
def capstones(request: Asking) -> HttpResponse:
    """The capstones that one may see, and the form that adds one."""
    may_add = bool(request.roles & WRITES_CAPSTONES)
    form = _capstone_form(request, Capstone(cohort=request.cohort))
    if request.method == "POST":
        if not may_add:
            raise Http404
        if form.is_valid() and _keep(request, form):
            return redirect("cohort:capstones", request.cohort.slug)
    visible = Capstone.objects.visible_to(request.user).filter(cohort=request.cohort)
    waiting: set[int] = set()
    if Role.REVIEWER in request.roles:
        waiting = set(unscored_by(request.user, request.cohort).values_list("pk", flat=True))
    context = {
        "capstones": visible.prefetch_related("team__person"),
        "form": form if may_add else None,
        "waiting": waiting,
    }
    return render(request, "cohort/capstones.html", context)


@for_roles(*SEES_CAPSTONES)
def capstone(request: Asking, public: str) -> HttpResponse:
    """One capstone: its team changes it, a reviewer scores it and sees the others' scores then."""
    found = get_object_or_404(
        Capstone.objects.visible_to(request.user), public=public, cohort=request.cohort
    )
    may_change = may_write(request.user, found, request.roles)
    form = _capstone_form(request, found)
    if request.method == "POST":
        if not may_change:
            raise Http404
        if form.is_valid() and _keep(request, form):
            return redirect("cohort:capstone", request.cohort.slug, public)
    context = {
        "capstone": found,
        "team": found.team.select_related("person"),
        "form": form if may_change else None,
        **_scores(request, found),
    }
    return render(request, "cohort/capstone.html", context)


@require_POST
@for_roles(Role.REVIEWER)
def capstone_scored(request: Asking, public: str) -> HttpResponse:
    """Give a capstone its scores."""
    found = get_object_or_404(
        Capstone.objects.visible_to(request.user), public=public, cohort=request.cohort
    )
    form = ScoreForm(request.POST)
    if not form.is_valid():
        context = {
            "capstone": found,
            "team": found.team.select_related("person"),
            **_scores(request, found),
            "score_form": form,
        }
        return render(request, "cohort/capstone.html", context)
    told(request, lambda: score(found, form.values(), actor=request.user), "Your scores are kept.")
    return redirect("cohort:capstone", request.cohort.slug, public)


@require_POST
@for_roles(Role.PARTICIPANT, Role.ORGANISER)
def capstone_removed(request: Asking, public: str) -> HttpResponse:
    """Remove a capstone that nobody has scored: one's team's, or as an organiser any."""
    visible = Capstone.objects.visible_to(request.user)
    found = get_object_or_404(visible, public=public, cohort=request.cohort)
    if not may_write(request.user, found, request.roles):
        raise Http404
    if request.POST.get("sure") != "yes":
        complain(request, "Say that it may go: it can't be brought back.")
        return redirect("cohort:capstone", request.cohort.slug, public)
    told(request, lambda: drop_capstone(found, actor=request.user), "Removed.")
    return redirect("cohort:capstones", request.cohort.slug)


def _capstone_form(request: Asking, found: Capstone) -> Any:
    if Role.ORGANISER in request.roles:
        return OrganisersCapstoneForm(request.POST or None, instance=found, cohort=request.cohort)
    return CapstoneForm(request.POST or None, instance=found)


def _keep(request: Asking, form: Any) -> bool:
    found: Capstone = form.save(commit=False)
    if "team" in form.cleaned_data:
        team = list(form.cleaned_data["team"])
    elif found.pk:
        team = list(found.team.all())
    else:
        mine = participation(request.user, request.cohort)
        team = [mine] if mine else []
    return told(request, lambda: keep_capstone(found, team, actor=request.user), "Saved.")


def _scores(request: Asking, found: Capstone) -> dict[str, Any]:
    """A line for each reviewer whose scores they may see; and the form, if they may score."""
    visible = CapstoneScore.objects.visible_to(request.user).filter(capstone=found)
    by_reviewer: dict[tuple[str, int], dict[str, int]] = {}  # several may have the same name
    for row in visible.select_related("reviewer__person").order_by("reviewer_id"):
        who = (str(row.reviewer.person), row.reviewer_id)
        by_reviewer.setdefault(who, {})[row.criterion] = row.value
    lines = [(name, [of.get(c) for c in CRITERIA]) for (name, _), of in sorted(by_reviewer.items())]
    reviewer = reviewer_of(request.user, request.cohort)
    has_scored = reviewer is not None and found.scores.filter(reviewer=reviewer).exists()
    can_be_read = bool(found.summary or found.write_up)
    may_score = reviewer is not None and not has_scored and can_be_read
    return {
        "criteria": CRITERIA,
        "lines": lines,
        "score_form": ScoreForm() if may_score else None,
        "waits": reviewer is not None and not has_scored and not can_be_read,
        "draft": f"draft:scores:{found.public}:{request.user.public}",
    }


@for_roles(Role.PARTICIPANT, Role.ORGANISER, Role.EVALUATOR, also_alumni=True)
def outcomes(request: Asking) -> HttpResponse:
    """One's own outcomes; to organisers and the evaluator, everyone's."""
    mine = participation(request.user, request.cohort)
    is_organiser = Role.ORGANISER in request.roles
    is_own = not request.roles & {Role.ORGANISER, Role.EVALUATOR}
    if is_own and mine is None:
        raise Http404
    begun = Outcome(on=today_in(request.cohort), **({"membership": mine} if is_own else {}))
    form = _outcome_form(request, begun)
    if request.method == "POST":
        if not (is_own or is_organiser):
            raise Http404
        if form.is_valid():
            outcome = form.save(commit=False)
            if told(request, lambda: tell_outcome(outcome, actor=request.user), "Kept."):
                return redirect("cohort:outcomes", request.cohort.slug)
    visible = Outcome.objects.visible_to(request.user).filter(membership__cohort=request.cohort)
    context = {
        "outcomes": visible.select_related("membership__person").order_by("months_after", "pk"),
        "form": form if is_own or is_organiser else None,
        "is_own": is_own,
    }
    return render(request, "cohort/outcomes.html", context)


def _outcome_form(request: Asking, outcome: Outcome) -> Any:
    if Role.ORGANISER in request.roles:
        return OrganisersOutcomeForm(request.POST or None, instance=outcome, cohort=request.cohort)
    return OutcomeForm(request.POST or None, instance=outcome)


@require_POST
@for_roles(Role.PARTICIPANT, Role.ORGANISER, also_alumni=True)
def outcome_removed(request: Asking, pk: str) -> HttpResponse:
    """Remove an outcome: one's own, or as an organiser anyone's."""
    found = get_object_or_404(
        Outcome.objects.visible_to(request.user), pk=pk, membership__cohort=request.cohort
    )
    told(request, lambda: drop_outcome(found, actor=request.user), "Removed.")
    return redirect("cohort:outcomes", request.cohort.slug)
