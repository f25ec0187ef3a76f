"""The page in a real browser: nothing is cut off on a telephone, and axe has nothing to say."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from bootcamp.report.page import html_of

from .sample import report

pytestmark = pytest.mark.browser
SIZES = ((360, 740), (1280, 900))
INSIDE_ITS_PARENT = """() => [...document.querySelectorAll(
    '.bar b, .histogram b span, .scale span, .says, .foot, .key li, h3')].filter(element => {
  const own = element.getBoundingClientRect();
  const card = element.closest('.figure').getBoundingClientRect();
  return own.left < card.left || own.right > card.right
    || (element.matches('.bar b') && element.scrollWidth > element.clientWidth + 1)
    || (element.matches('.scale span') && element.clientHeight > 24);
}).map(element => element.outerHTML)"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html_of(report(), {"goals": "rows"}), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(params=SIZES, ids=lambda size: str(size[0]))
def size(request):
    return request.param


@pytest.fixture(params=("light", "dark"))
def opened(request, page, file, size):
    """The page with all of its tables open."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=request.param)
    page.goto(file)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return page


def test_nothing_is_wider_than_the_window_or_cut(opened, size):
    assert opened.evaluate("document.documentElement.scrollWidth") == size[0]
    assert opened.evaluate(INSIDE_ITS_PARENT) == []


def test_axe_finds_nothing_serious(opened):
    found = Axe().run(opened).response["violations"]
    bad = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"]) for each in bad] == []


def test_the_page_asks_for_nothing_from_elsewhere(page, file):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file)
    assert asked == [file]
