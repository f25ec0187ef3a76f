"""The whole library at once: it learns to read digits it has not seen."""

import subprocess
import sys

import pytest

from groundup.run.digits_mlp import held_out_accuracy


@pytest.mark.parametrize("seed", range(5))
def test_held_out_accuracy_is_at_least_95_percent(seed):
    assert held_out_accuracy(seed) >= 0.95


def test_tiny_run_prints_its_accuracy():
    command = [sys.executable, "-m", "groundup.run.digits_mlp", "--tiny"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert float(said.split("median ")[1].split(",")[0]) >= 0.95
