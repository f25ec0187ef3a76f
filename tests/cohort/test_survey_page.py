"""The page that someone answers on: told first what becomes of it; nothing written is ever lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.cohort.domain.survey_spec import QuestionSpec
from bootcamp.web.cohort.domain.survey_wave import close_wave
from bootcamp.web.cohort.models import Answer, Envelope, Membership, Response, Wave
from bootcamp.web.cohort.models.membership import Role

from .asked import AGREED, RATING, WORDS, a_wave, all_answer, crowd, given
from .conftest import join, make_person

LINE = QuestionSpec("line", "In a line?", "short", is_required=True)
CHANCE = QuestionSpec("chance", "How likely?", "probability", allows_na=True)
MANY = QuestionSpec("many", "Which ones?", "multi", ("a & b", "::c"))
PICK = QuestionSpec("pick", "Which?", "choice", ("na", "b"), allows_na=True)
ABOUT = QuestionSpec("good", "Was it good?", "scale10", ("no", "yes"), per_section=True)
STORY = QuestionSpec("story", "What happened?", "long", is_quotable=True)


def url_of(wave, more=""):
    return f"/c/spring/answer/{wave.public}/{more}"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def person(cohort):
    return crowd(cohort, 1)[0]


@pytest.fixture
def client_of(person, signed_in):
    return signed_in(person)


def test_every_kind_of_question_is_sent_and_comes_back_as_it_was(
    cohort, organiser, person, client_of
):
    wave = a_wave(
        cohort, organiser, "confidential",
        questions=[RATING, AGREED, WORDS, LINE, CHANCE, MANY, PICK, ABOUT, STORY],
    )  # fmt: skip
    sent = {
        "q.rating": "7", "q.agreed": "::na", "q.words": "one\r\ntwo", "q.line": "x", "q.chance": "12.5",
        "q.many": ["a & b", "::c"], "q.pick": "na", "q.good.arrays": "3", "q.good.autograd": "",
        "q.story": "", "may_quote": "on", "seen": "",
    }  # fmt: skip
    assert client_of.post(url_of(wave), sent)["Location"] == url_of(wave, "thanks")
    rows = Answer.objects.values_list(
        "question__code", "section__key", "status", "number", "text", "choices"
    )
    assert {(*row[:5], tuple(row[5])) for row in rows} == {
        ("rating", None, "answered", 7.0, "", ()),
        ("agreed", None, "not_applicable", None, "", ()),
        ("words", None, "answered", None, "one\ntwo", ()),
        ("line", None, "answered", None, "x", ()),
        ("chance", None, "answered", 12.5, "", ()),
        ("many", None, "answered", None, "", ("a & b", "::c")),
        ("pick", None, "answered", None, "", ("na",)),
        ("good", "arrays", "answered", 3.0, "", ()),
        ("good", "autograd", "skipped", None, "", ()),
        ("story", None, "skipped", None, "", ()),
    }
    assert Response.objects.get().may_quote
    page = text_of(client_of.get(url_of(wave)))
    assert "You have answered already. Here is what you sent" in page
    for shown in (
        'name="q.rating" value="7" required id="id_q.rating_6" checked',
        'name="q.agreed" value="::na" id="id_q.agreed_5" checked', "> one two</textarea>",
        'name="q.chance" value="12.5"', 'value="a &amp; b" id="id_q.many_0" checked',
        'name="q.good.arrays" value="3"', 'name="may_quote" id="id_may_quote" checked',
    ):  # fmt: skip
        assert shown.replace(" required", "") in page


def test_the_page_says_before_the_first_question_what_becomes_of_the_answers(
    cohort, organiser, client_of
):
    for mode, says in [
        ("anonymous", "This form is anonymous"),
        ("confidential", "This form is confidential"),
        ("identified", "This form has your name on it"),
    ]:
        page = text_of(client_of.get(url_of(a_wave(cohort, organiser, mode, key=mode))))
        assert page.index(says) < page.index(RATING.text)
        assert page.index("Organised by Olga.") < page.index(RATING.text)
        assert "Careful: the organisers evaluate the answers themselves" in page
    join(make_person("eva"), cohort, Role.EVALUATOR)
    page = text_of(client_of.get(url_of(Wave.objects.get(key="anonymous"))))
    assert "Evaluated by Eva." in page
    assert "evaluate the answers themselves" not in page
    join(organiser, cohort, Role.EVALUATOR)
    Membership.objects.filter(person__name="Eva").update(state="withdrawn")
    page = text_of(client_of.get(url_of(Wave.objects.get(key="anonymous"))))
    assert "evaluate the answers themselves" in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"q.rating": "11"}, "Select a valid choice. 11 is not one of the available choices."),
        ({"q.chance": "101"}, "Ensure this value is less than or equal to 100."),
        ({"q.chance": "nan"}, "Enter a number."),
        ({"q.chance": "5", "q.chance::na": "on"}, "both can&#x27;t be"),
        ({"q.line": ""}, "This one needs an answer."),
        ({"q.line": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_cant_be_is_said_at_its_question_and_all_that_was_written_stays(
    cohort, organiser, client_of, sent, says
):
    wave = a_wave(cohort, organiser, questions=[RATING, CHANCE, LINE, WORDS])
    response = client_of.post(url_of(wave), {"q.line": "x", "q.words": "KEPT", **sent})
    page = text_of(response)
    assert response.status_code == 422
    assert "Not sent yet" in page
    assert says in page
    assert "> KEPT</textarea>" in page
    assert not Envelope.objects.exists()


def test_nothing_at_all_isnt_sent(cohort, organiser, client_of):
    page = text_of(
        client_of.post(url_of(a_wave(cohort, organiser)), {"q.rating": "", "q.words": ""})
    )
    assert "Nothing is answered yet" in page
    assert not Envelope.objects.exists()


def test_a_text_of_exactly_four_thousand_characters_with_line_ends_fits(
    cohort, organiser, client_of
):
    wave = a_wave(cohort, organiser, "identified")
    text = "x" + "\n" * 3998 + "y"
    client_of.post(url_of(wave), {"q.words": text.replace("\n", "\r\n")})
    assert Answer.objects.get(question__code="words").text == text


def test_the_second_of_two_anonymous_submissions_is_told_kindly_and_not_added(
    cohort, organiser, client_of
):
    wave = a_wave(cohort, organiser)
    assert client_of.post(url_of(wave), {"q.rating": "3"}).status_code == 302
    again = client_of.post(url_of(wave), {"q.rating": "3"})
    assert again.status_code == 409
    assert "were here already, and they count once" in text_of(again)
    back = client_of.get(url_of(wave))  # the back button
    assert "Thank you" in text_of(back)
    assert RATING.text not in text_of(back)
    assert Envelope.objects.count() == 1


def test_an_older_tab_is_told_and_shows_what_it_would_have_sent(cohort, organiser, client_of):
    wave = a_wave(cohort, organiser, "confidential")
    client_of.post(url_of(wave), {"q.rating": "3", "q.words": "first", "seen": ""})
    older = client_of.post(url_of(wave), {"q.rating": "4", "q.words": "second", "seen": ""})
    assert older.status_code == 409
    page = text_of(older)
    assert "You sent other answers meanwhile" in page
    assert "> second</textarea>" in page
    assert Answer.objects.filter(text="first").exists()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    client_of.post(url_of(wave), {"q.rating": "4", "q.words": "second", "seen": seen})
    assert set(Answer.objects.values_list("text", flat=True)) == {"", "second"}
    assert Response.objects.count() == 1


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_someone_signed_out_meanwhile_gets_all_back_that_they_wrote(cohort, organiser, mode):
    crowd(cohort, 1)
    wave = a_wave(cohort, organiser, mode)
    response = Client().post(url_of(wave), {"q.rating": "3", "q.words": "a <b>long</b> text"})
    page = text_of(response)
    assert response.status_code == 403
    assert "You were signed out meanwhile" in page
    assert "a &lt;b&gt;long&lt;/b&gt; text" in page
    assert f'href="/account/login/?next=%2Fc%2Fspring%2Fanswer%2F{wave.public}%2F"' in page
    assert not Envelope.objects.exists()
    assert not Response.objects.exists()


def test_a_page_with_a_token_that_no_longer_holds_gives_back_too(cohort, organiser, person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(url_of(a_wave(cohort, organiser)), {"q.words": "a long text"})
    assert response.status_code == 403
    assert "a long text" in text_of(response)


def test_what_comes_after_the_end_isnt_taken_and_isnt_lost(cohort, organiser, client_of):
    wave = a_wave(cohort, organiser)
    Wave.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    late = client_of.post(url_of(wave), {"q.words": "a long text"})
    assert late.status_code == 409
    assert "takes no more answers. Nothing was sent" in text_of(late)
    assert "> a long text</textarea>" in text_of(late)
    assert client_of.get(url_of(wave)).status_code == 410
    assert not Envelope.objects.exists()


def test_who_isnt_asked_finds_no_such_page(cohort, organiser, signed_in, ta, other_cohort):
    crowd(cohort, 1)
    wave = a_wave(cohort, organiser)
    elsewhere = make_person("elsa")
    join(elsewhere, other_cohort)
    for person in (ta, organiser, elsewhere):
        assert signed_in(person).get(url_of(wave)).status_code == 404
        assert signed_in(person).post(url_of(wave), {"q.rating": "3"}).status_code == 404
    assert not Envelope.objects.exists()


def test_who_has_completed_the_cohort_answers_a_follow_up(cohort, organiser, person, signed_in):
    person.memberships.update(state="completed")
    wave = a_wave(cohort, organiser, "identified", months_after=6)
    client = signed_in(person)
    assert f"Answer: {wave}" in text_of(client.get("/c/spring/"))
    assert client.post(url_of(wave), {"q.rating": "3"}).status_code == 302


def test_an_open_form_waits_on_the_first_page_until_it_is_answered(
    cohort, organiser, person, client_of
):
    wave = a_wave(cohort, organiser, label="Monday")
    assert "Answer: Daily: Monday" in text_of(client_of.get("/c/spring/"))
    answer(wave, given(3), actor=person)
    assert "Answer: Daily: Monday" not in text_of(client_of.get("/c/spring/"))


def test_organisers_are_told_what_closed_with_results_and_what_with_too_few(
    cohort, organiser, signed_in
):
    people = crowd(cohort, 5)
    enough, few = a_wave(cohort, organiser), a_wave(cohort, organiser, key="few")
    all_answer(enough, people)
    all_answer(few, people[:2])
    page = text_of(signed_in(organiser).get("/c/spring/"))
    assert "Results:" not in page
    for wave in (enough, few):
        close_wave(wave, actor=organiser)
    page = text_of(signed_in(organiser).get("/c/spring/"))
    assert "Results: Daily" in page
    assert "Too few answers: Few" in page
    Wave.objects.update(closed_at=timezone.now() - timedelta(days=8))
    assert "Results: Daily" not in text_of(signed_in(organiser).get("/c/spring/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    cohort, organiser, client_of, count, django_assert_num_queries
):
    questions = [QuestionSpec(f"q{n}", f"Q{n}?", "scale10", per_section=True) for n in range(count)]
    wave = a_wave(cohort, organiser, questions=questions)
    with django_assert_num_queries(9):
        client_of.get(url_of(wave))
