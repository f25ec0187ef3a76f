"""Wrong answers that checks once accepted: each must be rejected.

An answer is written whole, or as the reference with some of its text replaced: what stands there
once, what stands there instead, and so on in pairs.
"""

import pytest

WRONG: dict[str, dict[str, str | tuple[str, ...]]] = {
    "central_difference": {
        "an array of one": """
def central_difference(f, x, step=1e-5):
    return np.array([(f(x + step) - f(x - step)) / (2 * step)])
""",
    },
    "multiply": {
        "single precision": ("return x * y,", 'return (x * y).astype("float32"),'),
        "gradient in single precision": ("gradient * x", '(gradient * x).astype("float32")'),
    },
    "divide": {
        "whole quotients": ("return x / y", "return x // y"),
        "single precision": ("return x / y", 'return (x / y).astype("float32")'),
    },
    "power": {
        "the infinite made finite": (
            "(gradient * exponent * x ** (exponent - 1),)",
            "(np.nan_to_num(gradient * exponent * x ** (exponent - 1)),)",
        ),
    },
    "chain": {
        "turned round at each call": (
            "for step_back in reversed(pullbacks):",
            "pullbacks.reverse()\n            for step_back in pullbacks:",
        ),
    },
    "numerical_gradient": {
        "nudged in place": """
def numerical_gradient(f, x, step=1e-5):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += step
        above = f(x)
        x[place] -= 2 * step
        below = f(x)
        x[place] += step
        gradient[place] = (above - below) / (2 * step)
    return gradient
""",
        "nudged in place and put back exactly": """
def numerical_gradient(f, x, step=1e-5):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        before = x[place]
        x[place] = before + step
        above = f(x)
        x[place] = before - step
        below = f(x)
        x[place] = before
        gradient[place] = (above - below) / (2 * step)
    return gradient
""",
        "one copy for all calls": """
def numerical_gradient(f, x, step=1e-5):
    moved = np.array(x, dtype=float)
    gradient = np.zeros(moved.shape)
    for place in np.ndindex(moved.shape):
        before = moved[place]
        moved[place] = before + step
        above = f(moved)
        moved[place] = before - step
        gradient[place] = (above - f(moved)) / (2 * step)
        moved[place] = before
    return gradient
""",
    },
    "gradient_error": {
        "one scale for all": """
def gradient_error(computed, expected):
    errors = np.abs(computed - expected)
    largest = max(1.0, np.max(np.abs(computed), initial=0), np.max(np.abs(expected), initial=0))
    worst = float(np.max(errors, initial=0.0) / largest)
    return np.inf if np.isnan(worst) else worst
""",
        "an array of one": (
            "float(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))",
            "np.atleast_1d(np.max(np.where(np.isnan(errors), np.inf, errors), initial=0.0))",
        ),
    },
    "record": {
        "keeps the way back of constants": (
            "return Value(result)",
            "return Value(result, pullback=pullback)",
        ),
    },
    "parents_first": {
        "moved to the end again and again": """
def parents_first(root):
    order, stack = [], [root]
    while stack:
        node = stack.pop()
        if node in order:
            order.remove(node)
        order.append(node)
        stack.extend(node.parents)
    return order[::-1]
""",
        "looked up in a list": (
            "seen: set[Node] = set()",
            "seen = []",
            "seen.add",
            "seen.append",
        ),
    },
    "backpropagate": {
        "sums that start as float64": (
            "gradients[parent] + share if parent in gradients else share",
            "gradients.get(parent, np.zeros(parent.data.shape)) + share",
        ),
    },
    "backward": {
        "adds into a shared array": (
            "node.grad = arriving.copy() if node.grad is None else node.grad + arriving",
            "if node.grad is None:\n"
            "                node.grad = arriving\n"
            "            else:\n"
            "                node.grad += arriving",
        ),
    },
    "matmul": {
        "only one batch axis is summed": (
            "return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)",
            "for_y = for_y.sum(axis=0) if for_y.ndim > y.ndim else unbroadcast(for_y, y.shape)\n"
            "        return unbroadcast(for_x, x.shape), for_y",
        ),
        "an axis of length 1 of y is forgotten": (
            "unbroadcast(for_y, y.shape)",
            "(unbroadcast(for_y, y.shape) if for_y.ndim > y.ndim else for_y)",
        ),
        "a matrix x with a batch of y is forgotten": (
            "return unbroadcast(for_x, x.shape)",
            "return (for_x if x.ndim == 2 else unbroadcast(for_x, x.shape))",
        ),
    },
    "max_over": {
        "nearly equal counts as tied": (
            "x == restore_axes(largest, axis, x.ndim)",
            "np.isclose(x, restore_axes(largest, axis, x.ndim))",
        ),
    },
    "log_sum_exp": {
        "the gradient's axis is always the last": (
            "np.expand_dims(gradient, axis)",
            "gradient[..., None]",
        ),
        "float64 whatever came": ("largest = x.max(", "x = x.astype(float)\n    largest = x.max("),
        "a float64 gradient": ("np.exp(x - result),)", "np.exp((x - result).astype(float)),)"),
    },
    "cross_entropy": {
        "a float64 gradient": (
            "= np.exp(log_probabilities)",
            "= np.exp(log_probabilities, dtype=float)",
        ),
        "float64 whatever came": (
            "rows = np.arange(len(targets))",
            "rows = np.arange(len(targets))\n    logits = logits.astype(float)",
        ),
    },
    "initial_weights": {
        "single precision": (
            "size=(inputs, outputs))",
            "size=(inputs, outputs)).astype(np.float32)",
        ),
    },
    "linear_layer": {
        "nothing flows back to x": ("return x @", "return Value(x.data) @"),
    },
    "parameters": {
        "constants in a list are listed": (
            "isinstance(part, Value) and part.requires_grad",
            "isinstance(part, Value) and (part is not attribute or part.requires_grad)",
        ),
        "modules in a tuple are passed over": (
            "if isinstance(part, Module):",
            "if isinstance(part, Module) and not isinstance(attribute, tuple):",
        ),
        "computed values are listed": (" and not part.parents", ""),
    },
    "sgd_step": {
        "no gradient counts as zero": """
def step(self):
    for place, parameter in enumerate(self.parameters):
        gradient = np.zeros_like(parameter.data) if parameter.grad is None else parameter.grad
        velocity = self.momentum * self.velocities[place] + gradient
        self.velocities[place] = velocity
        parameter.data = parameter.data - self.learning_rate * velocity
""",
        "the velocity fades without a gradient": (
            "if parameter.grad is None:",
            "if parameter.grad is None:\n"
            "            self.velocities[place] = self.momentum * self.velocities[place]",
        ),
    },
    "adam_step": {
        "no gradient counts as zero": (
            "if parameter.grad is None:\n            continue\n",
            "gradient = np.zeros_like(parameter.data) if parameter.grad is None else parameter.grad\n",
            "(1 - beta1) * parameter.grad",
            "(1 - beta1) * gradient",
            "parameter.grad**2",
            "gradient**2",
        ),
        "the gradient is squared in place": (
            "square = beta2",
            "parameter.grad *= parameter.grad\n        square = beta2",
            "parameter.grad**2",
            "parameter.grad",
        ),
    },
    "minibatches": {
        "another generator": ("rng.permutation", "np.random.permutation"),
        "a generator of its own": ("rng.permutation", "np.random.default_rng().permutation"),
    },
    "train_digits": {
        "tells the last batch's loss": ("sum(losses) / len(losses)", "losses[-1]"),
    },
}


def written(reference: str, answer: str | tuple[str, ...]) -> str:
    """The wrong answer's text."""
    if isinstance(answer, str):
        return answer
    for find, instead in zip(answer[::2], answer[1::2], strict=True):
        assert reference.count(find) == 1, f"{find!r} stands {reference.count(find)} times"
        reference = reference.replace(find, instead)
    return reference


CASES = [(name, what) for name, answers in WRONG.items() for what in answers]


@pytest.mark.parametrize(("name", "what"), CASES)
def test_a_wrong_answer_is_rejected(name, what, verdict_on, workspace) -> None:
    verdict = verdict_on(name, written(workspace.reference(name), WRONG[name][what]))
    assert verdict.outcome in ("failed", "timeout"), verdict.says
