"""Fill a cohort with what a report is made from: waves that were answered, attempts, tests."""

from datetime import UTC, datetime

from bootcamp.web.cohort.models import (
    Answer,
    Attempt,
    Form,
    Mark,
    Question,
    Receipt,
    Response,
    Test,
    TestItem,
    Wave,
)

from .conftest import join, make_person


def members_of(cohort, count, name="p", **fields):
    """So many participants who were there from the first day."""
    since = datetime.combine(cohort.start, datetime.min.time(), UTC)
    found = []
    for number in range(count):
        member = join(make_person(f"{name}{number}"), cohort, **fields)
        member.since = since
        member.save()
        found.append(member)
    return found


def make_form(cohort, key, mode, questions):
    """A form with these questions: code to kind, or to the fields of a question."""
    form = Form.objects.create(cohort=cohort, key=key, title=key, mode=mode)
    for order, (code, given) in enumerate(questions.items()):
        fields = {"kind": given} if isinstance(given, str) else given
        Question.objects.create(form=form, code=code, order=order, **{"text": code, **fields})
    return form


def answered(form, members, values, closed, key="", invited=(), **fields):
    """A wave of the form, closed at that time. `values`: (code, section key) to one value each."""
    wave = Wave.objects.create(
        cohort=form.cohort, form=form, key=key or form.key, state="closed", opened_at=closed,
        closed_at=closed, eligible=len(invited or members), **fields,
    )  # fmt: skip
    for member in {*members, *invited}:
        Receipt.objects.create(wave=wave, membership=member, is_done=member in members)
    is_anonymous = form.mode == "anonymous"
    responses = [
        Response.objects.create(
            wave=wave, membership=None if is_anonymous else member, may_quote=number == 0
        )
        for number, member in enumerate(members)
    ]
    questions = {question.code: question for question in form.questions.all()}
    sections = {section.key: section for section in form.cohort.sections.all()}
    Answer.objects.bulk_create(
        as_answer(response, questions[code], sections.get(section), value)
        for (code, section), column in values.items()
        for response, value in zip(responses, column, strict=False)
    )
    return wave


def as_answer(response, question, section, value):
    """A number, a text, a list of choices; None was skipped; a text with themes is a pair."""
    text, themes = value if isinstance(value, tuple) else (value, [])
    fields = {
        "status": "skipped" if value is None else "answered",
        "number": value if isinstance(value, int | float) else None,
        "text": text if isinstance(text, str) else "",
        "choices": value if isinstance(value, list) else [],
        "themes": themes,
    }
    return Answer(response=response, question=question, section=section, **fields)


def attempt(person, exercise, at, outcome="failed", code="a", **fields):
    return Attempt.objects.create(
        person=person, exercise=exercise, at=at, outcome=outcome, honest=outcome == "failed",
        code_hash=code, verdict={}, source="page", **fields,
    )  # fmt: skip


def mark(person, exercise, at, kind, text=""):
    return Mark.objects.create(person=person, exercise=exercise, at=at, kind=kind, text=text)


def sat(member, chapter, phase, points, ended, out_of=8, self_rating=None):
    test = Test.objects.create(
        membership=member, cohort=member.cohort, chapter=chapter, phase=phase, seed=1,
        begun_at=ended, ended_at=ended, self_rating=self_rating,
    )  # fmt: skip
    for number in range(out_of):
        TestItem.objects.create(test=test, name=f"i{number}", points=number < points)
    return test
