"""For each exercise of the lesson `training`, a right answer in another style passes its check."""

import importlib
import math
from pathlib import Path

import numpy as np
import pytest

from bootcamp.check.asserts import compile_check
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.run import load_check, run_tests
from bootcamp.course.read import read_course

COURSE = read_course(Path(__file__).parents[3] / "courses" / "alignment", [])

ANSWERS = {
    "initial_weights": """
def initial_weights(inputs, outputs, rng):
    return rng.standard_normal((inputs, outputs)) * (2 / inputs) ** 0.5
""",
    "linear_layer": """
def __call__(self, x):
    inputs, _ = self.weight.shape
    *_, came = x.shape
    if came != inputs:
        raise ShapeError(f"expected {inputs} inputs, got {came}")
    return self.bias + (x @ self.weight)
""",
    "parameters": """
def parameters(self):
    found, seen, queue = [], set(), [self]
    while queue:
        part = queue.pop(0)
        if isinstance(part, Value):
            if part.requires_grad and len(part.parents) == 0 and id(part) not in seen:
                seen.add(id(part))
                found.append(part)
        elif isinstance(part, Module):
            queue = list(part.__dict__.values()) + queue
        elif isinstance(part, (list, tuple)):
            queue = list(part) + queue
    return found
""",
    "sgd_step": """
def step(self):
    for i, (p, v) in enumerate(zip(self.parameters, self.velocities)):
        if p.grad is not None:
            v = v * self.momentum
            v += p.grad
            self.velocities[i] = v
            p.data = p.data - v * self.learning_rate
""",
    "adam_step": """
def step(self):
    b1, b2 = self.betas
    self.steps_taken = t = self.steps_taken + 1
    for i, p in enumerate(self.parameters):
        if p.grad is not None:
            self.means[i] = self.means[i] + (1 - b1) * (p.grad - self.means[i])
            self.squares[i] = self.squares[i] + (1 - b2) * (p.grad**2 - self.squares[i])
            root = (self.squares[i] / (1 - b2**t)) ** 0.5
            change = self.means[i] / (root + self.epsilon) / (1 - b1**t)
            p.data = p.data - self.learning_rate * change
""",
    "minibatches": """
def minibatches(x, y, batch_size, rng):
    rows = np.arange(len(y))
    rng.shuffle(rows)
    return [(x[part], y[part]) for part in np.split(rows, range(batch_size, len(y), batch_size))]
""",
    "accuracy": """
def accuracy(scores, targets):
    right = [int(np.argmax(row)) == int(t) for row, t in zip(scores, targets)]
    return sum(right) / len(right)
""",
    "train_epoch": """
def train_epoch(model, optimizer, batches):
    history = []
    for x, y in batches:
        optimizer.zero_grad()
        loss = model(Value(x)).cross_entropy(y)
        history.append(float(loss.data))
        loss.backward()
        optimizer.step()
    optimizer.zero_grad()
    return history
""",
    "train_digits": """
def train_digits(images, labels, seed, epochs=30, tell=lambda epoch, loss: None):
    from groundup.autograd.optim import SGD
    rng = np.random.default_rng(seed)
    model = Sequential(Linear(64, 40, rng), ReLU(), Linear(40, 10, rng))
    optimizer = SGD(model.parameters(), 0.1, momentum=0.9)
    for epoch in range(epochs):
        tell(epoch, np.mean(train_epoch(model, optimizer, minibatches(images, labels, 50, rng))))
    return model
""",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_right_answer_in_another_style_passes(name, monkeypatch):
    exercise = COURSE.exercises[name]
    owner = module = importlib.import_module(exercise.target.module)
    *classes, last = exercise.target.qualname.split(".")
    for part in classes:
        owner = getattr(owner, part)
    namespace = dict(vars(module))
    exec(ANSWERS[name], namespace)
    monkeypatch.setattr(owner, last, namespace[last])
    code = compile_check(exercise.path.read_text(), str(exercise.path))
    results = list(run_tests(code, name, "", PUBLIC_SEED))
    assert [result for result in results if not result["passed"]] == []
    assert results
    if exercise.kind == "Experiment":
        measure = load_check(code, name)[0]["measure"]
        assert measure(PUBLIC_SEED) >= exercise.goal


def test_every_exercise_of_the_lesson_has_an_answer_here():
    lesson = next(lesson for lesson in COURSE.lessons if lesson.name == "training")
    assert set(lesson.exercises) == {*ANSWERS, "loss_before_training"}


def test_the_prediction_is_the_logarithm_of_ten():
    path = COURSE.exercises["loss_before_training"].path
    namespace, _ = load_check(compile_check(path.read_text(), str(path)), "prediction")
    question = namespace["question"](np.random.default_rng(PUBLIC_SEED))
    assert math.exp(question.answer) == pytest.approx(10)


def test_an_experiment_is_told_the_mistake_that_its_tests_find(verdict_on):
    source = ANSWERS["train_digits"].replace("default_rng(seed)", "default_rng()")
    verdict = verdict_on("train_digits", source)
    assert verdict.outcome == "failed"
    assert "isn't made from `seed`" in verdict.mistake


def test_an_experiment_that_misses_its_target_says_by_how_much(verdict_on):
    source = ANSWERS["train_digits"].replace("range(epochs)", "range(min(epochs, 4))")
    source = source.replace("momentum=0.9", "momentum=0.0")
    verdict = verdict_on("train_digits", source)
    assert (verdict.outcome, verdict.failure) == ("failed", None)
    assert verdict.metric < 0.95
    assert "asked for: at least 0.95" in verdict.says


def test_an_experiment_that_fails_on_another_function_names_that_one(verdict_on, workspace):
    broken = workspace.reference("minibatches").replace("order[start", "order[1 + start")
    assert broken != workspace.reference("minibatches")
    assert verdict_on("minibatches", broken).outcome == "failed"
    stopped = workspace.reference("train_epoch").replace("losses.append", "losses.remove")
    assert verdict_on("train_epoch", stopped).outcome == "failed"
    verdict = verdict_on("train_digits", workspace.reference("train_digits"))
    assert (verdict.outcome, verdict.blames) == ("stack", ("train_epoch",))
