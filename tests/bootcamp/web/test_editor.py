"""The editor in the page writes the file that any other editor writes."""

import pytest

pytestmark = pytest.mark.browser
STUB = "raise NotImplementedError"
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'
SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
WAIT = 5000


@pytest.fixture
def box(site, page):
    page.goto(f"{site.url}lesson/sums/sums/")
    box = page.locator("#double")
    box.get_by_role("link", name="Edit here").click()
    box.locator(".ace_editor").wait_for(timeout=WAIT)
    return box


def put(page, text):
    """Type a text in place of all that is there."""
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def shown(page):
    """The text that the editor shows."""
    return page.evaluate("document.querySelector('form.editor').ace.getValue()")


def test_a_save_is_judged_and_the_editor_stays(page, box, workspace):
    put(page, SQUARE)
    page.keyboard.press("Control+s")
    box.locator(".mistake", has_text="That is the square.").wait_for(timeout=WAIT)
    assert "x * x" in workspace.source("double")
    put(page, RIGHT)  # the cursor is where it was
    page.keyboard.press("Control+s")
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    assert shown(page) == RIGHT
    box.get_by_role("link", name="Close").click()
    box.locator(".ace_editor").wait_for(state="detached", timeout=WAIT)
    assert workspace.source("double") == RIGHT


def test_a_change_made_elsewhere_is_not_overwritten(page, box, write, workspace):
    put(page, RIGHT)
    write("double", SQUARE)
    box.locator(".mistake", has_text="That is the square.").wait_for(timeout=WAIT)
    assert shown(page) == RIGHT
    box.get_by_role("button", name="Save").click()
    box.get_by_text("In the file now").wait_for(timeout=WAIT)
    assert "x * x" in workspace.source("double")
    box.get_by_role("button", name="Save").click()
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    assert "2 * x" in workspace.source("double")


def test_an_editor_in_which_nothing_was_typed_follows_the_file(page, box, write):
    assert STUB in shown(page)
    write("double", SQUARE)
    box.locator(".ace_line", has_text="return x * x").wait_for(timeout=WAIT)
    assert shown(page) == SQUARE


def test_a_text_that_python_cannot_read_is_refused_with_a_sentence(page, box, workspace):
    put(page, "def double(x:\n    return 2 * x\n")
    page.keyboard.press("Control+s")
    says = box.get_by_role("alert")
    says.wait_for(timeout=WAIT)
    assert says.inner_text().startswith("What you typed, line 1")
    assert STUB in workspace.source("double")
    assert "def double(x:" in shown(page)


def test_closing_asks_before_it_throws_something_away(page, box):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    broken = "def double(x:\n    return 2 * x\n"
    put(page, broken)
    box.get_by_role("link", name="Close").click()
    assert asked == ["Close without saving?"]
    box.get_by_role("button", name="Save").click()
    box.get_by_role("alert").wait_for(timeout=WAIT)  # refused: it isn't saved yet
    box.get_by_role("link", name="Close").click()
    assert asked == 2 * ["Close without saving?"]
    assert shown(page) == broken


def test_the_keyboard_gets_in_and_out_of_the_editor(page, box):
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "save-double"
