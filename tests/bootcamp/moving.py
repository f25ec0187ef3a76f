"""Figures for the tiny course: one that moves, one that is walked through, one that stands still."""

from bootcamp.course.read import read_course

FIGURES = '''"""Figures."""

from typing import Annotated

from bootcamp.author import Dial
from matplotlib.figure import Figure

from tinylib.sums import double, total


def doubled(figure: Figure, x: Annotated[float, Dial(1.0, 3.0, start=2.0, positions=5)]) -> str:
    """A number and its double."""
    twice = double(x)
    figure.subplots().bar(["x", "twice x"], [x, twice])
    return f"Twice {x:g} is {twice:g}."


def summed(figure: Figure, step: Annotated[int, Dial(0, 4)]) -> str:
    """The sum, term by term."""
    axes = figure.subplots()
    axes.set_title(f"{total([1.0] * step):g}")
    return f"After {step} terms the sum of the doubles is {total([1.0] * step):g}."


def waiting(figure: Figure, x: Annotated[int, Dial(0, 4)]) -> str:
    """A number of a question."""
    figure.subplots().plot([x])
    return f"It is {x}."


def still(figure: Figure) -> None:
    """Nothing moves."""
    figure.subplots().plot([double(x) for x in range(3)])
'''
LINES = """
![What is *doubled*.](figure:doubled "after: double")

![A sum.](figure:summed "after: double")

![Explained.](figure:still)

![Answered.](figure:still "after: by_hand")

![It is `<` 5 & "small".](figure:waiting "after: by_hand")
"""


def with_figures(course, text=FIGURES, lines=LINES):
    """The course, with these figures on its page."""
    (course.root / "sums" / "figures.py").write_text(text)
    page = course.root / "sums" / "sums.md"
    page.write_text(page.read_text() + lines)
    return read_course(course.root)
