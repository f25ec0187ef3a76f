"""A form as plain data, and what makes one sound: what a page, a file and a table agree on."""

import re
from dataclasses import dataclass, fields
from typing import Any

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.models import Form, Question

Kind = Question.Kind
SHORT, LONG = 300, 4000  # characters that a line and a text may have
NUMBER = 1e12  # no number beyond this, nor below its negative
CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
AGREEMENT = {
    1: "strongly disagree",
    2: "disagree",
    3: "neutral",
    4: "agree",
    5: "strongly agree",
}
NA = "::na"  # what a page sends in the place of an answer that doesn't apply
RANGES = {Kind.LIKERT5: (1, 5), Kind.SCALE10: (1, 10), Kind.PROBABILITY: (0, 100)}
OF_OPTIONS, OF_TEXT = (Kind.CHOICE, Kind.MULTI), (Kind.SHORT, Kind.LONG)


@dataclass(frozen=True)
class QuestionSpec:
    """An item. `options`: what to choose from; of a rating, the words at its two ends."""

    code: str
    text: str
    kind: str
    options: tuple[str, ...] = ()
    per_section: bool = False
    is_required: bool = False
    allows_na: bool = False
    is_quotable: bool = False


@dataclass(frozen=True)
class FormSpec:
    """A form, without what a cohort adds to it."""

    key: str
    title: str
    mode: str
    intro: str = ""
    questions: tuple[QuestionSpec, ...] = ()


QUESTION_FIELDS = tuple(field.name for field in fields(QuestionSpec))


def spec_of(form: Form) -> FormSpec:
    """What a form in the database is."""
    return FormSpec(
        form.key,
        form.title,
        form.mode,
        form.intro,
        tuple(question_spec(question) for question in form.questions.all()),
    )


def question_spec(question: Question) -> QuestionSpec:
    """What a question in the database is."""
    given: dict[str, Any] = {name: getattr(question, name) for name in QUESTION_FIELDS}
    return QuestionSpec(**{**given, "options": tuple(question.options)})


def expect_sound(spec: FormSpec) -> None:
    """Raise a sentence about the first thing that isn't as it should be."""
    _expect_code("form's key", spec.key)
    _expect_length(f"title of `{spec.key}`", spec.title, 120)
    _expect_length(f"introduction of `{spec.key}`", spec.intro, 2000, least=0)
    if spec.mode not in Form.Mode.values:
        raise BootcampError(
            f"The mode of `{spec.key}` should be one of {', '.join(Form.Mode.values)}, and is "
            f"“{spec.mode}”. Change it."
        )
    codes = [question.code for question in spec.questions]
    for question in spec.questions:
        expect_sound_question(question)
        if codes.count(question.code) > 1:
            raise BootcampError(
                f"Two questions have the code `{question.code}`. Give one of them another."
            )


def expect_sound_question(question: QuestionSpec) -> None:
    """The same, of one question."""
    code = question.code
    _expect_code("question's code", code)
    _expect_length(f"text of `{code}`", question.text, 400)
    if question.kind not in Kind.values:
        raise BootcampError(
            f"The kind of `{code}` should be one of {', '.join(Kind.values)}, and is "
            f"“{question.kind}”. Change it."
        )
    for option in question.options:
        _expect_length(f"option of `{code}`", option, 120)
    if len(set(question.options)) < len(question.options):
        raise BootcampError(f"Two options of `{code}` are the same. Remove one.")
    if NA in question.options:
        raise BootcampError(f"`{code}` can't have the option “{NA}”: set allows_na instead.")
    _expect_options(code, question.kind, len(question.options))
    if question.is_quotable and question.kind not in OF_TEXT:
        raise BootcampError(
            f"`{code}` is of the kind {question.kind}: only texts can be quoted. Unset is_quotable."
        )


def _expect_options(code: str, kind: str, got: int) -> None:
    expected, is_right = "no options", got == 0
    if kind in OF_OPTIONS:
        expected, is_right = "2 to 40 options", 2 <= got <= 40
    elif kind == Kind.SCALE10:
        expected, is_right = "no options, or 2: the words at 1 and at 10", got in (0, 2)
    if not is_right:
        raise BootcampError(f"`{code}` is of the kind {kind}: expected {expected}, got {got}.")


def _expect_code(what: str, code: str) -> None:
    if not CODE.fullmatch(code):
        raise BootcampError(
            f"A {what} is made of 1 to 60 letters, digits, - and _ without spaces; got “{code}”."
        )


def _expect_length(what: str, text: str, most: int, least: int = 1) -> None:
    if not least <= len(text.strip()) or len(text) > most:
        raise BootcampError(
            f"The {what} should have {least} to {most} characters, and has {len(text)}."
        )
    if "\0" in text:
        raise BootcampError(f"The {what} has a character of code 0 in it. Remove it.")
