"""Short tests before and after a chapter: variants, resuming, finishing once, who and when."""

import re
import threading
from datetime import date, timedelta

import pytest

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import quiz
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.quiz_todo import for_learners
from bootcamp.web.cohort.models import Membership, Submission, Test
from bootcamp.web.cohort.views import quiz as views

from .conftest import at_once, make_person

URL = "/c/spring/tests/arrays/"
ROLES = frozenset({"participant"})


FIRST, LAST = date(2026, 5, 25), date(2026, 5, 29)  # of the section about arrays


@pytest.fixture
def begins(cohort):
    """The cohort begins today: the test before its first chapter is open."""
    return moved(cohort, 0)


def moved(cohort, days_ago):
    cohort.start = today_in(cohort) - timedelta(days=days_ago)
    cohort.end = cohort.start + timedelta(days=60)
    cohort.save()
    return cohort


def member_of(person):
    return Membership.objects.select_related("cohort").get(person=person)


def answers_of(test, right=True):
    """The right answers, or wrong ones, by the item's name."""
    return {
        q.name: q.code or (q.answer if q.choices else repr(q.answer)) if right else ""
        for q in quiz.questions_of(test)
    }


def sent(test, right=True):
    """The same, as the page's form sends it."""
    fields = {"self_rating": "4"}
    for q in quiz.questions_of(test):
        if q.choices and right:
            fields[f"item-{q.name}"] = str(q.choices.index(q.answer))
        elif q.code:
            fields[f"item-{q.name}"] = q.code if right else q.wrong[0]
        elif not q.choices:
            fields[f"item-{q.name}"] = repr(q.answer) if right else "999"
    return fields


def test_right_answers_get_all_points_and_missing_ones_none(begins, cohort, participant):
    member = member_of(participant)
    test = quiz.begin(member, "arrays", "before", actor=participant)
    half = dict(list(answers_of(test).items())[:5])
    quiz.finish(test, half, 4, actor=participant)
    test.refresh_from_db()
    points = {item.name: item.points for item in test.items.all()}
    assert points == {q.name: float(q.name in half) for q in quiz.questions_of(test)}
    assert (test.self_rating, test.ended_at is not None) == (4, True)


def test_after_asks_the_same_items_with_other_numbers(begins, cohort, participant):
    member = member_of(participant)
    before = quiz.begin(member, "arrays", "before", actor=participant)
    moved(cohort, 30)
    after = quiz.begin(member_of(participant), "arrays", "after", actor=participant)
    pairs = list(zip(quiz.questions_of(before), quiz.questions_of(after), strict=True))
    assert [a.name for a, _ in pairs] == [b.name for _, b in pairs]
    assert [a.name for a, b in pairs if a.numbers == b.numbers] == []


def test_a_test_that_was_left_is_gone_on_with(begins, cohort, participant, signed_in):
    client = signed_in(participant)
    client.post(URL + "before/")
    test = Test.objects.get()
    first = next(q for q in quiz.questions_of(test) if not q.choices)
    field = f"item-{first.name}"
    assert client.post(URL + "before/keep", {field: "17", "self_rating": "3"}).status_code == 204
    page = signed_in(participant).get(URL + "before/").content.decode()
    assert 'value="17"' in page
    assert Test.objects.get().self_rating == 3
    assert Test.objects.get().ended_at is None


def test_what_is_sent_after_the_session_ended_is_given_back(
    begins, cohort, participant, signed_in, client
):
    signed_in(participant).post(URL + "before/")
    said = client.post(URL + "before/", {"item-multiples": "4711", "do": "finish"})
    assert said.status_code == 403
    assert "4711" in said.content.decode()
    assert "signed out" in said.content.decode()


def test_a_second_finish_changes_nothing(begins, cohort, participant, signed_in):
    client = signed_in(participant)
    client.post(URL + "before/")
    test = Test.objects.get()
    client.post(URL + "before/", sent(test) | {"do": "finish"})
    kept = sorted(test.items.values_list("name", "answer", "points"))
    code = {question.name for question in quiz.questions_of(test) if question.code}
    assert {name: points for name, _, points in kept} == {
        name: None if name in code else 1.0 for name, _, _ in kept
    }
    assert Submission.objects.filter(item__test=test).count() == len(code) > 0
    said = client.post(URL + "before/", sent(test, right=False) | {"do": "finish"}, follow=True)
    assert "its answers stand" in said.content.decode()
    assert client.post(URL + "before/keep", sent(test, right=False)).status_code == 409
    assert sorted(test.items.values_list("name", "answer", "points")) == kept
    assert Submission.objects.count() == len(code)


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_begin_or_finish_at_once_one_does(begins, cohort, participant):
    gate = threading.Barrier(10)

    def begin(_):
        member = member_of(participant)
        gate.wait()  # all are connected by now
        return quiz.begin(member, "arrays", "before", actor=participant)

    begun = at_once(10, begin)
    assert [str(one) for one in begun if isinstance(one, Exception)] == []
    assert {test.pk for test in begun} == {Test.objects.get().pk}
    test = Test.objects.get()
    assert test.items.count() == len(quiz.questions_of(test))
    done = at_once(10, lambda _: quiz.finish(test, {}, 4, actor=participant))
    assert [str(error) for error in done if error] == [quiz.FINISHED] * 9


def test_a_number_that_cant_be_read_stops_the_finish_and_loses_nothing(
    begins, cohort, participant, signed_in
):
    client = signed_in(participant)
    client.post(URL + "before/")
    test = Test.objects.get()
    number = next(q for q in quiz.questions_of(test) if not q.choices)
    fields = sent(test) | {f"item-{number.name}": "a dozen", "do": "finish"}
    said = client.post(URL + "before/", fields, follow=True).content.decode()
    place = quiz.questions_of(test).index(number) + 1
    assert f"Question {place}: Expected a number such as -0.75 or 3/4, got `a dozen`" in said
    assert said.count("got `a dozen`") == 2  # beside the field, too
    assert Test.objects.get().ended_at is None
    assert test.items.get(name=number.name).answer == "a dozen"


def test_all_that_is_missing_is_said_at_once_and_then_it_takes_one_press(
    begins, cohort, participant, signed_in
):
    client = signed_in(participant)
    client.post(URL + "before/")
    given = {"item-multiples": "a dozen", "item-newest_first": "def newest(x): ..."}
    said = client.post(URL + "before/", given | {"do": "finish"}).content.decode()
    assert "Question 4: Expected a number such as -0.75 or 3/4, got `a dozen`" in said
    assert "Question 11: Expected a function `newest_first`, got none." in said
    assert "How well do you know the topic? Choose 1 to 10." in said
    assert "11 questions are open: " in said
    sure = re.search(r'name="sure" value="(.+?)"', said)[1]
    assert sure == "1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13"
    was = {"was-item-multiples": "a dozen", "was-item-newest_first": given["item-newest_first"]}
    mended = {"item-multiples": "12", "item-newest_first": "def newest_first(x): ..."}
    last = {"self_rating": "3", "do": "finish", "sure": sure}
    client.post(URL + "before/", was | mended | last)
    assert Test.objects.get().ended_at is not None


def test_what_is_kept_and_cant_be_read_is_told_in_one_message(
    begins, cohort, participant, signed_in
):
    client = signed_in(participant)
    client.post(URL + "before/")
    said = [
        client.post(
            URL + "before/", {"item-multiples": given, "was-item-multiples": was}, follow=True
        )
        for given, was in (("a dozen", ""), ("12", "a dozen"))
    ]
    told = [re.findall(r'<p class="told.*?>(.*?)</p>', each.content.decode()) for each in said]
    assert told == [["Kept. Questions to correct before you finish: 4."], [views.KEPT]]


def test_without_a_self_rating_it_isnt_finished(begins, cohort, participant):
    test = quiz.begin(member_of(participant), "arrays", "before", actor=participant)
    for rating in (None, 0, 11):
        with pytest.raises(BootcampError, match="how well (you know|do you know)|How well do you"):
            quiz.finish(test, {}, rating, actor=participant)
    assert Test.objects.get().ended_at is None


def test_before_is_begun_on_the_first_days_and_after_from_the_last(cohort, participant):
    def says(phase, day):
        return quiz.why_not_now(cohort, "arrays", phase, day)

    assert says("before", FIRST - timedelta(days=9)) == says("before", date(2026, 5, 26)) == ""
    assert "could be begun until 26 May" in says("before", date(2026, 5, 27))
    assert "can be begun from 29 May on" in says("after", date(2026, 5, 28))
    assert says("after", LAST) == says("after", date(2026, 9, 1)) == ""
    with pytest.raises(BootcampError, match="could be begun until 26 May"):
        quiz.begin(member_of(participant), "arrays", "before", actor=participant)
    assert not Test.objects.exists()


def test_the_days_of_chapters_follow_each_other_and_skip_weekends_and_days_off(cohort):
    cohort.holidays = ["2026-05-27"]
    days = quiz.days_of(cohort)
    assert days["arrays"] == [
        date(2026, 5, 25), date(2026, 5, 26), date(2026, 5, 28), date(2026, 5, 29), date(2026, 6, 1)
    ]  # fmt: skip
    assert days["autograd"][0] == date(2026, 6, 2)


def test_the_test_is_to_do_when_it_is_due_until_it_is_done(cohort, participant):
    def titles(day):
        return [todo.title for todo in for_learners(participant, cohort, ROLES, today=day)]

    before, after = (f"Take the short test {phase} Arrays" for phase in quiz.PHASES)
    days = [FIRST - timedelta(days=1), FIRST, date(2026, 5, 27), LAST]
    assert [titles(day) for day in days] == [[], [before], [], [after]]
    assert for_no_one(cohort, participant) == []
    test = quiz.begin(member_of(participant), "arrays", "before", actor=participant, day=FIRST)
    assert titles(FIRST) == [before]
    quiz.finish(test, {}, 4, actor=participant, day=FIRST)
    assert titles(FIRST) == []


def for_no_one(cohort, person):
    return list(for_learners(person, cohort, frozenset({"organiser"}), today=FIRST))


def test_nobody_takes_anothers_test(begins, cohort, participant):
    test = quiz.begin(member_of(participant), "arrays", "before", actor=participant)
    stranger = make_person("stranger")
    for verb in (quiz.keep, quiz.finish):
        with pytest.raises(BootcampError, match="somebody else's"):
            verb(test, {}, 4, actor=stranger)


def test_a_chapter_without_items_or_outside_the_programme_has_no_test(
    begins, cohort, participant, signed_in
):
    client = signed_in(participant)
    assert client.get("/c/spring/tests/nonsense/before/").status_code == 404
    assert client.get(URL + "during/").status_code == 404
    cohort.sections.filter(key="arrays").delete()
    assert client.get(URL + "before/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_an_answer_is_kept_as_soon_as_it_is_typed(
    begins, cohort, participant, live_server, page, signed_in
):
    quiz.begin(member_of(participant), "arrays", "before", actor=participant)
    cookie = signed_in(participant).cookies["groundup_session"].value
    page.context.add_cookies(
        [{"name": "groundup_session", "value": cookie, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}{URL}before/")
    with page.expect_response(lambda response: response.url.endswith("/keep")) as kept:
        page.fill("#item-multiples", "17")
        page.keyboard.press("Tab")
    assert kept.value.status == 204
    with page.expect_response(lambda response: response.url.endswith("/keep")):
        page.check("input[name=self_rating][value='3']")
    page.reload()
    assert page.input_value("#item-multiples") == "17"
    page.click("text=Finish")
    assert "12 questions are open: 1, 2, 3, 5," in page.inner_text("main")
    assert Test.objects.get().ended_at is None
    page.click("button:text('Finish')")
    assert "Finished. Thank you." in page.inner_text("main")
    test = Test.objects.get()
    assert (test.self_rating, test.ended_at is not None) == (3, True)
