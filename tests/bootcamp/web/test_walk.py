"""A real browser walks a lesson, while the file is saved in an editor."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
RIGHT = 'def double(x):\n    """Twice x."""\n    return 2 * x\n'
SQUARE = 'def double(x):\n    """Twice x."""\n    return x * x\n'
WAIT = 5000


def test_a_lesson_is_walked_from_what_is_next_to_an_answer(site, page, write, session):
    page.goto(site.url)
    page.get_by_role("link", name="Begin with double").click()
    box = page.locator("#double")
    box.locator(".state", has_text="To do").wait_for(timeout=WAIT)
    write("double", SQUARE)
    box.locator(".mistake", has_text="That is the square.").wait_for(timeout=WAIT)
    assert box.locator(".state").inner_text() == "Not yet"
    box.get_by_role("button", name="Hint").click()
    box.get_by_text("What is twice a number?").wait_for(timeout=WAIT)
    write("double", RIGHT)
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    box.get_by_text("Yours and the reference").click()
    box.locator(".beside .hll", has_text="return x + x").wait_for(timeout=WAIT)
    by_hand = page.locator("#by_hand")
    by_hand.get_by_label("Your answer").fill(str(session.question("by_hand")["answer"]))
    by_hand.get_by_role("button", name="Answer").click()
    by_hand.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    page.get_by_role("link", name="Groundup").click()
    page.get_by_role("link", name="Go on with total").wait_for(timeout=WAIT)


def test_a_save_reaches_the_page_without_reloading(site, page, write):
    page.goto(f"{site.url}lesson/sums/sums/")
    page.evaluate("window.stayed = true")
    box = page.locator("#double")
    write("double", SQUARE)  # the first run of a judge warms it
    box.locator(".mistake").wait_for(timeout=WAIT)
    write("double", RIGHT)
    box.locator(".state", has_text="Passed").wait_for(timeout=WAIT)
    assert page.evaluate("window.stayed") is True


def test_a_browser_without_scripts_gets_hints_and_an_editor(site, browser, write, workspace):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}lesson/sums/sums/")
    page.locator("#double").get_by_role("button", name="Hint").click()
    assert page.locator("#double .hints li").count() == 1
    page.locator("#double").get_by_role("link", name="Edit here").click()
    page.get_by_label("Code").fill(RIGHT)
    write("double", SQUARE)
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("In the file now").count() == 1
    assert "x * x" in workspace.source("double")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/lesson/sums/sums/**")
    assert "2 * x" in workspace.source("double")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(site, browser, write, session, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()

    def serious():
        found = Axe().run(page).response["violations"]
        bad = [v for v in found if v["impact"] in ("serious", "critical")]
        return [(page.url, v["id"], v["nodes"][0]["html"]) for v in bad]

    write("double", SQUARE)
    session.check("double")
    session.hint("double")
    write("scaled", "def scaled(x, factor=2.0):\n    return 1 / 0\n")
    session.check("scaled")
    write("total", "def total(values):\n    return 2.0 * sum(values)\n")
    session.check("total")
    for path in ("", "lesson/sums/sums/", "exercise/double/edit", "exercise/nothing/"):
        page.goto(site.url + path)
        assert serious() == []
    page.goto(f"{site.url}lesson/sums/sums/")
    page.locator("#double").get_by_role("link", name="Edit here").click()
    page.locator("#double .ace_editor").wait_for(timeout=WAIT)
    page.locator("#total .beside summary").click()
    assert serious() == []
    page.locator("#double").get_by_role("link", name="Solution").click()
    page.get_by_role("button", name="Show the solution").wait_for(timeout=WAIT)
    assert serious() == []
    page.get_by_role("button", name="Show the solution").click()
    page.get_by_text("the reference", exact=True).wait_for(timeout=WAIT)
    assert serious() == []
    context.close()


@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_no_page_is_wider_than_its_window(site, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in ("", "lesson/sums/sums/", "exercise/double/edit"):
        page.goto(site.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_the_chosen_colours_stay_on_the_next_page(site, page):
    page.emulate_media(color_scheme="light")
    page.goto(site.url)
    page.get_by_role("button", name="Dark").click()
    page.goto(f"{site.url}lesson/sums/sums/")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(21, 24, 25)"


def test_failing_comparison_is_drawn_and_read_out(site, page, write):
    page.goto(f"{site.url}lesson/sums/sums/")
    box = page.locator("#scaled")
    write("scaled", "def scaled(x, factor=2.0):\n    return np.asarray(x) * factor % 7 - 1\n")
    box.locator(".picture").wait_for(timeout=WAIT)
    assert box.locator(".side.expected .cells span").all_inner_texts() == [
        "0",
        "3",
        "6",
        "9",
        "12",
        "15",
    ]
    assert box.locator(".side.got .cells span").all_inner_texts() == ["-1", "2", "5", "1", "4", "0"]
    assert box.locator(".side.got .cells .negative").all_inner_texts() == ["-1"]
    words = box.locator(".drawn[role=img]").get_attribute("aria-label")
    assert words.startswith("Two arrays of shape [2, 3]; 6 of 6 cells differ: at [0, 0] expected 0")
    assert box.locator(".smallest pre").first.inner_text() == "scaled(np.array([[2.0]]), 3.0)"
    bad = [v for v in Axe().run(page).response["violations"] if v["impact"] == "serious"]
    assert [v["id"] for v in bad] == []
