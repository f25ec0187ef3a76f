"""Organisers make forms: from the ready ones, from a file, or question by question."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.survey_file import from_library, from_toml, library, to_toml
from bootcamp.web.cohort.domain.survey_form import (
    add_question,
    change_form,
    change_question,
    copy_form,
    latest_forms,
    make_form,
    move_question,
    remove_form,
    remove_question,
    was_sent,
)
from bootcamp.web.cohort.domain.survey_spec import FormSpec, question_spec, spec_of
from bootcamp.web.cohort.forms.survey import CopyForm, FileForm, HeadForm, NewForm, QuestionForm
from bootcamp.web.cohort.forms.survey_answer import AnswerForm
from bootcamp.web.cohort.models import Form, Wave
from bootcamp.web.cohort.models.membership import READERS, Role
from bootcamp.web.cohort.views.access import Asking, for_roles, told


@for_roles(*READERS)
def surveys(request: Asking) -> HttpResponse:
    """The cohort's waves, and for organisers its forms."""
    seen = Wave.objects.visible_to(request.user).filter(cohort=request.cohort)
    waves = seen.select_related("form").annotate(
        came=Count("receipts", filter=Q(receipts__is_done=True), distinct=True),
        asked=Count("receipts", distinct=True),
    )
    forms = Form.objects.visible_to(request.user).filter(cohort=request.cohort)
    context = {
        "waves": waves,
        "forms": latest_forms(forms.annotate(size=Count("questions"))),
        "is_organiser": Role.ORGANISER in request.roles,
    }
    return render(request, "cohort/survey_list.html", context)


@for_roles(Role.ORGANISER)
def form_new(request: Asking) -> HttpResponse:
    """Begin a form: a ready one, one from a file, or an empty one."""
    posted = request.POST if request.method == "POST" else None
    how = request.POST.get("how", "")
    new = NewForm(posted if how == "empty" else None, initial={"mode": Form.Mode.ANONYMOUS})
    file = FileForm(posted, request.FILES) if how == "file" else FileForm()
    spec: Callable[[], FormSpec] | None = None
    if how == "library":
        spec = partial(from_library, request.POST.get("name", ""))
    elif how == "file" and file.is_valid():
        spec = partial(from_toml, file.cleaned_data["file"])
    elif how == "empty" and new.is_valid():
        spec = new.spec
    made = (
        _edited(request, lambda: make_form(request.cohort, spec(), actor=request.user))
        if spec
        else None
    )
    if made:
        return redirect("cohort:form", request.cohort.slug, made.public)
    context = {"new": new, "file": file, "library": library()}
    return render(request, "cohort/survey_new.html", context)


@for_roles(Role.ORGANISER)
def form(request: Asking, public: str) -> HttpResponse:
    """A form: its head and its questions."""
    found = _form(request, public)
    spec = spec_of(found)
    head = HeadForm(request.POST or None, initial=spec.__dict__)
    if request.method == "POST" and head.is_valid():
        given = head.cleaned_data
        verb = partial(change_form, found, given["title"], given["intro"], given["mode"])
        changed = _edited(request, partial(verb, actor=request.user), "Saved.", was=found)
        return redirect("cohort:form", request.cohort.slug, (changed or found).public)
    versions = Form.objects.visible_to(request.user).filter(cohort=request.cohort, key=found.key)
    context = {
        "form": head,
        "survey": found,
        "questions": found.questions.all(),
        "was_sent": was_sent(found),
        "versions": versions.order_by("-version"),
        "newest": versions.order_by("-version")[0],
        "waves": found.waves.order_by("-id"),
        "copy": CopyForm(initial={"key": f"{found.key}_2"[:60], "title": found.title}),
    }
    return render(request, "cohort/survey_form.html", context)


@for_roles(Role.ORGANISER)
def form_export(request: Asking, public: str) -> HttpResponse:
    """The form as a file."""
    found = _form(request, public)
    response = HttpResponse(to_toml(spec_of(found)), content_type="application/toml")
    response["Content-Disposition"] = f'attachment; filename="{found.key}.toml"'
    return response


@for_roles(Role.ORGANISER)
def form_preview(request: Asking, public: str) -> HttpResponse:
    """The form as those who answer see it; nothing can be sent from here."""
    from bootcamp.web.cohort.views.survey_answer import around_answers

    found = _form(request, public)
    questions, sections = list(found.questions.all()), list(request.cohort.sections.all())
    context: dict[str, Any] = {
        "form": AnswerForm(questions=questions, sections=sections),
        "survey": found,
        "is_preview": True,
        "lacks_sections": not sections and any(question.per_section for question in questions),
        **around_answers(request.cohort, found),
    }
    return render(request, "cohort/survey_answer.html", context)


@require_POST
@for_roles(Role.ORGANISER)
def form_copied(request: Asking, public: str) -> HttpResponse:
    """The same questions under another name."""
    found, given = _form(request, public), CopyForm(request.POST)
    made = None
    if given.is_valid():
        key, title = given.cleaned_data["key"], given.cleaned_data["title"]
        made = _edited(request, lambda: copy_form(found, key, title, actor=request.user), "Copied.")
    else:
        _complain(request, given)
    return redirect("cohort:form", request.cohort.slug, (made or found).public)


@require_POST
@for_roles(Role.ORGANISER)
def form_removed(request: Asking, public: str) -> HttpResponse:
    """Remove a form that nobody was asked."""
    found = _form(request, public)
    if told(request, lambda: remove_form(found, actor=request.user), "Removed."):
        return redirect("cohort:surveys", request.cohort.slug)
    return redirect("cohort:form", request.cohort.slug, public)


@for_roles(Role.ORGANISER)
def question_new(request: Asking, public: str) -> HttpResponse:
    """Add a question."""
    return _question_page(request, _form(request, public), None)


@for_roles(Role.ORGANISER)
def question(request: Asking, public: str, code: str) -> HttpResponse:
    """Change a question."""
    found = _form(request, public)
    get_object_or_404(found.questions, code=code)
    return _question_page(request, found, code)


def _question_page(request: Asking, found: Form, code: str | None) -> HttpResponse:
    before = question_spec(found.questions.get(code=code)) if code else None
    given = QuestionForm(request.POST or None, question=before)
    if request.method == "POST" and given.is_valid():
        spec, actor = given.spec(), request.user
        verb = partial(change_question, found, code) if code else partial(add_question, found)
        edited = _edited(request, lambda: verb(spec, actor=actor), "Saved.", was=found)
        if edited:
            return redirect("cohort:form", request.cohort.slug, edited.public)
    context = {"form": given, "survey": found, "code": code, "was_sent": was_sent(found)}
    return render(request, "cohort/survey_question.html", context)


@require_POST
@for_roles(Role.ORGANISER)
def question_moved(request: Asking, public: str, code: str) -> HttpResponse:
    """Move a question up or down."""
    found, by = _form(request, public), -1 if request.POST.get("way") == "up" else 1
    verb = partial(move_question, found, code, by, actor=request.user)
    edited = _edited(request, verb, was=found)
    return redirect("cohort:form", request.cohort.slug, (edited or found).public)


@require_POST
@for_roles(Role.ORGANISER)
def question_removed(request: Asking, public: str, code: str) -> HttpResponse:
    """Remove a question."""
    found = _form(request, public)
    verb = partial(remove_question, found, code, actor=request.user)
    edited = _edited(request, verb, "Removed.", was=found)
    return redirect("cohort:form", request.cohort.slug, (edited or found).public)


def _form(request: Asking, public: str) -> Form:
    seen = Form.objects.visible_to(request.user).filter(cohort=request.cohort)
    return get_object_or_404(seen.select_related("cohort"), public=public)


def _edited(
    request: Asking, verb: Callable[[], Form], says: str = "", was: Form | None = None
) -> Form | None:
    """Do it; the form that it gives, or None, with the reason said on the next page."""
    edited: list[Form] = []
    if not told(request, lambda: edited.append(verb())):
        return None
    if was and edited[0].version > was.version:
        says = (
            f"Version {was.version} was sent and stays as it is, with its answers: this is "
            f"version {edited[0].version}."
        )
    told(request, lambda: None, says)
    return edited[0]


def _complain(request: Asking, given: CopyForm) -> None:
    def verb() -> None:
        raise BootcampError(" ".join(str(each[0]) for each in given.errors.values()))

    told(request, verb)
