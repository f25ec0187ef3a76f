"""The questions of `layouts` ask for what PyTorch says."""

import re
import runpy

import numpy as np
import pytest
import torch

from ..conftest import COURSE


@pytest.mark.parametrize("name", ["offset_by_hand", "shared_entries"])
def test_a_question_asks_for_what_pytorch_says(name) -> None:
    question = runpy.run_path(str(COURSE / "arrays" / f"{name}.py"))["question"]
    for seed in range(300):
        asked = question(np.random.default_rng(seed))
        *code, last = re.findall(r"```python\n(.*)\n```", asked.text, re.DOTALL)[0].split("\n")
        names = {"torch": torch}
        exec("\n".join(code), names)
        assert eval(last, names) == float(asked.answer)
        assert len(asked.wrong) == (4 if name == "offset_by_hand" else 3)
        assert asked.answer not in asked.wrong
