"""The editor in the page writes the file that any other editor writes."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
STUB = "raise NotImplementedError"
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'
SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
WAIT = 10_000


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
    assert ", line 1" in says.inner_text()
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


@pytest.mark.parametrize(("width", "columns"), [(360, 30), (1280, 95)])
def test_an_editor_begins_at_the_stub_and_is_as_wide_as_can_be(
    site, page, workspace, width, columns
):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site.url}lesson/sums/sums/")
    words = page.locator("#total .asks").bounding_box()
    page.locator("#total").get_by_role("link", name="Edit here").focus()
    page.keyboard.press("Enter")
    page.locator("#total .ace_text-input:focus").wait_for(state="attached", timeout=WAIT)
    ace = "document.querySelector('#total form.editor').ace"
    assert page.evaluate(f"{ace}.getSelectedText()") == f'{STUB}("total")'
    assert page.evaluate(f"{ace}.session.getWrapLimit()") >= columns
    assert page.locator("#total .asks").bounding_box()["width"] == words["width"]
    page.keyboard.type(f"pass  # {'long ' * 40}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    scrolled = page.locator("#total .ace_scrollbar-h").evaluate("bar => bar.scrollWidth")
    assert scrolled <= width
    page.keyboard.press("Control+s")
    page.locator("#total .state", has_text="Not yet").wait_for(timeout=WAIT)
    assert "    pass  # long" in workspace.source("total")
    assert STUB not in workspace.source("total")


def test_without_a_stub_the_cursor_is_at_the_end_of_what_was_written(site, page, write):
    write("double", RIGHT)
    page.goto(f"{site.url}lesson/sums/sums/")
    page.locator("#double").get_by_role("link", name="Edit here").click()
    page.locator("#double .ace_text-input:focus").wait_for(state="attached", timeout=WAIT)
    page.keyboard.type(" + 0")
    assert shown(page) == RIGHT.replace("2 * x", "2 * x + 0")


def test_the_whole_editor_is_used_by_keyboard_alone_and_the_page_says_how(page, box):
    assert "Esc, then Tab leaves the text; Enter goes back into it." in box.inner_text()
    focused = "document.activeElement.className"
    page.keyboard.press("Tab")  # in the text it indents
    assert page.evaluate(focused) == "ace_text-input"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "save-double"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "ace_text-input"


def strip(page):
    """What the strip at the bottom says."""
    return page.locator("#said").inner_text()


def test_a_refused_save_is_told_in_the_box_alone_and_marks_the_verdict_as_older(page, box, write):
    write("double", SQUARE)
    box.locator(".mistake", has_text="That is the square.").wait_for(timeout=WAIT)
    box.locator(".ace_line", has_text="return x * x").wait_for(timeout=WAIT)
    box.locator(".ace_content").click()
    put(page, "def double(x:\n")
    page.keyboard.press("Control+s")
    box.locator(".editor [role=alert]").wait_for(timeout=WAIT)
    box.locator(".kept", has_text="Not saved.").wait_for(timeout=WAIT)
    box.get_by_text("This is about what is saved").wait_for(timeout=WAIT)
    assert "<" not in strip(page)


def test_what_is_typed_after_a_save_is_not_saved(page, box):
    put(page, RIGHT)
    page.keyboard.press("Control+s")
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    box.locator(".kept", has_text="Saved.").wait_for(timeout=WAIT)
    stale = box.get_by_text("This is about what is saved")
    expect(stale).to_be_hidden()
    page.keyboard.insert_text("# more")
    stale.wait_for(timeout=WAIT)
    assert box.locator(".kept").inner_text() == "Not saved."


def test_a_change_made_elsewhere_is_told_before_one_saves(page, box, write):
    put(page, "def double(x):\n    return 7\n")
    write("double", RIGHT)
    box.locator(".kept", has_text="The file has changed meanwhile").wait_for(timeout=WAIT)
    box.get_by_text("This is about what is saved").wait_for(timeout=WAIT)
    box.get_by_role("button", name="Save").click()
    box.get_by_text("In the file now").wait_for(timeout=WAIT)
    assert box.locator(".kept").inner_text() == "Not saved."


def test_an_editor_that_follows_the_file_leaves_the_focus_where_it_is(page, box, write):
    page.locator("#answer-by_hand").focus()
    write("double", SQUARE)
    box.locator(".ace_line", has_text="return x * x").wait_for(timeout=WAIT)
    assert page.evaluate("document.activeElement.id") == "answer-by_hand"


def test_on_a_phone_the_editor_that_opens_is_in_sight(site, page, write, session):
    page.set_viewport_size({"width": 360, "height": 640})
    write("double", SQUARE)
    session.check("double")
    page.goto(f"{site.url}lesson/sums/sums/")
    edit = page.locator("#edit-double")
    edit.evaluate("link => link.scrollIntoView({block: 'center'})")
    edit.click()
    form = page.locator("#editor-form-double")
    form.locator(".ace_editor").wait_for(timeout=WAIT)
    page.wait_for_function("document.activeElement.closest('form.editor')")
    top, bottom = form.evaluate(
        "f => [f.getBoundingClientRect().top, f.getBoundingClientRect().bottom]"
    )
    assert 0 <= top < 640
    assert bottom <= 640


def test_the_line_numbers_pass_below_the_bar(page, box):
    box.locator(".ace_gutter-cell").first.wait_for(timeout=WAIT)
    at = page.evaluate(
        """() => { const gutter = document.querySelector("#double .ace_gutter");
        scrollBy({top: gutter.getBoundingClientRect().top - 5, behavior: "instant"});
        const {left, top} = gutter.getBoundingClientRect();
        return [top, document.elementFromPoint(left + 10, top + 15).closest(".bar") !== null]; }"""
    )
    assert at == [pytest.approx(5, abs=1), True]
