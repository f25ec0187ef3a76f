"""The questions at the head of a lesson, in a real browser and without scripts."""

import pytest

pytestmark = pytest.mark.browser
ITEM = """[[items]]
lesson = ""
name = "sum"
text = "How much is {a} and 20?"
draw = { a = [1, 1] }
answer = "a + 20"
wrong = [{ is = "a * 20", says = "That is `{a}` times 20." }]
because = "It is a sum."
"""
WAIT = 5000


@pytest.fixture
def asked(course):
    file = course.root / "sums" / "recall.toml"
    file.write_text(ITEM)
    yield file
    file.unlink()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_wrong_answer_is_explained_and_then_the_right_one_too(site, asked, browser, has_scripts):
    context = browser.new_context(java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(f"{site.url}lesson/sums/sums/")
    question = page.locator("#recall-sum")
    assert "How much is 1 and 20?" in question.inner_text()
    for given, says in (("20", "That is 1 times 20."), ("nine", "Expected a number")):
        question.get_by_label("Your answer").fill(given)
        question.get_by_role("button", name="Answer").click()
        question.get_by_text(says).wait_for(timeout=WAIT)
        if has_scripts:
            assert page.evaluate("document.activeElement.id") == "recall-sum-do"
    assert "21" not in question.inner_text()
    question.get_by_label("Your answer").fill("7")
    question.get_by_role("button", name="Answer").click()
    question.get_by_text("The answer: 21").wait_for(timeout=WAIT)
    assert "It is a sum." in question.inner_text()
    assert "Try again." not in question.inner_text()
    question.get_by_label("Your answer").fill("21")
    question.get_by_role("button", name="Answer").click()
    question.get_by_text("Right.").wait_for(timeout=WAIT)
    assert "It is a sum." in question.inner_text()
    context.close()


def test_questions_that_cannot_be_read_hide_no_lesson(site, asked, page):
    asked.write_text("[[items]")
    page.goto(f"{site.url}lesson/sums/sums/")
    assert page.locator("#double").count() == 1
    assert page.locator(".recall").count() == 0
