"""A lesson's Markdown becomes blocks: prose, exercise boxes and figures, in the page's order."""

from pathlib import Path

import pytest

from bootcamp.course.model import Lesson
from bootcamp.course.page import (
    ExerciseBlock,
    FigureBlock,
    Prose,
    contents,
    highlight_code,
    render_inline,
    render_lesson,
    render_markdown,
)
from bootcamp.errors import CourseError


def lesson(body: str) -> Lesson:
    return Lesson(
        name="areas",
        chapter="shapes",
        path=Path("areas.md"),
        title="Areas",
        summary="All about areas.",
        minutes=5,
        needs=(),
        teaches=(),
        reading=(),
        body=body,
        exercises=(),
    )


def test_blocks_come_in_the_order_of_the_page():
    blocks = render_lesson(
        lesson(
            "One.\n\n[total](exercise:total)\n\nTwo.\n\n"
            '![A *curve*.](figure:curve "after: total")\n\n![B.](figure:plain)\n'
        )
    )
    assert blocks == (
        Prose("<p>One.</p>\n"),
        ExerciseBlock("total"),
        Prose("<p>Two.</p>\n"),
        FigureBlock("curve", "A <em>curve</em>.", "total"),
        FigureBlock("plain", "B.", ""),
    )


def test_what_stands_in_a_code_block_is_code():
    (block,) = render_lesson(
        lesson("```\n[total](exercise:total)\n:::{aside} No\n![B.](figure:b)\n```\n")
    )
    assert isinstance(block, Prose)
    assert "[total](exercise:total)\n:::{aside} No\n![B.](figure:b)" in block.html


def test_an_aside_folds_in_one_piece():
    blocks = render_lesson(lesson("Before.\n\n:::{aside} *Why*\nInside.\n:::\n\nAfter.\n"))
    assert blocks == (
        Prose(
            "<p>Before.</p>\n<details class=aside><summary><em>Why</em></summary>"
            "<p>Inside.</p>\n</details><p>After.</p>\n"
        ),
    )


def test_an_exercise_may_stand_inside_an_aside():
    first, box, last = render_lesson(lesson(":::{aside} More\n[total](exercise:total)\n:::\n"))
    assert box == ExerciseBlock("total")
    assert isinstance(first, Prose)
    assert isinstance(last, Prose)
    assert first.html.startswith("<details")
    assert last.html == "</details>"


def test_formulas_become_mathml():
    assert "<math" in render_inline("$x^2$")
    shown = render_markdown("$$x^2$$")
    assert 'display="block"' in shown
    assert '<div class="formula" tabindex="0" role="group" aria-label="formula">' in shown
    assert render_inline(r"It costs \$5.") == "It costs $5."


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        (r"\frac{1", "a brace is missing"),
        (r"\foo x", r"\foo isn't known"),
        (r"\frac 1", "a fraction has no denominator"),
        (r"\left( x", "Extra"),
    ],
)
def test_a_formula_that_cannot_be_shown_names_its_page(formula, why):
    with pytest.raises(CourseError) as raised:
        render_lesson(lesson(f"${formula}$"))
    assert str(raised.value).startswith(f"areas.md: the formula {formula!r} can't be shown")
    assert why in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a](javascript:alert(1))",
        "`<script>`",
        "```python\n<script>\n```",
        "```nonsense\n<script>\n```",
    ],
)
def test_html_and_scripts_are_shown_and_not_obeyed(text):
    shown = render_markdown(text)
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown


def test_a_diff_shows_a_learners_html_as_text():
    assert "<b>" not in highlight_code("+<b>bold</b>", "diff")


def test_headings_have_anchors_and_make_the_contents():
    body = "## What `f` is\n\n```\n## not a heading\n```\n\n## A $x$ more\n"
    (block,) = render_lesson(lesson(body))
    assert isinstance(block, Prose)
    assert contents(lesson(body)) == [("what-f-is", "What f is"), ("a-x-more", "A x more")]
    for anchor in ("what-f-is", "a-x-more"):
        assert f'<h2 id="{anchor}">' in block.html
