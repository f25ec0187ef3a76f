"""The page of an audit can be worked through on any screen, without scripts and without a network."""

import re
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe

from bootcamp.check.audit.equivalents import Equivalent
from bootcamp.check.audit.mutants import mutants_of
from bootcamp.check.audit.page import page as page_of
from bootcamp.check.audit.report import Audited, Report, Survivor

SCALED = "def scaled(x, factor=2.0):\n    return np.asarray(x) * factor < 3 & 5\n"
LONG = "scaled(np.array([" + "1.23456789, " * 40 + "]))"


def made(course, name, differences):
    """An exercise with a survivor for each of the differences, and one that was reviewed."""
    mutants = mutants_of(SCALED)
    entry = Equivalent(
        exercise=name, after="x", reference="0", reason="<b>Because.</b>", differs="In nothing."
    )
    return Audited(
        exercise=course.exercises[name],
        reference="0123456789ab",
        mutants=len(mutants),
        equivalent=[(mutants[-1], entry)],
        survivors=[
            Survivor(mutant, difference, None)
            for mutant, difference in zip(mutants, differences, strict=False)
        ],
        idle=[],
        refused="",
    )


@pytest.fixture
def html(course):
    told = {"inputs": LONG, "expected": "array([<1>])", "got": "array([2])"}
    audited = [made(course, "double", [{}, told]), made(course, "scaled", [told])]
    done = Audited(course.exercises["total"], "0", 25, [], [], [], "")
    return page_of(course, Report([*audited, done], 3.0))


class Tags(HTMLParser):
    """Every tag with its attributes; `open` are those that weren't closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_stands_alone(html):
    parsed = Tags(html)
    assert parsed.open == []
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in parsed.tags}
    assert not re.search(r"https?://|url\(|@import| on\w+=", html)


def test_what_a_mutant_or_a_reason_holds_is_shown_and_not_obeyed(html):
    assert "array([&lt;1&gt;])" in html
    assert "&lt; 3 &amp; 5" in html
    assert "&lt;b&gt;Because.&lt;/b&gt;" in html
    assert "<b>" not in html


def test_survivors_that_differ_come_first_with_what_to_do(html):
    first, second = re.findall(r"<h3>(.*?)</h3>", html.partition('<section id="scaled">')[0])
    assert first.startswith("A wrong answer is accepted: ")
    assert second.startswith("Suspected equivalent: ")
    assert "The check is too weak: add a test to sums/double.py" in html
    assert "[[equivalents]]\nexercise = &quot;double&quot;" in html
    assert '<th scope="row">total</th><td>25</td><td>25</td>' in html


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_can_be_read_and_filtered(html, browser, tmp_path, scheme, width):
    (tmp_path / "audit.html").write_text(html)
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"file://{tmp_path}/audit.html")
    sections = page.locator("section")
    assert [section.is_visible() for section in sections.all()] == [True, True]
    page.get_by_label("Show").select_option("scaled")
    assert [section.is_visible() for section in sections.all()] == [False, True]
    page.get_by_label("Show").select_option("every exercise")
    for summary in page.locator("summary").all():
        summary.click()
    context.close()
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"file://{tmp_path}/audit.html")
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    bad = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], v["nodes"][0]["html"]) for v in bad] == []
    context.close()
