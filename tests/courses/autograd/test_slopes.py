"""Right answers to the exercises of `slopes`, written in other ways than the library's.

A check that rejects one of these is at fault: it tests how an answer is written.
"""

import pytest

RIGHT = {
    "central_difference": """
def central_difference(f, x, step=1e-5):
    left, right = x - step, x + step
    rise = f(right) - f(left)
    return 0.5 * rise / step
""",
    "multiply": """
def multiply(x, y):
    def back(g):
        return tuple(np.multiply(g, other) for other in (y, x))
    return np.multiply(x, y), back
""",
    "divide": """
def divide(x, y):
    inverse = 1 / y
    quotient = x * inverse
    return quotient, lambda g: (g * inverse, -(g * quotient) * inverse)
""",
    "power": """
def power(x, exponent):
    if exponent == 0:
        return np.ones_like(x), lambda g: (0 * g,)
    lowered = np.power(x, exponent - 1)
    return lowered * x, lambda g: (lowered * g * exponent,)
""",
    "tanh": """
def tanh(x):
    y = np.tanh(x)
    return y, lambda g: ((1 + y) * (1 - y) * g,)
""",
    "chain": """
def chain(*operations):
    if not operations:
        return lambda x: (x, lambda g: (g,))
    first, rest = operations[0], chain(*operations[1:])

    def both(x):
        middle, back_to_x = first(x)
        end, back_to_middle = rest(middle)
        return end, lambda g: back_to_x(*back_to_middle(g))

    return both
""",
    "numerical_gradient": """
def numerical_gradient(f, x, step=1e-5):
    flat = np.asarray(x, dtype=float).ravel()
    slopes = []
    for k in range(flat.size):
        nudge = np.eye(flat.size)[k] * step
        up, down = (flat + nudge).reshape(x.shape), (flat - nudge).reshape(x.shape)
        slopes.append((f(up) - f(down)) / (2 * step))
    return np.array(slopes, dtype=float).reshape(x.shape)
""",
    "gradient_error": """
def gradient_error(computed, expected):
    worst = 0.0
    for c, e in zip(np.ravel(computed).tolist(), np.ravel(expected).tolist()):
        if c != c or e != e:
            return float("inf")
        worst = max(worst, abs(c - e) / max(1.0, abs(c), abs(e)))
    return worst
""",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_of_another_kind_is_accepted(name, verdict_on) -> None:
    verdict = verdict_on(name, RIGHT[name])
    assert (verdict.outcome, verdict.failure) == ("passed", None)
