"""For each exercise of the lesson `arrays`, a right answer in another style passes its check."""

import importlib
from pathlib import Path

import pytest

from bootcamp.check.asserts import compile_check
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.run import run_tests
from bootcamp.course.read import read_course

COURSE = read_course(Path(__file__).parents[3] / "courses" / "alignment", [])

ANSWERS = {
    "unbroadcast": """
def unbroadcast(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis in range(len(shape)):
        if shape[axis] == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient
""",
    "sum_over": """
def sum_over(x, axis=None, keepdims=False):
    def pullback(gradient):
        kept = x.sum(axis=axis, keepdims=True).shape
        return (np.ones_like(x) * np.reshape(gradient, kept),)

    return np.sum(x, axis, keepdims=keepdims), pullback
""",
    "max_over": """
def max_over(x, axis=None, keepdims=False):
    top = np.amax(x, axis=axis, keepdims=True)
    marks = np.where(x == top, 1, 0).astype(x.dtype)
    marks /= marks.sum(axis=axis, keepdims=True)

    def pullback(gradient):
        return (marks * np.reshape(gradient, top.shape),)

    return np.amax(x, axis=axis, keepdims=keepdims), pullback
""",
    "index": """
def index(x, key):
    places = np.arange(x.size).reshape(x.shape)[key]

    def pullback(gradient):
        flat = np.zeros(x.size, dtype=x.dtype)
        for place, entry in zip(np.ravel(places), np.ravel(gradient)):
            flat[place] += entry
        return (flat.reshape(x.shape),)

    return x[key], pullback
""",
    "transpose": """
def transpose(x, axes=None):
    if axes is None:
        return x.T, lambda gradient: (gradient.T,)
    back = [0] * x.ndim
    for new, old in enumerate(axes):
        back[old] = new
    return np.transpose(x, axes), lambda gradient: (np.transpose(gradient, back),)
""",
    "matmul": """
def matmul(x, y):
    def pullback(g):
        for_x = np.einsum("...ik,...jk->...ij", g, y)
        for_y = np.einsum("...ij,...ik->...jk", x, g)
        return unbroadcast(for_x, x.shape), unbroadcast(for_y, y.shape)

    return np.einsum("...ij,...jk->...ik", x, y), pullback
""",
    "log_sum_exp": """
def log_sum_exp(x, axis=-1):
    result = np.logaddexp.reduce(x, axis=axis)

    def pullback(gradient):
        shares = np.exp(x - np.expand_dims(result, axis))
        return (shares * np.expand_dims(gradient, axis),)

    return result, pullback
""",
    "log_softmax": """
def log_softmax(x, axis=-1):
    total, back = log_sum_exp(x, axis)

    def pullback(gradient):
        (along_total,) = back(-gradient.sum(axis=axis))
        return (gradient + along_total,)

    return x - np.expand_dims(total, axis), pullback
""",
    "cross_entropy": """
def cross_entropy(logits, targets):
    logs, back = log_softmax(logits, axis=1)
    wanted = np.eye(logits.shape[1], dtype=logits.dtype)[targets]

    def pullback(gradient):
        return back(-gradient * wanted / len(logits))

    return -(wanted * logs).sum() / len(logits), pullback
""",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_right_answer_in_another_style_passes(name, monkeypatch):
    answered(name, ANSWERS[name], monkeypatch)


def test_every_exercise_of_the_lesson_has_an_answer_here():
    lesson = next(lesson for lesson in COURSE.lessons if lesson.name == "arrays")
    assert set(lesson.exercises) == {*ANSWERS, "guard_unbroadcast"}


def answered(name, answer, monkeypatch):
    exercise = COURSE.exercises[name]
    owner = module = importlib.import_module(exercise.target.module)
    *classes, last = exercise.target.qualname.split(".")
    for part in classes:
        owner = getattr(owner, part)
    namespace = dict(vars(module))
    exec(answer, namespace)
    monkeypatch.setattr(owner, last, namespace[last])
    code = compile_check(exercise.path.read_text(), str(exercise.path))
    results = list(run_tests(code, name, "", PUBLIC_SEED))
    assert [result for result in results if not result["passed"]] == []
    assert results
