"""A box says what is asked, what is the case now, and why something can't be done."""

import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

pytestmark = pytest.mark.browser
SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'
FOREVER = "def total(values):\n    while True:\n        pass\n"
WAIT = 10_000
TOPS = "all => all.map(one => one.getBoundingClientRect().y)"  # at one moment


@pytest.fixture
def lesson(site, page):
    page.goto(f"{site.url}lesson/sums/sums/")
    return page


def test_a_box_shows_signature_and_docstring(lesson):
    contract = lesson.locator("#double .contract")
    assert contract.locator("pre").inner_text().strip() == "def double(x):"
    assert contract.locator("p").all_inner_texts() == ["Twice x.", "Imported: np."]
    assert lesson.locator("#double .where code").inner_text() == "double"


def test_what_was_passed_and_fails_now_says_both(lesson, write):
    write("double", RIGHT)
    lesson.locator("#double .state", has_text="Passed").wait_for(timeout=WAIT)
    write("double", SQUARE)
    box = lesson.locator("#double.bad:not(.passed)")
    box.locator(".state", has_text="Passed before, fails now").wait_for(timeout=WAIT)
    lesson.goto(lesson.url.partition("/lesson")[0])
    lesson.get_by_text("1 of 4 exercises passed, 1 of them fails now").wait_for(timeout=WAIT)


def test_where_no_line_raised_the_place_is_told_without_the_line(lesson, write):
    write("double", SQUARE)
    verdict = lesson.locator("#double .verdict")
    place = verdict.get_by_text(re.compile(r"^tinylib/sums\.py, line \d+"))
    place.wait_for(timeout=WAIT)
    assert place.locator("code").count() == 0
    write("double", "def double(x):\n    return x / 0\n")
    verdict.get_by_text("return x / 0").wait_for(timeout=WAIT)


def test_borrowed_code_is_no_pass(lesson, workspace):
    workspace.borrow("double")
    lesson.locator("#double .state", has_text="Borrowed").wait_for(timeout=WAIT)
    lesson.goto(lesson.url.partition("/lesson")[0])
    lesson.get_by_text("0 of 4 exercises passed, 1 borrowed").wait_for(timeout=WAIT)
    lesson.get_by_role("link", name="Go on with total").wait_for(timeout=WAIT)


def test_while_a_check_runs_the_verdict_before_says_so(lesson, write):
    write("total", "def total(values):\n    return 2.0 * sum(values)\n")
    verdict = lesson.locator("#total .verdict")
    verdict.wait_for(timeout=WAIT)
    busy = verdict.get_by_text("Checking what you saved")
    busy.wait_for(state="hidden", timeout=WAIT)
    write("total", FOREVER)
    busy.wait_for(timeout=WAIT)
    verdict.get_by_text("Stopped after 3 s").wait_for(timeout=WAIT)


def test_an_answer_that_is_none_is_told_beside_it_and_stays(lesson):
    box = lesson.locator("#by_hand")
    box.get_by_label("Your answer").fill("abc")
    box.get_by_role("button", name="Answer").click()
    box.get_by_text("Expected a number").wait_for(timeout=WAIT)
    assert box.get_by_label("Your answer").input_value() == "abc"
    assert box.locator(".state").inner_text() == "To do"


def test_a_check_of_what_is_blank_is_told_in_the_box_without_backquotes(lesson):
    box = lesson.locator("#double")
    box.get_by_role("button", name="Check").click()
    box.get_by_text("is waiting to be written").wait_for(timeout=WAIT)
    assert "`" not in box.inner_text()
    lesson.locator("#said", has_text="double is waiting").wait_for(timeout=WAIT)


def test_what_goes_wrong_is_told_in_the_box(lesson, course):
    course.exercises["double"].path.write_text("this is no Python")
    box = lesson.locator("#double")
    box.get_by_role("button", name="Check").click()
    box.locator(".problem").wait_for(timeout=WAIT)
    assert "double" in box.locator(".problem").inner_text()


def test_what_goes_wrong_stays_when_the_box_is_drawn_anew(lesson, course, session):
    course.exercises["double"].path.write_text("this is no Python")
    box = lesson.locator("#double")
    box.get_by_role("button", name="Check").click()
    box.locator(".problem").wait_for(timeout=WAIT)
    box.evaluate("box => { box.dataset.drawn = 'before'; }")
    session.hint("double", by="command")
    lesson.locator("#double:not([data-drawn]) .hints").wait_for(timeout=WAIT)
    assert "double" in box.locator(".problem").inner_text()
    box.get_by_role("button", name="Hint").click()
    box.locator(".hints li").nth(1).wait_for(timeout=WAIT)
    box.locator(".problem").wait_for(state="hidden", timeout=WAIT)


def test_code_in_a_title_is_code(site, page, workspace):
    exercises = workspace.course.exercises
    exercises["double"] = replace(exercises["double"], summary="Double: `x + x`.")
    for address in ("", "lesson/sums/sums/", "exercise/double/edit"):
        page.goto(site.url + address)
        page.get_by_text("Double: x + x.").first.wait_for(timeout=WAIT)


def test_a_verdict_says_when_it_was_checked(lesson, write):
    write("double", SQUARE)
    when = lesson.locator("#double .when")
    when.wait_for(timeout=WAIT)
    assert re.fullmatch(r"checked \d\d:\d\d:\d\d", when.inner_text())


def test_the_solution_asks_first_marks_the_box_and_can_be_opened_again(lesson, session):
    box = lesson.locator("#double")
    box.get_by_role("link", name="Solution").click()
    lesson.get_by_text("marked “solution seen”").wait_for(timeout=WAIT)
    lesson.get_by_role("link", name="Back to the exercise").click()
    lesson.wait_for_url("**/lesson/sums/sums/#double")
    assert not session.statuses()["double"].saw_solution
    box.get_by_role("link", name="Solution").click()
    lesson.get_by_role("button", name="Show the solution").click()
    lesson.locator("pre code .k", has_text="return").wait_for(timeout=WAIT)  # in colours
    lesson.reload()
    assert lesson.get_by_role("link", name="Back to the exercise").count() == 1
    lesson.get_by_role("link", name="Sums").click()
    box.get_by_text("solution seen").wait_for(timeout=WAIT)


def test_yours_and_the_reference_leave_docstrings_out_and_mark_what_differs(lesson, write):
    write("double", 'def double(x):\n    """Mine."""\n    return 2 * x\n')
    lesson.locator("#double .beside summary").click()
    both = lesson.locator("#double .beside pre").all_text_contents()
    assert [text.strip() for text in both] == [
        "def double(x):\n    return 2 * x",
        "def double(x):\n    return x + x",
    ]
    marked = lesson.locator("#double .beside .hll").all_text_contents()
    assert [text.strip() for text in marked] == ["return 2 * x", "return x + x"]


def test_below_both_it_is_said_that_they_do_the_same(lesson, write):
    write("double", "def double(x):\n    return x + x  # twice\n")
    lesson.locator("#double .state", has_text="Passed").wait_for(timeout=WAIT)
    lesson.get_by_text("Yours and the reference").click()
    said = lesson.locator("#double .beside .quiet").inner_text()
    assert said.startswith("Both do the same, line by line: only names, blanks or comments differ.")


def test_on_the_solutions_own_page_they_stand_side_by_side(lesson, write):
    write("double", RIGHT)
    lesson.locator("#double .state", has_text="Passed").wait_for(timeout=WAIT)
    lesson.locator("#solution-double").click()
    lesson.locator(".codes").wait_for(timeout=WAIT)
    mine, reference = lesson.locator(".codes > div").evaluate_all(TOPS)
    assert mine == reference
    lesson.set_viewport_size({"width": 360, "height": 800})
    mine, reference = lesson.locator(".codes > div").evaluate_all(TOPS)
    assert mine < reference


@pytest.mark.parametrize("address", ["nothing", "exercise/nope/", "lesson/sums/nope/"])
def test_an_address_that_leads_nowhere_has_a_page_with_a_way_back(site, page, address):
    response = page.goto(site.url + address)
    assert response.status == 404
    page.get_by_role("heading", name="There is no such page").wait_for(timeout=WAIT)
    page.get_by_role("link", name="Home").click()
    page.get_by_role("heading", name="Tiny").wait_for(timeout=WAIT)


def test_a_second_click_on_the_same_button_asks_for_no_other_hint(lesson, session):
    fields = "#double form[action$='/hint'] input"
    sent = {each.get_attribute("name"): each.input_value() for each in lesson.locator(fields).all()}
    address = lesson.locator("#double form[action$='/hint']").evaluate("form => form.action")
    for _ in range(2):
        assert lesson.request.post(address, form=sent).ok
    assert len(session.hints_seen("double")) == 1


@pytest.mark.parametrize("verb", ["check", "hint"])
def test_the_address_of_a_form_leads_to_its_box(site, page, session, verb):
    page.goto(f"{site.url}exercise/double/{verb}")
    assert page.url.endswith("/lesson/sums/sums/#double")
    assert session.hints_seen("double") == ()


def test_a_lesson_says_how_much_of_its_time_is_for_exercises(lesson):
    lesson.get_by_text("about 9 minutes, 9 of them for exercises").wait_for(timeout=WAIT)


def test_on_a_phone_every_row_of_actions_begins_at_the_same_place(site, page):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site.url}lesson/sums/sums/")
    lefts = page.locator("#double .actions > *").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().left)"
    )
    starts = [left for left, before in zip(lefts, [999.0, *lefts], strict=False) if left < before]
    assert len(starts) > 1
    assert max(starts) - min(starts) < 2


def test_times_are_those_of_the_learners_clock():
    code = "import os, time; os.environ['DJANGO_SETTINGS_MODULE'] = 'bootcamp.web.settings'; "
    code += "import django; django.setup(); print(time.strftime('%z'))"
    environment = {**os.environ, "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=False
    )
    assert (done.stdout, done.stderr) == (b"+0900\n", b"")
