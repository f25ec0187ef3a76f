"""A lesson's Markdown as blocks of a page: prose, exercise boxes, figures.

Formulas between dollars become MathML here, on our side: the page needs no script for them. Code is
coloured by pygments, by class. `:::{aside} Title` to `:::` becomes a part that folds.
"""

import functools
import html
import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from bootcamp.course.formula import mathml
from bootcamp.course.model import Lesson
from bootcamp.errors import CourseError

EXERCISE = re.compile(r"\[[^\]]*\]\(exercise:(?P<name>[\w-]+)\)\s*")
FIGURE = re.compile(
    r'!\[(?P<caption>.*)\]\(figure:(?P<name>\w+)(?:\s+"after:\s*(?P<after>\w+)")?\)\s*'
)
ASIDE = re.compile(r":::\{aside\}\s*(?P<title>.*)")


@dataclass(frozen=True)
class Prose:
    """Text, rendered."""

    html: str


@dataclass(frozen=True)
class ExerciseBlock:
    """A place for an exercise box."""

    name: str


@dataclass(frozen=True)
class FigureBlock:
    """A place for a figure; with `after`, drawn once that exercise has been passed."""

    name: str
    caption: str  # HTML
    after: str


Block = Prose | ExerciseBlock | FigureBlock


def render_lesson(lesson: Lesson) -> tuple[Block, ...]:
    """The blocks of a page, in order. Raises CourseError where a formula can't be converted."""
    try:
        return _render(lesson.body)
    except CourseError as error:
        raise CourseError(f"{lesson.path.name}: {error}") from error


@functools.lru_cache(maxsize=256)
def _render(body: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    prose: list[str] = []

    def flush() -> None:
        if text := "\n".join(prose).strip():
            blocks.append(Prose(render_markdown(text)))
        prose.clear()

    is_code = False
    for line in body.split("\n"):
        is_code ^= line.lstrip().startswith("```")
        if not is_code and (found := EXERCISE.fullmatch(line)):
            flush()
            blocks.append(ExerciseBlock(found["name"]))
        elif not is_code and (found := FIGURE.fullmatch(line)):
            flush()
            caption = render_inline(found["caption"])
            blocks.append(FigureBlock(found["name"], caption, found["after"] or ""))
        elif not is_code and (found := ASIDE.fullmatch(line)):
            flush()
            title = render_inline(found["title"] or "Aside")
            blocks.append(Prose(f"<details class=aside><summary>{title}</summary>"))
        elif not is_code and line.strip() == ":::":
            flush()
            blocks.append(Prose("</details>"))
        else:
            prose.append(line)
    flush()
    return tuple(_folded(blocks))


def _folded(blocks: list[Block]) -> list[Block]:
    """Neighbouring prose as one block, so that what folds stays in one piece."""
    joined: list[Block] = []
    for block in blocks:
        if isinstance(block, Prose) and joined and isinstance(joined[-1], Prose):
            joined[-1] = Prose(joined[-1].html + block.html)
        else:
            joined.append(block)
    return joined


@functools.lru_cache(maxsize=4096)
def render_markdown(text: str) -> str:
    """Markdown with formulas as HTML. Raw HTML in the text is shown, not obeyed."""
    return str(_markdown().render(text))


@functools.lru_cache(maxsize=4096)
def render_inline(text: str) -> str:
    """One line of Markdown, without a paragraph around it."""
    return str(_markdown().renderInline(text))


@functools.lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    made = MarkdownIt(
        "commonmark", {"html": False, "highlight": highlight_code, "typographer": True}
    )
    made.enable(["table"])
    made.use(dollarmath_plugin, renderer=_formula, double_inline=True)
    made.add_render_rule("heading_open", _heading)
    return made


def _formula(latex: str, options: dict[str, Any]) -> str:
    is_display = options.get("display_mode", False)
    made = mathml(latex, is_display)
    if not is_display:
        return made
    return f'<div class="formula" tabindex="0" role="group" aria-label="formula">{made}</div>'


def _heading(self: Any, tokens: Any, index: int, options: Any, environment: Any) -> str:
    anchor = anchor_of(tokens[index + 1].content)
    return f'<{tokens[index].tag} id="{anchor}">'


def anchor_of(heading: str) -> str:
    """What a link to a heading ends in."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def contents(lesson: Lesson) -> list[tuple[str, str]]:
    """The lesson's second-level headings: anchor and text."""
    found = re.findall(r"^## (.+)$", re.sub(r"```.*?```", "", lesson.body, flags=re.S), re.M)
    return [(anchor_of(text), re.sub(r"[`*$]", "", text)) for text in found]


def highlight_code(code: str, language: str = "python", attributes: str = "") -> str:
    """Code as coloured HTML inside a <pre>."""
    try:
        lexer = get_lexer_by_name(language or "text")
    except ClassNotFound:
        return f'<pre tabindex="0">{html.escape(code)}</pre>'
    inner = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="code" tabindex="0"><code>{inner}</code></pre>'
