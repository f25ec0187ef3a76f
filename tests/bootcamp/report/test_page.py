"""The page prints the numbers that it was given, and says what is missing; it obeys nothing."""

import re
from html.parser import HTMLParser

import pytest

from bootcamp.report.build import report_of
from bootcamp.report.figures import (
    Agreement,
    Base,
    Figure,
    Gain,
    Interval,
    Number,
    Paired,
    Part,
    Quote,
    Rating,
    Report,
    Row,
    Series,
    Source,
    Withheld,
)
from bootcamp.report.page import html_of
from bootcamp.report.spec import shipped_spec

from .cohorts import CUT_OFF, seed_rows

BASE = Base(15, 16, 18, skipped=1)
HOSTILE = "<script>alert(1)</script>"
VOID = {"meta"}  # SVG's empty elements are closed by themselves


def figure(kind, *items, **fields):
    return Figure("the-figure", kind, "A figure", items, **fields)


def page_of(*figures, **fields):
    given = {"title": "Report", "edition": "internal", "cut_off": "2026-07-31", **fields}
    return html_of(Report(parts=(Part("part", "A part", figures),), about={"k": 5}, **given))


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("</header>")[2]))


class Balanced(HTMLParser):
    """Raises where an element is closed that isn't the open one."""

    def __init__(self):
        super().__init__()
        self.open, self.names, self.ids = [], [], []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.names.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def seed():
    return html_of(report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "internal"))


def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere(seed):
    parser = Balanced()
    parser.feed(seed)
    assert parser.open == []
    assert not {"script", "link", "img", "iframe", "object"} & set(parser.names)
    assert "url(" not in seed
    assert "@import" not in seed


def test_an_anchor_leads_to_one_place_even_where_a_part_has_the_name_of_a_figure(seed):
    parser = Balanced()
    parser.feed(seed)
    assert {"part:capstones", "capstones"} <= set(parser.ids)
    assert len(set(parser.ids)) == len(parser.ids)
    anchors = re.findall(r'href="#([^"]*)"', seed)
    assert anchors
    assert set(anchors) <= set(parser.ids)


def test_agreement_prints_every_count_and_keeps_the_half_of_a_median():
    counts = {1: 0, 2: 1, 3: 3, 4: 4, 5: 7}
    item = Agreement("fit_for_field", counts, 4.5, Interval(0.45, 0.92, 0.95, "exact"), BASE)
    html = page_of(figure("agreement", item))
    assert re.findall(r'<b class="a(\d)" [^>]*>(\d+)</b>', html) == [
        ("2", "1"), ("3", "3"), ("4", "4"), ("5", "7")
    ]  # fmt: skip
    assert (
        'aria-label="Fit for field: 0 strongly disagree, 1 disagree, 3 neutral, 4 agree, 7 strongly '
        'agree; median 4.5, n = 15"'
    ) in html
    text = text_of(html)
    assert "median 4.5 11 of 15 (73%) agreed" in text
    assert "15 answered of 16 eligible, 18 invited; 1 skipped" in text


def test_bars_of_a_figure_share_their_middle_and_are_as_long_as_their_counts():
    one = Agreement("a", {1: 0, 2: 2, 3: 2, 4: 4, 5: 0}, 4.0, None, Base(8, 8, 8))
    two = Agreement("b", {1: 0, 2: 0, 3: 0, 4: 0, 5: 4}, 5.0, None, Base(4, 4, 4))
    html = page_of(figure("agreement", one, two))
    assert set(re.findall(r'class="middle" style="left:([\d.]+%)"', html)) == {"27.27%"}
    bars = re.findall(r'<b class="a(\d)" style="left:([\d.]+)%;width:([\d.]+)%"', html)
    found = [(value, float(left), float(width)) for value, left, width in bars]
    # left of the middle at most 2/8 + 1/8, right of it at most all: 11/8 of an item's answers
    assert found == [("2", 0, 18.18), ("3", 18.18, 18.18), ("4", 36.36, 36.36), ("5", 27.27, 72.73)]


def test_what_isnt_there_is_not_reported_and_never_zero():
    nothing = Base(0, 16, 16)
    html = page_of(
        figure("agreement", Agreement("a", {}, None, None, nothing)),
        figure("ratings", Rating("b", "Prerequisites", {}, None, None, nothing)),
        figure("paired", Paired("c", (), None, None, 0, 0, 0, 0, 0, nothing)),
        figure("gain", Gain("d", None, None, None, None, None, None, nothing)),
        figure("numbers", Number("e", None)),
        figure("table", Row(("f", None)), columns=("What", "Count")),
        figure("series", Series("g", ())),
        figure("quotes"),
        figure("text"),
    )
    text = re.sub(r"The numbers as a table.*?(?= A figure|$)", "", text_of(html))
    assert text.count("not reported") == 8
    assert text.count("not written") == 1
    assert not re.search(r"\b0\b(?! answered)", text.partition("A part")[2])


def test_a_share_is_printed_with_its_whole_and_a_lower_bound_as_one():
    html = page_of(
        figure(
            "numbers",
            Number("top three", 6, out_of=15, interval=Interval(0.163, 0.677, 0.95, "exact")),
            Number("visitors", 2800, is_lower_bound=True),
            Number("median", 75.0, unit="%"),
            Number("spent", 6000.5, unit="GBP"),
        )
    )
    text = text_of(html)
    assert "6 of 15 (40%) 95% interval 16 to 68%, exact" in text
    assert "over 2 800" in text
    assert "Median 75%" in text
    assert "6 000.50 GBP" in text


def test_pairs_say_which_way_they_went_and_who_answered_once():
    pairs = ((3.0, 6.0), (3.0, 6.0), (5.0, 4.0), (7.0, 7.0))
    item = Paired("confidence", pairs, 4.0, 6.0, 2, 1, 1, 3, 2, Base(4, 9, 9))
    text = text_of(page_of(figure("paired", item)))
    assert "median 4 → 6 2 up, 1 the same, 1 down; 3 answered only before, 2 only after" in text


def test_without_its_pairs_an_item_still_says_how_many_went_which_way():
    html = page_of(figure("paired", Paired("views", (), 4.0, 6.5, 6, 3, 1, 1, 0, Base(10, 16, 16))))
    assert "median 4 → 6.5 6 up, 3 the same, 1 down" in text_of(html)
    assert "<svg" not in html


def test_a_gain_says_before_after_its_interval_and_their_own_rating():
    item = Gain("Arrays", 0.3, 0.65, 0.5, Interval(0.4, 0.6, 0.95, "jackknife"), 3, 6.5, BASE)
    text = text_of(page_of(figure("gain", item)))
    assert "before 30% after 65%" in text
    assert "gain 0.50 of what was left (95% interval 0.40 to 0.60, jackknife)" in text
    assert "their own rating, median: 3 → 6.5" in text


def test_ratings_mark_the_median_between_its_columns():
    counts = dict.fromkeys(range(1, 11), 0) | {5: 8, 6: 8}
    html = page_of(figure("ratings", Rating("a", "RL", counts, 5.5, (5.0, 6.0), Base(16, 16, 16))))
    assert 'class="median" style="left:50.00%"' in html
    assert "median 5.5 , n = 16 middle half 5 to 6" in text_of(html)
    assert 'aria-label="RL, A: 8 × 5, 8 × 6; median 5.5, n = 16, middle half 5 to 6"' in html


def test_a_line_begins_and_ends_where_its_numbers_do():
    item = Series("All", (("2026-05-25", 0.0), ("2026-05-26", 0.25), ("2026-05-27", 0.5)))
    html = page_of(figure("series", item))
    assert 'points="0.0,100.00 500.0,75.00 1000.0,50.00"' in html
    assert "All: 0% on 2026-05-25, 50% on 2026-05-27" in html


def test_what_is_withheld_says_why_and_which():
    text = text_of(page_of(figure("agreement", Withheld("Too few.", "fit_for_field"))))
    assert "Fit for field : Too few." in text
    assert "not reported" not in text


def test_nothing_that_people_wrote_is_obeyed():
    html = page_of(
        figure("agreement", Agreement(HOSTILE, {5: 9}, 5.0, None, Base(9, 9, 9))),
        figure("ratings", Rating(HOSTILE, HOSTILE, {5: 9}, 5.0, None, Base(9, 9, 9))),
        figure("paired", Paired(HOSTILE, ((1, 2),), 1, 2, 1, 0, 0, 0, 0, Base(1, 1, 1))),
        figure("gain", Gain(HOSTILE, 0.1, 0.2, None, None, None, None, BASE)),
        figure("numbers", Number(HOSTILE, 1, unit=HOSTILE, note=HOSTILE)),
        figure("table", Row((HOSTILE, HOSTILE)), columns=(HOSTILE, HOSTILE)),
        figure("series", Series(HOSTILE, (("2026-05-25", 0.5),))),
        figure("quotes", Quote(HOSTILE)),
        figure("text", text=HOSTILE),
        figure("numbers", Withheld(HOSTILE, HOSTILE)),
        title=HOSTILE,
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 20


def test_prose_has_tables_and_headings_below_its_own_and_money_in_it():
    prose = "# About\n\nIt cost $500 each, or $600 in all.\n\n|a|b|\n|-|-|\n|1|2|\n"
    html = page_of(figure("text", text=prose))
    assert "<h4>About</h4>" in html
    assert "It cost $500 each, or $600 in all." in html
    assert "<td>2</td>" in html
    assert html.count("<h1") == 1


def test_prose_brings_nothing_in_from_elsewhere_and_runs_nothing():
    prose = "![x](https://example.org/x.png) [y](javascript:alert(1)) <img src=x onerror=y>"
    html = page_of(figure("text", text=prose), figure("agreement", Withheld(prose), text=prose))
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert html.count("&lt;img src=x onerror=y&gt;") == 3


def test_a_figure_says_where_its_rows_are_from_and_never_how_many():
    sources = (
        Source("answers", {"form": "exit", "question": "a"}, 16),
        Source("answers", {"form": "exit", "question": "b"}, 16),
        Source("outcomes", {}, 2),
    )
    html = page_of(figure("numbers", Number("e", 7), sources=sources))
    assert '<p class="foot">Source: answers (form exit); outcomes</p>' in html


def test_who_answered_is_said_of_each_item_where_that_differs():
    counts = {1: 0, 2: 0, 3: 0, 4: 0, 5: 16}
    one, two, three = (Agreement(name, counts, 5.0, None, Base(16, 16, 18)) for name in "abc")
    other = Agreement("d", counts, 5.0, None, BASE)
    said = re.findall(r'<p class="foot">(.*?)</p>', page_of(figure("agreement", one, two, other)))
    assert said == [
        "All but those named below: 16 answered of 16 eligible, 18 invited",
        "D: 15 answered of 16 eligible, 18 invited; 1 skipped",
    ]
    said = re.findall(r'<p class="foot">(.*?)</p>', page_of(figure("agreement", three, other)))
    assert said[0] == "C: 16 answered of 16 eligible, 18 invited"
    said = re.findall(r'<p class="foot">(.*?)</p>', page_of(figure("agreement", one, two)))
    assert said == ["16 answered of 16 eligible, 18 invited"]


@pytest.mark.parametrize(("part", "says"), [(2, "13%"), (6, "38%"), (10, "63%"), (15, "94%")])
def test_a_half_of_a_percent_goes_up(part, says):
    text = text_of(page_of(figure("numbers", Number("a", part, out_of=16))))
    assert f"{part} of 16 ({says})" in text


def test_rows_are_linked_where_they_may_be_seen(seed):
    assert "The rows behind it" not in seed
    report = report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "internal")
    assert 'href="/rows/agreement">The rows behind it' in html_of(
        report, {"agreement": "/rows/agreement"}
    )


def test_the_same_report_makes_the_same_page(seed):
    assert html_of(report_of(seed_rows(), shipped_spec("seed"), CUT_OFF, "internal")) == seed
