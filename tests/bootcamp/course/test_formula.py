"""A formula on a page and in a terminal."""

import pytest

from bootcamp.course.formula import mathml, plain, without_formulas
from bootcamp.errors import CourseError


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\partial a/\partial x = 4", "∂a/∂x = 4"),
        (r"6 \cdot 10^{-6}", "6 · 10⁻⁶"),
        (r"h = \epsilon^{1/3}", "h = ε^(1/3)"),
        (r"u = 3x -23", "u = 3x − 23"),
        (r"-2 \cdot (-5)", "−2 · (−5)"),
        (r"-\ln \frac{1}{10} = \ln 10", "−ln 1/10 = ln 10"),
        (r"\frac{f(x + h) - f(x - h)}{2h}", "(f(x + h) − f(x − h))/2h"),
        (r"\sqrt\epsilon", "√ε"),
        (r"\sqrt{a + b}", "√(a + b)"),
        (r"\log \sum_k e^{x_k}", "log ∑ₖe^(xₖ)"),
        (r"J^{\mathsf T} g", "Jᵀg"),
        (r"\max(1, |\text{the other}|)", "max(1, |the other|)"),
        (r"\beta_1^t \to \Delta\!x", "β₁^t → Δx"),
        (r"\left( \frac12 \right)", "(1/2)"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "1 2; 3 4"),
        (r"\unheard{of}", "unheard of"),
        (r"\frac{1", "1/"),
    ],
)
def test_a_formula_in_a_terminal_is_plain_text(latex, text):
    assert plain(latex) == text


def test_only_formulas_of_a_text_are_changed():
    text = r"When $x$ moves by \$1, `a $b$` stays: $$x^2$$"
    assert without_formulas(text) == "When x moves by $1, `a $b$` stays: x²"


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        ("f'(x)", "<mrow><mi>f</mi><mo form='postfix'>′</mo></mrow>"),
        (r"a \pm b", "<mo>±</mo>"),
        (r"\underbrace{ab}_{\text{both}}", '<mo stretchy="true">⏟</mo>'),
        (r"\max(1, |x|)", '<mo stretchy="false" lspace="0" rspace="0">|</mo>'),
        (r"\max(1, |x|)", "<mi>max</mi>"),
        (r"\log p", '<mi>log</mi><mspace width="0.167em"/><mi>p</mi>'),
    ],
)
def test_on_a_page_primes_stand_close_braces_span_and_bars_are_fences(latex, part):
    assert part in mathml(latex, is_display=False)


def test_html_in_a_formula_is_refused():
    with pytest.raises(CourseError, match="can't stand in words"):
        mathml(r"\text{<img src=x/>}", is_display=False)
    assert "a<b" not in mathml("a<b", is_display=False)
