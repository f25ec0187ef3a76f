"""By keyboard alone: what had the focus has it still, or the focus is on what came in its place."""

import pytest

pytestmark = pytest.mark.browser
SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'
CHOICE = """[[items]]
lesson = ""
name = "sum"
text = "Which is the sum of 1 and 20?"
draw = { a = [1, 1] }
right = "21"
wrong = [{ is = "20", says = "That is the product." }]
because = "It is a sum."
"""
WAIT = 10_000


@pytest.fixture
def lesson(site, page):
    page.goto(f"{site.url}lesson/sums/sums/")
    return page


def focused(page, asks="e.id || e.className || e.localName"):
    return page.evaluate(f"(e => {asks})(document.activeElement)")


def tab_to(page, identity):
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page, "e.id") == identity:
            return
    raise AssertionError(f"Tab never reaches {identity}")


def waits_for(page, selector):
    """Wait until such a thing has the focus, and the swap is over."""
    page.locator(f"{selector}:focus").wait_for(state="attached", timeout=WAIT)
    page.wait_for_timeout(100)
    assert page.locator(f"{selector}:focus").count() == 1


def in_sight(page):
    return focused(
        page,
        "e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight",
    )


def test_a_right_answer_takes_the_focus_to_the_verdict(lesson, session):
    tab_to(lesson, "answer-by_hand")
    top = lesson.locator("#by_hand").bounding_box()["y"]
    lesson.keyboard.type(str(session.question("by_hand")["answer"]))
    lesson.keyboard.press("Enter")
    waits_for(lesson, "#by_hand .verdict.good")
    assert in_sight(lesson)
    assert abs(lesson.locator("#by_hand").bounding_box()["y"] - top) < 1
    lesson.keyboard.press("Tab")
    assert focused(lesson, "e.id") == "hint-by_hand"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_wrong_answer_leaves_the_focus_in_the_field(lesson, width):
    lesson.set_viewport_size({"width": width, "height": 500})
    tab_to(lesson, "answer-by_hand")
    before = lesson.evaluate("scrollY")
    lesson.keyboard.type("-7")
    lesson.keyboard.press("Enter")
    lesson.locator("#by_hand.bad:not(.htmx-settling)").wait_for(timeout=WAIT)
    waits_for(lesson, "#answer-by_hand")
    assert lesson.evaluate("scrollY") == before


def test_the_last_hint_takes_the_place_of_its_button(lesson):
    tab_to(lesson, "hint-double")
    lesson.keyboard.press("Enter")
    lesson.locator("#double:not(.htmx-settling) .hints li").wait_for(timeout=WAIT)
    assert focused(lesson) == "hint-double"
    lesson.keyboard.press("Enter")
    waits_for(lesson, "#double .hints li:nth-child(2)")
    assert in_sight(lesson)


def test_a_choice_that_was_wrong_can_be_changed_at_once(site, page, course):
    (course.root / "sums" / "recall.toml").write_text(CHOICE)
    page.goto(f"{site.url}lesson/sums/sums/")
    page.locator("#recall-sum input[value='20']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("That is the product.").wait_for(timeout=WAIT)
    waits_for(page, "input[type=radio][value='20']")
    page.locator("#recall-sum input[value='21']").press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("It is a sum.").wait_for(timeout=WAIT)
    waits_for(page, "input[type=radio][value='21']")


def test_an_editor_that_closes_gives_the_focus_back(lesson):
    tab_to(lesson, "edit-double")
    lesson.keyboard.press("Enter")
    waits_for(lesson, ".ace_text-input")
    lesson.keyboard.press("Escape")
    tab_to(lesson, "save-double")
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    waits_for(lesson, "#edit-double")


def test_an_editor_that_follows_the_file_keeps_the_focus(lesson, write):
    tab_to(lesson, "edit-double")
    lesson.keyboard.press("Enter")
    waits_for(lesson, ".ace_text-input")
    write("double", SQUARE)
    lesson.locator("#double .ace_line", has_text="return x * x").wait_for(timeout=WAIT)
    waits_for(lesson, ".ace_text-input")
    lesson.locator("#double .mistake").wait_for(timeout=WAIT)
    waits_for(lesson, ".ace_text-input")


def test_a_save_elsewhere_leaves_the_focus_on_what_is_read(lesson, write):
    lesson.locator("#double .contract pre").focus()
    before = lesson.evaluate("scrollY")
    write("double", SQUARE)
    lesson.locator("#double.bad:not(.htmx-settling) .mistake").wait_for(timeout=WAIT)
    waits_for(lesson, "#double .contract pre")
    assert lesson.evaluate("scrollY") == before


def test_a_box_that_grows_below_or_above_moves_nothing_that_has_the_focus(lesson, write):
    lesson.set_viewport_size({"width": 360, "height": 500})
    link = lesson.locator(".brand")
    link.focus()
    lesson.evaluate("scrollTo(0, 0)")
    write("double", SQUARE)
    lesson.locator("#double.bad:not(.htmx-settling) .mistake").wait_for(timeout=WAIT)
    assert lesson.evaluate("scrollY") == 0
    hint = lesson.locator("#hint-double")
    hint.focus()
    top = hint.bounding_box()["y"]
    write("double", RIGHT)
    lesson.locator("#double.passed:not(.htmx-settling)").wait_for(timeout=WAIT)
    assert abs(hint.bounding_box()["y"] - top) < 1  # a page scrolls by whole pixels


def test_a_page_on_which_nothing_has_the_focus_is_left_so(lesson, write):
    write("double", SQUARE)
    lesson.locator("#double.bad:not(.htmx-settling) .mistake").wait_for(timeout=WAIT)
    assert focused(lesson) == "body"
    assert lesson.evaluate("scrollY") == 0


def test_the_list_leaves_the_focus_on_the_lesson(site, page, write):
    page.goto(site.url)
    page.locator(".lessons a").first.focus()
    write("double", RIGHT)
    page.get_by_text("1 of 4 exercises passed").wait_for(timeout=WAIT)
    waits_for(page, ".lessons a")
