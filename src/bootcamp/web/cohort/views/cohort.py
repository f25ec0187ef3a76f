"""A cohort: what is to do now, its programme, its settings."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bootcamp.web.cohort.domain.cohort import (
    add_section,
    change_cohort,
    change_section,
    days_of_sections,
    open_cohort,
    remove_section,
    section_now,
    today_in,
)
from bootcamp.web.cohort.domain.membership import staff_of
from bootcamp.web.cohort.domain.today import things_to_do
from bootcamp.web.cohort.domain.trail import in_words
from bootcamp.web.cohort.forms.cohort import CohortForm, SectionForm
from bootcamp.web.cohort.models import Section
from bootcamp.web.cohort.models.membership import Role
from bootcamp.web.cohort.views.access import EVERYONE, Asking, Signed, for_roles, told


@login_required
def new(request: Signed) -> HttpResponse:
    """Open a cohort."""
    if not request.user.may_open_cohorts:
        raise Http404
    form = CohortForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cohort = form.save(commit=False)
        if told(request, lambda: open_cohort(cohort, actor=request.user), "Your cohort is open."):
            return redirect("cohort:programme", cohort.slug)
    return render(request, "cohort/form.html", {"form": form, "heading": "Open a cohort"})


@for_roles(*EVERYONE, also_alumni=True)
def cohort(request: Asking) -> HttpResponse:
    """What is to do now, for this person in this cohort."""
    day = today_in(request.cohort)
    context = {
        "todo": things_to_do(request.user, request.cohort, request.roles),
        "day": day,
        "section": section_now(request.cohort, day),
        "staff": staff_of(request.cohort),
    }
    return render(request, "cohort/cohort.html", context)


@for_roles(*EVERYONE, also_alumni=True)
def programme(request: Asking) -> HttpResponse:
    """The sections; organisers add, change and remove them."""
    is_organiser = Role.ORGANISER in request.roles
    form = _section_form(request)
    if request.method == "POST":
        if not is_organiser:
            raise Http404
        if form.is_valid():
            told(request, lambda: _keep_section(request, form))
            return redirect("cohort:programme", request.cohort.slug)
    seen = set(Section.objects.visible_to(request.user).filter(cohort=request.cohort))
    sections = [pair for pair in days_of_sections(request.cohort) if pair[0] in seen]
    planned = sum(section.planned_days for section, _ in sections)
    context = {
        "sections": sections,
        "planned": planned,
        "left": request.cohort.weekdays - planned,
        "over": planned - request.cohort.weekdays,
        "hours": request.cohort.weekdays * request.cohort.hours_per_day,
        "form": form if is_organiser else None,
        "changed": form.instance.title if form.instance.pk else "",
    }
    return render(request, "cohort/programme.html", context)


def _section_form(request: Asking) -> SectionForm:
    if key := request.GET.get("change"):
        section = get_object_or_404(request.cohort.sections, key=key)
        return SectionForm(request.POST or None, instance=section)
    taken = request.cohort.sections.values_list("key", flat=True)
    return SectionForm(request.POST or None, taken=taken)


def _keep_section(request: Asking, form: SectionForm) -> None:
    if form.instance.pk:
        change_section(form.save(commit=False), form.cleaned_data["place"], actor=request.user)
    else:
        add_section(request.cohort, actor=request.user, **form.cleaned_data)


@require_POST
@for_roles(Role.ORGANISER)
def section_removed(request: Asking, key: str) -> HttpResponse:
    """Remove a section that nothing was asked about."""
    section = get_object_or_404(request.cohort.sections, key=key)
    told(request, lambda: remove_section(section, actor=request.user), "Removed.")
    return redirect("cohort:programme", request.cohort.slug)


@for_roles(Role.ORGANISER)
def settings(request: Asking) -> HttpResponse:
    """Change dates, zone and the smallest group shown."""
    form = CohortForm(request.POST or None, instance=request.cohort)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        names = list(form.changed_data)
        told(request, lambda: change_cohort(changed, names, actor=request.user), "Saved.")
        return redirect("cohort:cohort", changed.slug)
    heading = f"Settings of {request.cohort.title}"
    return render(request, "cohort/form.html", {"form": form, "heading": heading})


@for_roles(Role.ORGANISER)
def trail(request: Asking) -> HttpResponse:
    """Who did what."""
    from bootcamp.web.cohort.models import AuditEvent

    events = AuditEvent.objects.visible_to(request.user).filter(cohort=request.cohort)
    latest = events.select_related("actor")[:500]
    return render(request, "cohort/trail.html", {"events": in_words(latest)})
