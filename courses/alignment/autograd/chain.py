"""Run the chain rule backwards.

You have operations that know their own way back. This function strings them together: one loop
forwards, one loop backwards. It is the whole of reverse mode for computations without branches.
"""

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.chain import chain


def one_list_for_all(*operations):
    pullbacks = []

    def chained(x):
        pullbacks.clear()
        for operation in operations:
            x, step_back = operation(x)
            pullbacks.append(step_back)

        def pullback(gradient):
            for step_back in reversed(pullbacks):
                (gradient,) = step_back(gradient)
            return (gradient,)

        return x, pullback

    return chained


exercise = Exercise(
    implements=chain,
    minutes=20,
    difficulty=3,
    importance=5,
    hints=(
        "Three functions, one inside the other: `chain` returns an operation; the operation "
        "returns a result and a pullback.",
        "Forwards: each result is the next one's argument. Keep every pullback that comes along, "
        "in a list that belongs to this one run.",
        "Backwards: whose pullback must speak first, given that you start from the gradient of the "
        "last result?",
        "Every pullback returns a tuple of one. Unpack it before the next one, and return a tuple "
        "of one yourself.",
    ),
    notice="Two short loops are all of reverse mode. The list of pullbacks is made anew in each run, "
    "and it is what reverse mode pays in memory.",
    mistakes=(
        Mistake(
            "reversed(pullbacks)",
            "pullbacks",
            says="The pullbacks ran in the order of the forward pass. The gradient arrives at the "
            "end of the chain, so the last operation's pullback comes first.",
        ),
        Mistake(
            "for operation in operations:",
            "for operation in reversed(operations):",
            says="The operations were applied from the last to the first. Read "
            "`chain(exp, tanh)` from left to right.",
        ),
        Mistake(
            "x, step_back = operation(x)",
            "result, step_back = operation(x)",
            says="Every operation got the first argument. Each needs the result of the one "
            "before it.",
        ),
        Mistake(
            "return (gradient,)",
            "return gradient",
            says="The pullback returned the gradient itself. It returns a tuple, here of one, like "
            "every pullback: mind the comma.",
        ),
        Mistake(
            one_list_for_all,
            says="The list of pullbacks is shared by all runs of the chain, so a second run "
            "overwrites what the first needs for its way back. Make the list anew in each run.",
        ),
        Mistake(
            "return x, pullback\n",
            "return x, step_back\n",
            says="Only the last operation's own pullback came back. The gradient has to go on from "
            "there, through all the others, to the argument of the first.",
        ),
        Mistake(
            "(gradient,) = step_back(gradient)",
            "gradient = step_back(gradient)",
            says="A pullback returns a tuple, and the whole tuple is handed on. What the next one "
            "wants is the gradient in it.",
        ),
        Mistake(
            "            for step_back in reversed(pullbacks):\n"
            "                (gradient,) = step_back(gradient)",
            "            while pullbacks:\n                (gradient,) = pullbacks.pop()(gradient)",
            says="At the first call the list of pullbacks is used up, and a second call finds "
            "none. A pullback may be called more than once.",
        ),
        Mistake(
            "            for step_back in reversed(pullbacks):",
            "            pullbacks.reverse()\n            for step_back in pullbacks:",
            says="Each call turns the list of pullbacks round, so that the second one goes the "
            "wrong way.",
        ),
        Mistake(
            "                (gradient,) = step_back(gradient)\n            return (gradient,)",
            "                (gradient,) = step_back(gradient)\n                return (gradient,)",
            says="The `return` stands inside the loop, so that only one pullback is called. It "
            "comes after the loop.",
        ),
    ),
)

WIDEN = np.array([[2.0, 3.0], [5.0, 7.0], [11.0, 13.0]])
NARROW = np.array([[1.0, -2.0, 4.0]])


def widen(x):
    return WIDEN @ x, lambda gradient: (WIDEN.T @ gradient,)


def narrow(x):
    return NARROW @ x, lambda gradient: (NARROW.T @ gradient,)


def square(x):
    return x * x, lambda gradient: (2 * gradient * x,)


def roll(x):
    return np.roll(x, 1), lambda gradient: (np.roll(gradient, -1),)


def weigh(x):
    weights = np.array([2.0, 3.0, 5.0])
    return weights * x, lambda gradient: (weights * gradient,)


def test_each_operation_gets_the_result_of_the_one_before() -> None:
    result, _ = chain(roll, weigh, square)(np.array([1.0, 2.0, 4.0]))
    np.testing.assert_allclose(result, [64.0, 9.0, 100.0])


def test_the_way_back_begins_at_the_end() -> None:
    _, pullback = chain(roll, weigh)(np.array([1.0, 2.0, 4.0]))
    (gradient,) = pullback(np.array([1.0, 10.0, 100.0]))
    np.testing.assert_allclose(gradient, [30.0, 500.0, 2.0])


def test_the_pullback_agrees_with_measured_slopes(rng) -> None:
    x, nudge = rng.normal(size=2), 1e-20
    expected = [
        (7.0 * NARROW @ (WIDEN @ (x + 1j * nudge * unit)) ** 2).imag.item() / nudge
        for unit in np.eye(2)
    ]
    _, pullback = chain(widen, square, narrow)(x)
    (gradient,) = pullback(np.array([7.0]))
    np.testing.assert_allclose(gradient, expected, rtol=1e-10)


def test_a_second_run_leaves_the_first_ones_way_back_alone() -> None:
    run = chain(square, square)
    _, first = run(np.array([2.0]))
    _, second = run(np.array([3.0]))
    slopes = [first(np.array([1.0]))[0].item(), second(np.array([1.0]))[0].item()]
    assert slopes == [32.0, 108.0]


def test_the_pullback_can_be_asked_twice() -> None:
    _, pullback = chain(roll, weigh)(np.array([1.0, 2.0, 4.0]))  # in this order alone
    answers = [pullback(np.array([1.0, 10.0, 100.0]))[0] for _ in range(2)]
    np.testing.assert_allclose(np.array(answers), [[30.0, 500.0, 2.0]] * 2)


def test_a_chain_of_nothing_changes_nothing() -> None:
    result, pullback = chain()(np.array([2.0, 3.0]))
    (gradient,) = pullback(np.array([5.0, 7.0]))
    np.testing.assert_array_equal(np.array([result, gradient]), [[2.0, 3.0], [5.0, 7.0]])


def test_factors_drawn_at_random_are_all_met_on_both_ways(rng) -> None:
    before, after = rng.uniform(0.5, 2.0, size=2).tolist()
    x, arriving = rng.normal(size=(2, 3))
    expected = after * (before * x) ** 2
    slopes = arriving * 2 * after * before**2 * x

    def first(x):
        return before * x, lambda gradient: (before * gradient,)

    def last(x):
        return after * x, lambda gradient: (after * gradient,)

    result, pullback = chain(first, square, last)(x)
    np.testing.assert_allclose(result, expected, rtol=1e-12)
    (gradient,) = pullback(arriving)
    np.testing.assert_allclose(gradient, slopes, rtol=1e-12)


def test_each_operation_is_called_once_in_a_run() -> None:
    factors = iter([2.0, 5.0, 7.0])  # as if drawn: a second call gets another factor

    def noisy(x):
        factor = next(factors)
        return factor * x, lambda gradient: (factor * gradient,)

    result, pullback = chain(noisy, square)(np.array([3.0]))
    (gradient,) = pullback(np.array([1.0]))
    assert [result.item(), gradient.item()] == [36.0, 24.0]


def test_float32_stays_float32() -> None:
    x = np.array([1.0, 2.0], dtype=np.float32)
    result, pullback = chain(square, square)(x)
    (gradient,) = pullback(x)
    assert [result.dtype.name, gradient.dtype.name] == ["float32", "float32"]


def test_what_the_operations_give_is_handed_on_as_it_is() -> None:
    def shrink(x):
        return 1e-9 * x, lambda gradient: (1e-9 * gradient,)

    result, pullback = chain(shrink, shrink)(np.array([[2.0], [5.0]]))
    (gradient,) = pullback(np.array([[3.0], [7.0]]))
    np.testing.assert_allclose(result, [[2e-18], [5e-18]], rtol=1e-12)
    np.testing.assert_allclose(gradient, [[3e-18], [7e-18]], rtol=1e-12)
    result, pullback = chain(square, square)(np.zeros(0))
    (gradient,) = pullback(np.zeros(0))
    assert [result.shape, gradient.shape] == [(0,), (0,)]
    zero, arriving = np.array([0.0]), np.array([0.0])
    result, pullback = chain(square, square)(zero)
    (gradient,) = pullback(arriving)
    assert not np.shares_memory(result, zero)
    assert not np.shares_memory(gradient, arriving)
