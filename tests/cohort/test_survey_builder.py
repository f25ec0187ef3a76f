"""Organisers build, ask, remind, close and read, with nothing but forms and links."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bootcamp.web.cohort.domain.survey_file import from_library, from_toml, to_toml
from bootcamp.web.cohort.domain.survey_spec import spec_of
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.models import Form, OutboxMail, Response, Wave
from bootcamp.web.cohort.models.membership import Role

from .asked import a_form, a_wave, all_answer, crowd, given
from .conftest import join, make_person


@pytest.fixture
def client_of(signed_in, organiser):
    return signed_in(organiser)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def new(client, **posted):
    return client.post("/c/spring/forms/new", posted)


def test_a_ready_form_goes_from_the_list_to_its_results(cohort, organiser, client_of, signed_in):
    people = crowd(cohort, 6)
    form_url = new(client_of, how="library", name="daily")["Location"]
    assert spec_of(Form.objects.get()) == from_library("daily")
    wave_url = client_of.post(form_url + "ask", {
        "label": "Monday", "asks": "participant", "closes_at": "", "months_after": "0",
    })["Location"]  # fmt: skip
    assert "It asks 6 participants of this cohort" in text_of(client_of.get(wave_url + "open"))
    client_of.post(wave_url + "open")
    wave = Wave.objects.get()
    for number, person in enumerate(people[:5]):
        sent = {"q.day_worthwhile": str(number + 4), "q.pace": "right", "q.keep": f"text {number}"}
        signed_in(person).post(f"/c/spring/answer/{wave.public}/", sent)
    assert "5 of 6" in text_of(client_of.get(wave_url))
    assert "once the wave has closed" in text_of(client_of.get(wave_url + "results"))
    assert "5 of 6 have answered" in text_of(client_of.get(wave_url + "close"))
    client_of.post(wave_url + "close")
    page = text_of(client_of.get(wave_url + "results"))
    assert "5 answered of 6 who could, of 6 asked" in page
    assert "5 answered · median 6" in page
    assert all(f"<blockquote>text {number}</blockquote>" in page for number in range(5))


def test_a_form_is_exported_and_imported_as_the_same(cohort, client_of, other_cohort, organiser):
    join(organiser, other_cohort, Role.ORGANISER)
    new(client_of, how="library", name="exit")
    form = Form.objects.get()
    got = client_of.get(f"/c/spring/forms/{form.public}/export")
    assert got["Content-Disposition"] == 'attachment; filename="exit.toml"'
    file = SimpleUploadedFile("exit.toml", got.content)
    client_of.post("/c/autumn/forms/new", {"how": "file", "file": file})
    assert spec_of(other_cohort.forms.get()) == spec_of(form) == from_toml(got.content.decode())


def test_a_form_saved_by_a_windows_editor_is_the_same(client_of, other_cohort, organiser):
    join(organiser, other_cohort, Role.ORGANISER)
    spec = from_library("exit")
    saved = b"\xef\xbb\xbf" + to_toml(spec).replace("\n", "\r\n").encode()
    file = SimpleUploadedFile("exit.toml", saved)
    client_of.post("/c/autumn/forms/new", {"how": "file", "file": file})
    assert spec_of(other_cohort.forms.get()) == spec


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"key = ", "The file isn&#x27;t TOML"),
        (b"\xff\xfe", "x.toml is in UTF-16"),
        (b"caf\xe9", "isn&#x27;t UTF-8 text (byte 3"),
        (b"#" * 300_001, "Expected up to 300 kB"),
    ],
)
def test_a_file_that_is_no_form_is_said_and_nothing_is_made(cohort, client_of, content, says):
    page = client_of.post(
        "/c/spring/forms/new", {"how": "file", "file": SimpleUploadedFile("x.toml", content)}
    )
    assert says in text_of(page)
    assert not Form.objects.exists()


def test_a_form_is_built_question_by_question(cohort, client_of):
    posted = {"how": "empty", "title": "Mine", "key": "mine", "intro": "", "mode": "confidential"}
    url = new(client_of, **posted)["Location"]
    for code, kind, options in [("a", "choice", "x\r\n\r\ny "), ("b", "long", "")]:
        client_of.post(
            url + "questions/new", {"code": code, "text": code, "kind": kind, "options": options}
        )
    client_of.post(url + "questions/b/move", {"way": "up"})
    client_of.post(url + "questions/a/", {
        "code": "a", "text": "Which?", "kind": "choice", "options": "x\ny\nz", "is_required": "on",
    })  # fmt: skip
    client_of.post(url, {"title": "Ours", "intro": "Hello", "mode": "anonymous"})
    form = Form.objects.get()
    assert [(q.code, q.text, q.options, q.is_required) for q in form.questions.all()] == [
        ("b", "b", [], False), ("a", "Which?", ["x", "y", "z"], True),
    ]  # fmt: skip
    assert (form.title, form.intro, form.mode) == ("Ours", "Hello", "anonymous")
    preview = text_of(client_of.get(url + "preview"))
    assert "This form is anonymous" in preview
    assert "<button>Send" not in preview
    client_of.post(url + "questions/b/remove")
    copied = client_of.post(url + "copy", {"key": "copy", "title": "Copy"})["Location"]
    assert "Which?" in text_of(client_of.get(copied))
    client_of.post(copied + "remove")
    assert list(Form.objects.values_list("key", flat=True)) == ["mine"]


def test_what_a_question_lacks_is_said_and_what_was_typed_stays(cohort, organiser, client_of):
    form = a_form(cohort, organiser)
    page = text_of(client_of.post(
        f"/c/spring/forms/{form.public}/questions/new",
        {"code": "a", "text": "Which?", "kind": "choice", "options": "only one"},
    ))  # fmt: skip
    assert "expected 2 to 40 options, got 1" in page
    assert "only one</textarea>" in page


def test_an_edit_of_what_was_sent_leads_to_the_new_version_and_says_so(
    cohort, organiser, client_of
):
    crowd(cohort, 1)
    old = a_wave(cohort, organiser).form
    url = f"/c/spring/forms/{old.public}/"
    assert "a new version is made" in text_of(client_of.get(url))
    answer = client_of.post(url + "questions/words/remove", follow=True)
    assert "Version 1 was sent and stays as it is" in text_of(answer)
    assert "Version 2 is the newest" in text_of(client_of.get(url))
    assert "questions/new" not in text_of(client_of.get(url))


def test_a_reminder_says_how_many_it_goes_to_and_its_text_is_the_organisers(
    cohort, organiser, client_of
):
    people = crowd(cohort, 3)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:1])
    url = f"/c/spring/waves/{wave.public}/"
    page = text_of(client_of.get(url + "remind"))
    assert "2 have not answered: the mail goes to those of them alone who are still here" in page
    assert not any(person.name in page or person.email in page for person in people)
    posted = {"subject": "Please", "body": "Here: {link}", "number": "1"}
    client_of.post(url + "remind", posted)
    again = client_of.post(url + "remind", posted, follow=True)
    assert "nobody was mailed twice" in text_of(again)
    sent = OutboxMail.objects.all()
    assert [mail.subject for mail in sent] == ["Please", "Please"]
    assert sent[0].body == f"Here: http://testserver/c/spring/answer/{wave.public}/"


def test_too_few_answers_stay_sealed_the_page_says_so_and_more_time_is_given(
    cohort, organiser, client_of
):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser)
    all_answer(wave, people[:2])
    url = f"/c/spring/waves/{wave.public}/"
    client_of.post(url + "close")
    assert "2 answers came: too few" in text_of(client_of.get(url))
    assert "these stay sealed" in text_of(client_of.get(url + "results"))
    past = client_of.post(url + "extend", {"closes_at": "2020-01-01T10:00"})
    assert "That is over already" in text_of(past)
    client_of.post(url + "extend", {"closes_at": ""})
    all_answer(wave, people[2:], lambda n: given(3))
    client_of.post(url + "close")
    assert Response.objects.count() == 5
    assert "too few" not in text_of(client_of.get(url))


def test_the_time_of_closing_is_in_the_zone_of_who_types_it(cohort, organiser, client_of):
    organiser.zone = "Asia/Kolkata"
    organiser.save()
    form = a_form(cohort, organiser)
    client_of.post(f"/c/spring/forms/{form.public}/ask", {
        "label": "", "asks": "participant", "closes_at": "2099-01-01T10:00", "months_after": "0",
    })  # fmt: skip
    assert Wave.objects.get().closes_at.isoformat() == "2099-01-01T04:30:00+00:00"


def test_an_evaluator_reads_results_and_changes_nothing(cohort, organiser, signed_in):
    evaluator = make_person("eva")
    join(evaluator, cohort, Role.EVALUATOR)
    people = crowd(cohort, 6)
    wave = a_wave(cohort, organiser, "identified")
    all_answer(wave, people)
    close_wave(wave, actor=organiser)
    client, url = signed_in(evaluator), f"/c/spring/waves/{wave.public}/"
    assert "The forms" not in text_of(client.get("/c/spring/forms/"))
    page = text_of(client.get(url + "results"))
    assert "6 answered" in page
    assert "Person00" not in page
    for path in ("", "open", "close", "extend", "remind", "remove"):
        assert client.post(url + path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    cohort, organiser, client_of, count, django_assert_num_queries
):
    crowd(cohort, 1)
    for number in range(count):
        a_wave(cohort, organiser, key=f"form{number}")
    with django_assert_num_queries(6):
        client_of.get("/c/spring/forms/")
