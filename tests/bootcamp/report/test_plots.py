"""A drawing is as long and as high as its numbers, and says them in words."""

import re

import pytest

from bootcamp.report.figures import Agreement, Base, Gain, Interval, Paired, Rating, Series
from bootcamp.report.plots import LINES
from bootcamp.report.plots.agreement import agreement
from bootcamp.report.plots.change import gains, paired
from bootcamp.report.plots.ratings import ratings
from bootcamp.report.plots.series import series

from . import sample

ALL = Base(16, 16, 18)
DRAWN = {
    "agreement": (agreement, sample.agreements()[:-1]),
    "ratings": (ratings, sample.ratings()),
    "paired": (paired, sample.pairs()),
    "gain": (gains, sample.gains()),
    "series": (series, sample.lines()),
}


def words_of(html):
    """The text alternatives."""
    return re.findall(r'role="img" aria-label="([^"]*)"', html)


@pytest.mark.parametrize(("draw", "items"), DRAWN.values(), ids=DRAWN)
def test_what_is_drawn_has_words_and_no_svg_speaks_beside_them(draw, items):
    html = draw(items)
    assert all(words_of(html))
    assert words_of(html)
    svgs = re.findall(r"<svg[^>]*>", html)
    assert all('aria-hidden="true"' in svg for svg in svgs)
    assert bool(svgs) == (draw in (paired, series))


def test_a_bar_in_words_says_every_count_zero_too():
    item = Agreement("fit", {1: 0, 2: 1, 3: 3, 4: 4, 5: 8}, 4.5, None, ALL)
    assert words_of(agreement([item])) == [
        "Fit: 0 strongly disagree, 1 disagree, 3 neutral, 4 agree, 8 strongly agree; "
        "median 4.5, n = 16"
    ]


def test_the_published_counts_are_the_numbers_in_the_bars():
    html = agreement(sample.agreements()[:5])
    bars = [re.findall(r'<b class="a(\d)"[^>]*>(\d*)</b>', bar) for bar in html.split("</div>")]
    found = [{value: int(count) for value, count in bar} for bar in bars if bar]
    published = sample.PUBLISHED["agreement"]["items"]
    assert found == [{v: c for v, c in item["counts"].items() if c} for item in published]


def test_a_count_without_room_in_its_bar_stands_below_it():
    item = Agreement("fit", {1: 0, 2: 1, 3: 0, 4: 0, 5: 99}, 5.0, None, Base(100, 100, 100))
    html = agreement([item])
    assert re.findall(r'<b class="a(\d)"[^>]*>(\d*)</b>', html) == [("2", ""), ("5", "99")]
    assert "too thin for a number: 1 disagree" in html
    roomy = Agreement("fit", {1: 0, 2: 3, 3: 0, 4: 0, 5: 97}, 5.0, None, Base(100, 100, 100))
    assert "too thin" not in agreement([roomy])


def test_an_interval_is_printed_where_there_is_one():
    counts = {1: 0, 2: 1, 3: 3, 4: 4, 5: 8}
    sure = Interval(0.475, 0.9275, 0.95, "Clopper-Pearson")
    assert "95% interval 48 to 93%, Clopper-Pearson" in agreement(
        [Agreement("fit", counts, 4.5, sure, ALL)]
    )
    assert 'class="soft"' not in agreement([Agreement("fit", counts, 4.5, None, ALL)])


def test_columns_are_as_high_as_their_share_of_the_tallest_of_the_figure():
    low = Rating("a", "One", {3: 2, 4: 1}, 3.0, None, Base(3, 3, 3))
    high = Rating("a", "Two", {9: 8}, 9.0, None, Base(8, 8, 8))
    columns = re.findall(
        r'<b style="height:([\d.]+)%"><span>(\d*)</span></b>', ratings([low, high])
    )
    assert len(columns) == 20
    assert [(float(height), count) for height, count in columns if count] == [
        (25, "2"), (12.5, "1"), (100, "8")
    ]  # fmt: skip


@pytest.mark.parametrize(("median", "place"), [(1.0, "5.00%"), (5.5, "50.00%"), (10.0, "95.00%")])
def test_the_mark_of_the_median_is_below_its_column_or_between_two(median, place):
    html = ratings([Rating("a", "One", {3: 2}, median, None, Base(2, 2, 2))])
    assert f'class="median" style="left:{place}"' in html


def test_equal_pairs_are_one_thicker_line_and_no_order_of_persons_is_kept():
    pairs = ((3.0, 6.0), (3.0, 6.0), (8.0, 7.0), (4.0, 4.0))
    item = Paired("a", pairs, 3.5, 6.0, 2, 1, 1, 0, 0, Base(4, 4, 4))
    html = paired([item])
    drawn = html.partition('<svg viewBox="0 0 100 100"')[2]
    found = re.findall(
        r'<line class="(\w+)".*?y1="([\d.]+)" y2="([\d.]+)" stroke-width="([\d.]+)"', drawn
    )
    assert found == [
        ("up", "76.67", "44.67", "3.5"),
        ("same", "66.00", "66.00", "1.0"),
        ("down", "23.33", "34.00", "1.0"),
    ]
    assert words_of(html) == [
        "A: 3 to 6 × 2, 4 to 4 × 1, 8 to 7 × 1; median 3.5 to 6; 2 up, 1 the same, 1 down"
    ]
    shuffled = Paired("a", pairs[::-1], 3.5, 6.0, 2, 1, 1, 0, 0, Base(4, 4, 4))
    assert paired([shuffled]) == html


def test_ways_differ_in_dashes_or_in_colour_where_no_css_is_heard():
    html = paired(sample.pairs())
    looks = dict(re.findall(r'<line class="(up|same|down)" (.*?) stroke-width="2"', html))
    assert looks == {
        "up": 'stroke="#23527c"',
        "same": 'stroke="#57605f"',
        "down": 'stroke="#b35806" stroke-dasharray="7 3"',
    }
    assert len(set(LINES)) == len(LINES)


def test_a_gain_in_words_says_all_of_its_numbers():
    sure = Interval(-0.1, 0.6, 0.95, "jackknife")
    assert words_of(gains([Gain("a", 0.3, 0.575, 0.39, sure, 3, 6.5, ALL)])) == [
        "A: before 30%, after 58% of the points; gain 0.39 of what was left (95% interval "
        "−0.10 to 0.60, jackknife); their own rating, median: 3 → 6.5"
    ]


def test_a_loss_is_printed_as_one():
    html = gains([Gain("a", 0.4, 0.35, -0.08, None, None, None, ALL)])
    assert "gain −0.08 of what was left" in html
    assert re.findall(r'<b class="(\w+)" style="width:([\d.]+)%"', html) == [
        ("before", "40.00"), ("after", "35.00")
    ]  # fmt: skip


def test_a_line_lies_by_the_calendar_and_not_by_how_many_days_have_a_number():
    item = Series("All", (("2026-05-01", 0.0), ("2026-05-02", 0.5), ("2026-05-11", 1.0)))
    assert 'points="0.0,100.00 100.0,50.00 1000.0,0.00"' in series([item])


def test_a_single_day_is_drawn_and_a_sixth_line_looks_as_the_first():
    items = [Series(str(n), (("2026-05-01", 0.5),)) for n in range(6)]
    html = series(items)
    assert re.findall(r'<polyline class="s(\d)"', html) == ["0", "1", "2", "3", "4", "0"]
    assert html.count('points="0.0,50.00"') == 6
