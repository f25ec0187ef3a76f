"""Answers of the server that overlap leave the editor, what was typed, and the newest box."""

import pytest

pytestmark = pytest.mark.browser
SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
SEVEN = 'def double(x):\n    """Twice x."""\n    return 7\n'
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'
WAIT = 10_000


def wait_until(page, is_so):
    """Let the page go on until it is so."""
    for _ in range(WAIT // 50):
        if is_so():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never was so")


class Held:
    """What the page asked for, kept back until the test lets it go."""

    def __init__(self, page, url):
        self.page, self.routes = page, []
        page.route(url, lambda route: self.routes.append(route))

    def wait(self, count):
        """Until so many are kept back."""
        wait_until(self.page, lambda: len(self.routes) >= count)

    def let_go(self):
        """Answer the oldest, and give the page time to show it."""
        self.routes.pop(0).continue_()
        self.page.wait_for_timeout(300)

    def let_all_go(self):
        """Answer whatever the page asks for, until it asks no more."""
        while self.routes:
            self.let_go()


@pytest.fixture
def box(site, page):
    """A box with its editor open; `window.verdicts` counts what the page has heard."""
    page.goto(f"{site.url}lesson/sums/sums/")
    page.evaluate(
        """window.verdicts = 0;
        document.addEventListener("heard", ({detail}) => { verdicts += detail.kind === "verdict"; });"""
    )
    box = page.locator("#double")
    box.get_by_role("link", name="Edit here").click()
    box.locator(".ace_text-input:focus").wait_for(state="attached", timeout=WAIT)
    return box


def save(page, text, verdicts):
    """Save it, and wait until the page has heard of so many verdicts."""
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+s")
    wait_until(page, lambda: page.evaluate("verdicts") >= verdicts)


def is_as_left(page, text):
    """Whether the editor is there with this text, and has the keyboard."""
    shown = page.evaluate("document.querySelector('form.editor')?.ace.getValue()")
    return shown == text and page.evaluate("!!document.activeElement.closest('form.editor')")


def test_two_refreshes_that_overlap_leave_the_editor_and_what_was_typed(page, box):
    held = Held(page, "**/exercise/double/")
    save(page, SQUARE, 1)
    held.wait(1)
    save(page, SEVEN, 2)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT)  # isn't saved
    held.let_all_go()
    assert is_as_left(page, RIGHT)
    assert box.locator(".state").inner_text() == "Not yet"
    box.get_by_text("This is about what is saved").wait_for(timeout=WAIT)
    page.unroute_all()
    save(page, RIGHT + "\n", 3)
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)


@pytest.mark.parametrize("is_refresh_first", [True, False])
def test_a_button_that_is_pressed_during_a_refresh_leaves_the_editor(page, box, is_refresh_first):
    refreshes = Held(page, "**/exercise/double/")
    save(page, SQUARE, 1)
    refreshes.wait(1)
    hints = Held(page, "**/exercise/double/hint")
    box.get_by_role("button", name="Hint").click()
    hints.wait(1)
    for held in (refreshes, hints) if is_refresh_first else (hints, refreshes):
        held.let_all_go()
    box.locator(".hints li").wait_for(timeout=WAIT)
    assert box.locator(".hints li").count() == 1
    assert page.evaluate("document.querySelector('form.editor')?.ace.getValue()") == SQUARE


def test_every_box_that_changed_meanwhile_is_fetched(site, page, write, session):
    page.goto(f"{site.url}lesson/sums/sums/")
    for name in ("double", "total", "by_hand"):
        assert page.locator(f"#{name} .state").inner_text() == "To do"
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.split("/")[-2]))
    page.evaluate("hear.state({stamps: {double: 'new', total: 'new', by_hand: 'new'}, list: ''})")
    page.wait_for_timeout(1000)
    assert sorted(fetched) == ["by_hand", "double", "total"]
