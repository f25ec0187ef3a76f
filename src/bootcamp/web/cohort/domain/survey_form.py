"""Make a form, copy it, edit it. What was sent once stays: an edit of it makes a new version."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Max

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.survey_spec import (
    QUESTION_FIELDS,
    FormSpec,
    QuestionSpec,
    expect_sound,
    expect_sound_question,
    spec_of,
)
from bootcamp.web.cohort.domain.trail import note
from bootcamp.web.cohort.models import Cohort, Form, Person, Question, Wave

RESERVED = ("test_before", "test_after")


@transaction.atomic
def make_form(cohort: Cohort, spec: FormSpec, *, actor: Person) -> Form:
    """Keep a new form of a cohort."""
    expect_sound(spec)
    if spec.key in RESERVED:
        raise BootcampError(
            f"`{spec.key}` is what the self-ratings of the short tests are called in a report. "
            "Choose another short name."
        )
    if cohort.forms.filter(key=spec.key).exists():
        raise BootcampError(
            f"There is a form `{spec.key}` already. Edit that one, or choose another short name."
        )
    form = _write(cohort, spec, version=1)
    note("made a form", _target(form), actor=actor, cohort=cohort)
    return form


@transaction.atomic
def copy_form(form: Form, key: str, title: str, *, actor: Person) -> Form:
    """The same questions under another key."""
    spec = spec_of(form)
    copied = FormSpec(key, title, spec.mode, spec.intro, spec.questions)
    return make_form(form.cohort, copied, actor=actor)


@transaction.atomic
def change_form(form: Form, title: str, intro: str, mode: str, *, actor: Person) -> Form:
    """Change what stands above the questions. The form, or its new version."""
    expect_sound(FormSpec(form.key, title, mode, intro))
    form = _editable(form)
    form.title, form.intro, form.mode = title, intro, mode
    form.save()
    note("changed a form", _target(form), actor=actor, cohort=form.cohort)
    return form


@transaction.atomic
def add_question(form: Form, spec: QuestionSpec, *, actor: Person) -> Form:
    """Add a question at the end."""
    _expect_fits(form, spec)
    form = _editable(form)
    last = form.questions.aggregate(last=Max("order"))["last"]
    _write_questions(form, [spec], (last or 0) + 1)
    note("added a question", _target(form, spec.code), actor=actor, cohort=form.cohort)
    return form


@transaction.atomic
def change_question(form: Form, code: str, spec: QuestionSpec, *, actor: Person) -> Form:
    """Change a question; its place stays."""
    _expect_fits(form, spec, instead_of=code)
    form = _editable(form)
    question = _question(form, code)
    for name in QUESTION_FIELDS:
        setattr(question, name, getattr(spec, name))
    question.options = list(spec.options)
    question.save()
    note("changed a question", _target(form, spec.code), actor=actor, cohort=form.cohort)
    return form


@transaction.atomic
def remove_question(form: Form, code: str, *, actor: Person) -> Form:
    """Remove a question from the form; what was answered to it in an older version stays."""
    form = _editable(form)
    _question(form, code).delete()
    note("removed a question", _target(form, code), actor=actor, cohort=form.cohort)
    return form


@transaction.atomic
def move_question(form: Form, code: str, by: int, *, actor: Person) -> Form:
    """Move a question up (-1) or down (1). At the end of the list nothing moves."""
    _question(form, code)
    form = _editable(form)
    questions = list(form.questions.all())
    here = [question.code for question in questions].index(code)
    there = min(max(here + by, 0), len(questions) - 1)
    questions.insert(there, questions.pop(here))
    for order, question in enumerate(questions):
        question.order = order
    Question.objects.bulk_update(questions, ["order"])
    note("moved a question", _target(form, code), actor=actor, cohort=form.cohort)
    return form


@transaction.atomic
def remove_form(form: Form, *, actor: Person) -> None:
    """Remove a version that nobody was asked yet."""
    form = _held(form)
    if form.waves.exists():
        raise BootcampError("This form is in use: it stays. Remove its waves that aren't open yet.")
    note("removed a form", _target(form), actor=actor, cohort=form.cohort)
    form.delete()


def latest_forms(forms: Iterable[Form]) -> list[Form]:
    """The newest version of each."""
    newest: dict[tuple[int, str], Form] = {}
    for form in sorted(forms, key=lambda form: form.version):
        newest[form.cohort_id, form.key] = form
    return sorted(newest.values(), key=lambda form: form.title)


def was_sent(form: Form) -> bool:
    """Whether someone was asked this version."""
    return form.waves.exclude(state=Wave.State.DRAFT).exists()


def _held(form: Form) -> Form:
    """The form as it is now, kept from others until the transaction ends.

    On SQLite, where one transaction writes at a time, there is nothing to hold.
    """
    found = Form.objects.select_for_update().filter(pk=form.pk).first()
    if found is None:
        raise BootcampError("This form was removed meanwhile. Load the list of forms again.")
    return found


def _editable(form: Form) -> Form:
    """The form, if nobody was asked it yet; else a new version, to which its drafts move."""
    form = _held(form)
    versions = Form.objects.filter(cohort=form.cohort_id, key=form.key)
    newest = versions.aggregate(newest=Max("version"))["newest"]
    if newest > form.version:
        raise BootcampError(
            f"This is version {form.version}, which was sent: it stays as it is. Edit version "
            f"{newest} of the form."
        )
    if not was_sent(form):
        return form
    try:
        with transaction.atomic():
            edited = _write(form.cohort, spec_of(form), form.version + 1)
    except IntegrityError:
        raise BootcampError(
            "Someone else edited this form at the same moment. Load it again."
        ) from None
    form.waves.filter(state=Wave.State.DRAFT).update(form=edited)
    return edited


def _write(cohort: Cohort, spec: FormSpec, version: int) -> Form:
    form = Form.objects.create(
        cohort=cohort,
        key=spec.key,
        version=version,
        title=spec.title,
        mode=spec.mode,
        intro=spec.intro,
    )
    _write_questions(form, spec.questions, 0)
    return form


def _write_questions(form: Form, specs: Iterable[QuestionSpec], first: int) -> None:
    for order, spec in enumerate(specs, start=first):
        given = {name: getattr(spec, name) for name in QUESTION_FIELDS}
        given["options"] = list(spec.options)
        Question.objects.create(form=form, order=order, **given)


def _question(form: Form, code: str) -> Question:
    found = form.questions.filter(code=code).first()
    if found is None:
        raise BootcampError(f"The form has no question `{code}` any more. Load its page again.")
    return found


def _expect_fits(form: Form, spec: QuestionSpec, instead_of: str = "") -> None:
    """The question is sound, its code is free, and means what it meant to those asked before."""
    expect_sound_question(spec)
    if spec.code != instead_of and form.questions.filter(code=spec.code).exists():
        raise BootcampError(
            f"The form has a question `{spec.code}` already. Choose another short name."
        )
    asked = Question.objects.filter(
        form__cohort=form.cohort_id, form__key=form.key, code=spec.code
    ).exclude(form__waves=None)
    for before in asked.exclude(kind=spec.kind, per_section=spec.per_section):
        if was_sent(before.form):
            raise BootcampError(
                f"`{spec.code}` was asked before as “{before.get_kind_display()}”"
                f"{', of each section' if before.per_section else ''}: answers of two kinds can't "
                "be put together. Choose another short name."
            )


def _target(form: Form, code: str = "") -> str:
    return f"form:{form.public}" + (f"/{code}" if code else "")
