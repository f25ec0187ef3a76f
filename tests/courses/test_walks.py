"""A whole lesson, walked in a real browser and at a real terminal: each exercise wrong, then right.

With GROUNDUP_SCREENSHOTS naming a folder, the browser's walk leaves its screenshots there.
"""

import os
import re
import threading
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from bootcamp import splice
from bootcamp.check.client import Judge
from bootcamp.course.read import read_course
from bootcamp.session import Session
from bootcamp.web.serve import serve
from bootcamp.workspace.folder import Workspace

from .conftest import COURSE

WAIT = 60_000  # patience, no bound: the machine may be busy
LESSON = "slopes"
TEST_OF_UNBROADCAST = """
import numpy as np
from groundup.autograd.broadcasting import unbroadcast

def test_ways_to_stretch():
    cases = [((2, 3, 1, 5), (3, 1, 5)), ((2, 3, 5), (3, 5)), ((3, 5), (1, 1)), ((2, 3), (2, 3))]
    for came, shape in cases:
        gradient = np.arange(float(np.prod(came))).reshape(came)
        expected = np.zeros(shape)
        for place in np.ndindex(*came):
            last = place[len(came) - len(shape):]
            expected[tuple(i if n > 1 else 0 for i, n in zip(last, shape))] += gradient[place]
        got = unbroadcast(gradient, shape)
        assert got.shape == shape
        np.testing.assert_allclose(got, expected)
"""


class Learner:
    """Writes into a workspace, as an editor would, what is wrong in a known way, or right."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def write(self, name: str, definition: str) -> None:
        file, target = self.workspace.file(name), self.workspace.exercise(name).target
        assert file
        assert target
        file.write_text(splice.replace(file.read_text(), target.qualname, definition))

    def write_wrong(self, name: str) -> str:
        """Make the first known mistake; the sentence that should be said of it."""
        right = self.workspace.reference(name)
        mistake = next(m for m in self.workspace.exercise(name).mistakes if m.find in right)
        self.write(name, mistake.whole or right.replace(mistake.find, mistake.instead))
        return mistake.says

    def write_right(self, name: str) -> None:
        self.write(name, self.workspace.reference(name))

    def exercises(self, lesson: str) -> list[tuple[str, str]]:
        """Names and kinds, in the order of the page."""
        course = self.workspace.course
        found = next(item for item in course.lessons if item.name == lesson)
        return [(name, course.exercises[name].kind) for name in found.exercises]


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(Workspace.create(tmp_path / "work", read_course(COURSE)))


@pytest.fixture
def session(learner):
    with Judge.start(COURSE, learner.workspace.root) as judge:
        yield Session(learner.workspace, judge)


@pytest.fixture
def site(session):
    stop = threading.Event()
    watcher = threading.Thread(target=session.watch, args=[stop], daemon=True)
    watcher.start()
    time.sleep(0.3)
    server = serve(session, port=8720)
    yield server.url
    server.close()
    stop.set()
    watcher.join(5)


def shoot(browser, url: str, name: str, anchor: str = "", full_page: bool = False) -> None:
    """Screenshots of a page, wide and narrow, light and dark, if a folder is named for them."""
    folder = os.environ.get("GROUNDUP_SCREENSHOTS")
    for width, height in ((1280, 1000), (360, 780)) if folder else ():
        for scheme in ("light", "dark"):
            size = {"width": width, "height": height}
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto(url)
            if anchor:
                page.locator(anchor).evaluate("box => box.scrollIntoView()")
            page.wait_for_timeout(1500)  # until the figures are drawn
            page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=full_page)
            page.close()


@pytest.mark.browser
def test_a_lesson_is_walked_in_a_browser_without_a_reload(site, browser, page, learner, session):
    page.set_default_navigation_timeout(WAIT)
    page.goto(site)
    page.get_by_role("link", name=re.compile("Begin with")).click()
    page.wait_for_url("**/lesson/arrays/indexing/**")
    page.goto(f"{site}lesson/autograd/{LESSON}/")
    page.evaluate("window.stayed = true")
    for name, kind in learner.exercises(LESSON):
        box = page.locator(f"#{name}")
        if kind == "Exercise":
            says = learner.write_wrong(name)
            box.locator(".mistake").wait_for(timeout=WAIT)
            assert box.locator(".mistake").inner_text() == re.sub(r"[`*]", "", says)
            if name == "multiply":
                shoot(browser, page.url, "lesson", "#multiply")
            learner.write_right(name)
        elif kind == "Predict":
            assert page.locator("#figure-gradient_check_error svg").count() == 0
            box.get_by_role("radio").last.check()
            box.get_by_role("button", name="Commit").click()
        else:
            assert kind == "Answer"
            box.get_by_label("Your answer").fill("-77")
            box.get_by_role("button", name="Answer").click()
            box.locator(".head", has_text="-77 isn't it.").wait_for(timeout=WAIT)
            box.get_by_label("Your answer").fill(str(session.question(name)["answer"]))
            box.get_by_role("button", name="Answer").click()
        state = "Committed" if kind == "Predict" else "Passed"
        box.locator(".state", has_text=state).wait_for(timeout=WAIT)
    page.locator("#figure-gradient_check_error svg").wait_for(timeout=WAIT)
    assert page.evaluate("window.stayed") is True
    shoot(browser, page.url, "figure", "#figure-gradient_check_error")
    page.get_by_role("link", name=re.compile("Next lesson")).click()
    page.wait_for_url("**/lesson/autograd/graph/")
    page.get_by_role("link", name="Groundup", exact=True).click()
    page.get_by_text("10 of 10 passed").wait_for(timeout=WAIT)
    shoot(browser, site, "home", full_page=True)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_lesson(site, browser, learner, scheme):
    page = browser.new_page(color_scheme=scheme)
    for lesson in learner.workspace.course.lessons:
        page.goto(f"{site}lesson/{lesson.chapter}/{lesson.name}/")
        found = Axe().run(page).response["violations"]
        bad = [v for v in found if v["impact"] in ("serious", "critical")]
        assert [(v["id"], v["nodes"][0]["html"]) for v in bad] == [], lesson.name
    page.close()


@pytest.mark.browser
def test_an_experiment_and_a_test_of_ones_own_pass_in_a_browser(site, page, learner):
    page.goto(f"{site}lesson/autograd/arrays/")
    box = page.locator("#guard_unbroadcast")
    file = learner.workspace.file("guard_unbroadcast")
    first_lines = TEST_OF_UNBROADCAST.partition("    for")[0]
    file.write_text(first_lines + "    assert unbroadcast(np.ones((2, 3)), (3,)).shape == (3,)\n")
    box.locator(".head", has_text="also wrong answer").wait_for(timeout=WAIT)
    file.write_text(TEST_OF_UNBROADCAST)
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)

    page.goto(f"{site}lesson/autograd/training/")
    page.locator("#figure-misread_digits").scroll_into_view_if_needed()
    whose = page.locator("#figure-misread_digits .whose")
    whose.get_by_text("Drawn by the reference until").wait_for(timeout=WAIT)
    learner.write_right("train_digits")
    page.locator("#said", has_text="seed").wait_for(timeout=WAIT)
    box = page.locator("#train_digits")
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    whose.get_by_text("in place of yours").wait_for(timeout=WAIT)


@pytest.mark.terminal
def test_a_lesson_is_walked_at_a_terminal_by_keyboard(terminal_on, learner, session):
    terminal = terminal_on(learner.workspace)
    terminal.start()
    exercises = learner.exercises(LESSON)
    terminal.sees("l list")
    terminal.press("l")
    terminal.sees("type a name")
    terminal.press(exercises[0][0], "Enter")
    for done, (name, kind) in enumerate(exercises):
        summary = learner.workspace.exercise(name).summary
        terminal.sees(summary[:40])
        if kind == "Exercise":
            said = learner.write_wrong(name).split()
            terminal.sees(" ".join(said[:4]))
            learner.write_right(name)
        elif kind == "Predict":
            terminal.press("a")
            terminal.sees("Your answer")
            terminal.press("2", "Enter")
        else:
            answer = session.question(name)["answer"]
            terminal.press("a")
            terminal.sees("Your answer")
            terminal.press("--", "-77", "Enter")
            terminal.sees("-77 isn't it.")
            terminal.press("a")
            terminal.press("--", str(answer), "Enter")
        terminal.sees("Press n for the next one.")
        terminal.sees(f"{done + 1} of {len(session.course.exercises)} passed")
        terminal.press("n")
    terminal.press("q")
    terminal.sees("LEFT")
    states = [session.statuses()[name].state for name, _ in exercises]
    assert states == ["passed"] * len(exercises)


@pytest.mark.browser
def test_a_figure_says_whose_code_drew_it(site, page, learner, session):
    page.goto(f"{site}lesson/autograd/slopes/")
    session.check("best_step", answer="1")
    figure = page.locator("#figure-gradient_check_error")
    figure.scroll_into_view_if_needed()
    figure.locator("svg").wait_for(timeout=WAIT)
    drawn = figure.locator(".whose")
    assert drawn.inner_text() == "Drawn with the reference's central_difference in place of yours."
    learner.write_right("central_difference")
    page.locator("#central_difference .state", has_text="Passed").wait_for(timeout=WAIT)
    figure.get_by_text("Drawn with your own code.").wait_for(timeout=WAIT)
