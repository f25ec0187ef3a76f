"""Pages follow what happens: after a pause, after a restart, and for someone without a mouse."""

import os
import re
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.browser
SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'
WAIT = 10_000


def set_hidden(page, is_hidden):
    """Say to the page that nobody looks at it, or that somebody does again."""
    page.evaluate(
        """hidden => { Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
        document.dispatchEvent(new Event("visibilitychange")); }""",
        is_hidden,
    )


def test_a_hidden_page_gives_up_its_connection_and_catches_up(site, page, write, session):
    page.goto(f"{site.url}lesson/sums/sums/")
    page.evaluate("window.stayed = true")
    set_hidden(page, True)
    write("double", SQUARE)
    session.check("double")
    page.wait_for_timeout(300)
    assert page.locator("#double .state").inner_text() == "To do"
    set_hidden(page, False)
    page.locator("#double .state", has_text="Not yet").wait_for(timeout=WAIT)
    assert page.evaluate("window.stayed") is True


def test_only_boxes_that_changed_are_fetched_again(site, page, write, session):
    page.goto(f"{site.url}lesson/sums/sums/")
    set_hidden(page, True)
    write("double", SQUARE)
    session.check("double")
    page.locator("#answer-by_hand").fill("half an answer")
    set_hidden(page, False)
    page.locator("#double .state", has_text="Not yet").wait_for(timeout=WAIT)
    assert page.locator("#answer-by_hand").input_value() == "half an answer"


def start(workspace, port):
    """`bootcamp start` as a process, and its address."""
    command = [sys.executable, "-u", "-m", "bootcamp", "start", str(workspace.root)]
    process = subprocess.Popen(
        [*command, "--no-browser", "--port", str(port)],
        env={**os.environ, "BOOTCAMP_COURSE": str(workspace.course.root)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return process, found[0]
    raise AssertionError("start said no address")


def test_a_page_goes_on_after_start_was_killed_and_started_again(page, workspace, write):
    process, url = start(workspace, 8740)
    try:
        page.goto(f"{url}lesson/sums/sums/")
        page.evaluate("window.stayed = true")
        process.send_signal(signal.SIGKILL)
        process.communicate()
        page.get_by_text("Waiting for bootcamp start").wait_for(timeout=WAIT)
        page.locator("#double").get_by_role("button", name="Hint").click()
        assert page.locator("#double .hints").count() == 0
        process, again = start(workspace, 8740)
        assert again == url
        write("double", SQUARE)
        page.locator("#double .mistake").wait_for(timeout=WAIT)
        page.locator("#double").get_by_role("button", name="Hint").click()
        page.locator("#double .hints li").wait_for(timeout=WAIT)
        assert page.evaluate("window.stayed") is True
    finally:
        process.kill()
        process.communicate()


def test_the_list_follows_a_pass_and_catches_up(site, page, write, session):
    page.goto(site.url)
    page.get_by_text("0 of 4 exercises passed").wait_for(timeout=WAIT)
    write("double", RIGHT)
    page.get_by_text("1 of 4 exercises passed").wait_for(timeout=WAIT)
    page.get_by_role("link", name="Go on with total").wait_for(timeout=WAIT)
    set_hidden(page, True)
    write("total", "def total(values):\n    return 2.0 * sum(values)\n")
    session.check("total")
    page.wait_for_timeout(500)  # until the watcher has checked it as well
    set_hidden(page, False)
    page.get_by_text("2 of 4 exercises passed").wait_for(timeout=WAIT)


def tab_to(page, identity):
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identity:
            return
    raise AssertionError(f"Tab never reaches {identity}")


def test_a_lesson_is_walked_by_keyboard_alone(site, page, session):
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    page.keyboard.press("Tab")  # past the bar, to what is next
    page.keyboard.press("Enter")
    page.wait_for_url("**/lesson/sums/sums/#double")
    tab_to(page, "hint-double")
    page.keyboard.press("Enter")
    page.locator("#double:not(.htmx-settling) .hints li").wait_for(timeout=WAIT)
    assert page.evaluate("document.activeElement.id") == "hint-double"
    page.keyboard.press("Shift+Tab")  # back to "Edit here"
    page.keyboard.press("Enter")
    page.locator("#double .ace_editor").wait_for(timeout=WAIT)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Control+s")
    page.locator("#double .state", has_text="Passed").wait_for(timeout=WAIT)
    page.keyboard.press("Escape")
    tab_to(page, "answer-by_hand")
    page.keyboard.type(str(session.question("by_hand")["answer"]))
    page.keyboard.press("Enter")
    page.locator("#by_hand .state", has_text="Passed").wait_for(timeout=WAIT)


def test_what_is_said_aloud_is_the_verdict(site, page, write):
    page.goto(f"{site.url}lesson/sums/sums/")
    write("double", SQUARE)
    page.get_by_role("status").get_by_text("double: 1 of 2 tests pass.").wait_for(timeout=WAIT)


def test_what_is_said_of_one_exercise_goes_with_the_next_and_by_itself(site, page, write):
    page.goto(f"{site.url}lesson/sums/sums/")
    said = page.locator("#said")
    write("double", SQUARE)
    said.get_by_text("double: 1 of 2 tests pass.").wait_for(timeout=WAIT)
    page.locator("#total").get_by_role("button", name="Hint").click()
    said.wait_for(state="hidden", timeout=1000)
    write("double", RIGHT)
    said.get_by_text("double: ").wait_for(timeout=WAIT)
    said.wait_for(state="hidden", timeout=6500)
