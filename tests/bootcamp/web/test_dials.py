"""A figure moves with its dial: by mouse or keys, wide or narrow, light or dark, without scripts."""

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe

from ..moving import with_figures

pytestmark = pytest.mark.browser
WAIT = 15_000
TWICE = "def double(x):\n    return x * 2\n"
SIZES = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


@pytest.fixture
def course(course):
    return with_figures(course)


@pytest.fixture
def lesson(site):
    return f"{site.url}lesson/sums/sums/"


@pytest.fixture
def figure(page, lesson):
    """A figure of the open page, once it is drawn."""
    page.goto(lesson)

    def figure(name):
        found = page.locator(f"#figure-{name}")
        found.scroll_into_view_if_needed()
        found.locator("svg").wait_for(timeout=WAIT)
        return found

    return figure


def says(figure, text):
    """Wait until the figure says so."""
    figure.locator(".says", has_text=text).wait_for(timeout=WAIT)


def expect_all_asked(page):
    """Wait until everything that the page asks for by now is among its requests."""
    page.evaluate("fetch('?later').then(answer => answer.text())")


def test_the_arrow_keys_move_a_dial_and_its_frame_and_the_focus_stays(page, figure):
    doubled = figure("doubled")
    says(doubled, "Twice 2 is 4.")
    before = doubled.locator("svg").inner_html()
    dial = doubled.get_by_role("slider", name="x")
    dial.focus()
    page.keyboard.press("ArrowRight")
    says(doubled, "Twice 2.5 is 5.")
    assert doubled.locator("output").inner_text() == "2.5"
    assert dial.get_attribute("aria-valuetext") == "2.5"
    assert doubled.locator("svg").inner_html() != before
    assert page.evaluate("document.activeElement.id") == "dial-doubled-x"
    page.keyboard.press("Home")
    says(doubled, "Twice 1 is 2.")


def test_a_walk_has_buttons_for_one_step_that_stop_at_its_ends(page, figure):
    summed = figure("summed")
    back = summed.get_by_role("button", name="step: one less")
    on = summed.get_by_role("button", name="step: one more")
    assert back.get_attribute("aria-disabled") == "true"
    for step in range(1, 5):
        on.click()
        says(summed, f"After {step} terms")
    on.press("Enter")
    assert summed.locator("output").inner_text() == "4"
    assert on.get_attribute("aria-disabled") == "true"
    back.press("Enter")
    says(summed, "After 3 terms the sum of the doubles is 6.")


def test_while_a_frame_is_drawn_only_the_newest_position_waits(page, figure):
    doubled = figure("doubled")
    asked = []
    held = []
    is_held = threading.Event()
    is_held.set()
    page.on("request", lambda request: asked.append(request.url) if "x=" in request.url else None)
    page.route(
        "**/doubled.svg?*",
        lambda route: held.append(route) if is_held.is_set() else route.continue_(),
    )
    dial = doubled.get_by_role("slider", name="x")
    dial.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Home"):
        page.keyboard.press(key)
    expect_all_asked(page)
    is_held.clear()
    for route in held:
        route.continue_()
    says(doubled, "Twice 1 is 2.")
    expect_all_asked(page)
    assert [url.rpartition("x=")[2] for url in asked] == ["3", "0"]
    assert doubled.locator(".says").inner_text() == "Twice 1 is 2."


def test_the_reference_draws_until_the_exercise_is_solved_and_then_the_learners_code(
    page, figure, write
):
    doubled = figure("doubled")
    whose = doubled.locator(".whose")
    assert whose.inner_text() == "Drawn by the reference until you have solved double."
    page.locator("#dial-doubled-x").focus()
    page.keyboard.press("End")
    says(doubled, "Twice 3 is 6.")
    write("double", TWICE)
    whose.get_by_text("Drawn with your own code.").wait_for(timeout=WAIT)
    says(doubled, "Twice 3 is 6.")  # the dial has stayed where it was


def test_what_explains_is_the_references_and_what_is_asked_for_is_hidden(page, figure, write):
    write("double", "def double(x):\n    return 7\n")
    still = figure("still")
    assert still.locator(".whose").inner_text() == "Drawn by the reference."
    answered = page.locator("#figure-still-2")
    assert "Shown once you have answered by_hand" in answered.inner_text()
    assert answered.locator("svg").count() == 0


def test_the_dial_of_what_waits_comes_with_it_and_until_then_the_server_refuses(
    page, figure, session, lesson
):
    figure("still")
    address = f"{lesson}../../../figure/sums/waiting.svg"
    for asked in (address, f"{address}?x=1&after=by_hand", f"{address}?after=double"):
        refused = page.request.get(asked)
        assert (refused.status, refused.text()) == (403, "Shown once you have answered by_hand.")
    dials = page.locator("#figure-waiting .dials")
    assert not dials.is_visible()
    number = session.question("by_hand")["answer"]
    page.locator("#answer-by_hand").fill(str(number))
    page.locator("#answer-by_hand").press("Enter")
    says(page.locator("#figure-waiting"), "It is 0.")
    assert dials.is_visible()
    page.get_by_role("slider", name="x").last.press("End")
    says(page.locator("#figure-waiting"), "It is 4.")
    assert page.request.get(address).status == 200


def test_a_caption_of_signs_is_escaped_once(page, lesson, session):
    number = session.question("by_hand")["answer"]
    session.check("by_hand", str(number))
    shown = page.request.get(lesson).text()
    assert shown.count('alt="It is &lt; 5 &amp; &quot;small&quot;. (x ') == 3


def test_an_answer_shows_what_waited_for_it(page, figure, session):
    figure("still")
    number = session.question("by_hand")["answer"]
    page.locator("#answer-by_hand").fill(str(number))
    page.locator("#answer-by_hand").press("Enter")
    page.locator("#figure-still-2 svg").wait_for(timeout=WAIT)


def test_where_the_learners_code_fails_the_reference_draws_and_the_page_says_why(
    page, figure, write
):
    doubled = figure("doubled")
    write("double", TWICE)
    doubled.get_by_text("Drawn with your own code.").wait_for(timeout=WAIT)
    write("double", "def double(x):\n    raise ValueError('no')\n")
    page.reload()
    doubled.scroll_into_view_if_needed()
    doubled.locator("svg").wait_for(timeout=WAIT)
    says(doubled, "Twice 2 is 4.")
    told = doubled.locator(".whose").inner_text()
    assert "can't be drawn on your code: ValueError: no." in told
    assert told.endswith("The reference has drawn this.")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_figure_is_whole_and_axe_finds_nothing_serious(browser, lesson, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(lesson)
    for name in ("doubled", "summed", "still"):
        page.locator(f"#figure-{name}").scroll_into_view_if_needed()
        page.locator(f"#figure-{name} svg").wait_for(timeout=WAIT)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.locator("figure svg, figure .dials, figure output").filter(visible=True)
    for box in boxes.all():
        place = box.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
    label = page.locator("#figure-doubled svg text").first
    ink = {"light": "rgb(29, 37, 38)", "dark": "rgb(230, 228, 222)"}[scheme]
    assert label.evaluate("text => getComputedStyle(text).fill") == ink
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    page.close()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_without_scripts_three_frames_stand_side_by_side(browser, lesson, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(lesson)
    images = page.locator("#figure-doubled img")
    assert [image.get_attribute("alt") for image in images.all()] == [
        "What is doubled. (x 1)",
        "What is doubled. (x 2)",
        "What is doubled. (x 3)",
    ]
    places = []
    for image in images.all():
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
        places.append(image.bounding_box())
    assert len({place["y"] for place in places}) == (1 if width > 1000 else 3)
    assert not page.locator("#figure-doubled .dials").is_visible()
    assert page.locator("#figure-still-2 img").count() == 0
    shown = page.request.get(f"{lesson}../../../figure/sums/doubled.svg?x=0").text()
    assert "<style>svg{color:#1d2526}" in shown
    context.close()


WRONG = ("doubled.svg?x=5", "doubled.svg?x=soon", "nothing.svg", "doubled.svg?after=nobody")


@pytest.mark.parametrize("wrong", WRONG)
def test_a_frame_that_isnt_there_is_no_page(page, lesson, wrong):
    figures = f"{lesson}../../../figure/sums/"
    assert page.request.get(f"{figures}doubled.svg?x=4&after=double").status == 200
    assert page.request.get(f"{figures}{wrong}").status == 404


def test_a_figure_is_drawn_once_it_is_looked_at(page, lesson):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if ".svg" in request.url else None)
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(lesson)
    page.locator("#figure-still").evaluate(  # htmx watches it already, and is told first
        "figure => new Promise(told => new IntersectionObserver(told).observe(figure))"
        ".then(() => 0)"
    )
    expect_all_asked(page)
    assert [url for url in asked if "/figure/" in url] == []
    page.locator("#figure-still").scroll_into_view_if_needed()
    page.locator("#figure-still svg").wait_for(timeout=WAIT)
