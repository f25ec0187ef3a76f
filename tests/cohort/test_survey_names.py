"""The code of a question is its author's to choose, also where a form of ours has a field so called."""

import re

from django.test import Client

from bootcamp.web.cohort.domain.survey_spec import QuestionSpec
from bootcamp.web.cohort.models import Answer

from .asked import a_wave, crowd
from .test_survey_page import url_of

OURS = (
    "may_quote", "seen", "csrfmiddlewaretoken", "submit", "next", "id", "pk", "q", "data", "fields",
    "errors", "clean", "form", "prefix", "__all__", "new",
)  # fmt: skip


def test_a_question_may_have_any_name_also_one_of_ours(cohort, organiser, signed_in):
    person = crowd(cohort, 1)[0]
    questions = [QuestionSpec(name, f"About {name}?", "short", is_quotable=True) for name in OURS]
    wave = a_wave(cohort, organiser, "confidential", questions=questions)
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(url_of(wave)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answers = {f"q.{name}": f"ANSWER {name}" for name in OURS}
    sent = {**answers, "csrfmiddlewaretoken": token, "seen": ""}
    assert client.post(url_of(wave), sent).status_code == 302
    rows = Answer.objects.values_list("question__code", "text", "response__may_quote")
    assert sorted(rows) == sorted((name, f"ANSWER {name}", False) for name in OURS)
    for name in OURS:
        assert (
            signed_in(organiser)
            .get(f"/c/spring/forms/{wave.form.public}/questions/{name}/")
            .status_code
            == 200
        )
