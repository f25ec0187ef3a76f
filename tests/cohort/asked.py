"""Forms and waves for tests: made, opened, answered and closed in a line each."""

from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.cohort.domain.survey_form import make_form
from bootcamp.web.cohort.domain.survey_items import Entry
from bootcamp.web.cohort.domain.survey_spec import FormSpec, QuestionSpec
from bootcamp.web.cohort.domain.survey_wave import open_wave, plan_wave

from .conftest import join, make_person

RATING = QuestionSpec("rating", "How was it?", "scale10")
WORDS = QuestionSpec("words", "What should change?", "long")
AGREED = QuestionSpec("agreed", "I'd come again.", "likert5", allows_na=True)


def a_form(cohort, actor, mode="anonymous", questions=(RATING, WORDS), key="daily"):
    return make_form(cohort, FormSpec(key, key.title(), mode, "", tuple(questions)), actor=actor)


def a_wave(cohort, actor, mode="anonymous", questions=(RATING, WORDS), **planned):
    """An open wave of a new form."""
    key = planned.pop("key", "daily")
    form = a_form(cohort, actor, mode, questions, key)
    return open_wave(plan_wave(form, actor=actor, **planned), actor=actor)


def crowd(cohort, count):
    """So many participants."""
    people = [make_person(f"person{number:02}") for number in range(count)]
    for person in people:
        join(person, cohort)
    return people


def given(rating=None, words="", **more):
    """Entries of the two usual questions."""
    found = dict(more)
    if rating is not None:
        found["rating"] = Entry("answered", number=float(rating))
    if words:
        found["words"] = Entry("answered", text=words)
    return found


def all_answer(wave, people, what=lambda number: given(rating=1 + number % 10)):
    for number, person in enumerate(people):
        answer(wave, what(number), actor=person)
