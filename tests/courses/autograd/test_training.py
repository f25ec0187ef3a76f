"""The prediction and the experiment of `training`."""

import math
import runpy
from pathlib import Path

import numpy as np
import pytest

from bootcamp.check.asserts import compile_check
from bootcamp.check.fixtures import PUBLIC_SEED
from bootcamp.check.run import load_check
from bootcamp.course.read import read_course

COURSE = read_course(Path(__file__).parents[3] / "courses" / "alignment", [])
ANSWERS = Path(__file__).parents[1] / "answers" / "autograd" / "train_digits.py"
ANSWER = runpy.run_path(str(ANSWERS))["RIGHT"]["with momentum, and one layer less"]


def test_the_prediction_is_the_logarithm_of_ten():
    path = COURSE.exercises["loss_before_training"].path
    namespace, _ = load_check(compile_check(path.read_text(), str(path)), "prediction")
    question = namespace["question"](np.random.default_rng(PUBLIC_SEED))
    assert math.exp(question.answer) == pytest.approx(10)


def test_an_experiment_is_told_the_mistake_that_its_tests_find(verdict_on):
    source = ANSWER.replace("default_rng(seed)", "default_rng()")
    verdict = verdict_on("train_digits", source)
    assert verdict.outcome == "failed"
    assert "isn't made from `seed`" in verdict.mistake


def test_an_experiment_that_misses_its_target_says_by_how_much(verdict_on):
    source = ANSWER.replace("range(epochs)", "range(min(epochs, 4))")
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
