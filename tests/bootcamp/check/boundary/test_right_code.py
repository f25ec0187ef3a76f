"""What right code does, and what careless code does, is understood across the boundary."""

import numpy as np
import pytest
import torch

from bootcamp.check.boundary.handles import Remote
from bootcamp.check.boundary.names import Library

TRUTH = np.array([1.0, 2.0, 3.0])
REFERENCE = """
import torch.nn as layers
from collections import UserDict

class Model(layers.Module): pass
class Vocabulary(UserDict[str, int]): pass
"""
SOURCE = """
from collections import UserDict
import numpy as np
import torch


class Model(torch.nn.Module): pass
class Vocabulary(UserDict): pass


class Floats:
    def __sub__(self, other): return self
    def float(self): return np.zeros(3)


floats = Floats()


def double(x): return 2 * x
def rest(function, x, count):
    for number in range(count): function(x + number)
    return x[1:]
def other_dtype(x): x.dtype = ">f8"
def other_shape(x): x.squeeze_()
def other_dtype_and_error(x):
    x.dtype = "f4,f4"
    raise ValueError("after it")
"""


@pytest.fixture
def session(converse):
    return converse(SOURCE, REFERENCE)


@pytest.fixture
def asked(session):
    """The module's names: handles."""
    return lambda name: Remote(session, ("asked", name))


def test_what_an_object_inherits_from_an_installed_package_is_its_own(session, asked):
    def uses():
        model = asked("Model")()
        assert model.float() == model.to("cpu") == model
        vocabulary = asked("Vocabulary")({"a": 1})
        assert vocabulary.data == {"a": 1}
        return list(vocabulary.values())

    assert session.guarded(uses)() == [1]
    with pytest.raises(AssertionError, match="Expected an? (array|tensor) with `numpy`"):
        session.guarded(lambda: asked("Model")().numpy())()


def test_what_an_operator_gives_has_nothing_inherited_that_arrays_have(session, asked):
    def compares():
        assert np.max(np.abs((asked("floats") - TRUTH).float())) < 1e-6

    with pytest.raises(AssertionError, match="Expected an? (array|tensor) with `float`"):
        session.guarded(compares)()


def test_of_what_isnt_installed_nothing_is_inherited():
    for base in ("nowhere.Base", "nowhere", "json.Nothing", "math.sqrt", "asked.other.Base"):
        text = f"import nowhere, json, math, asked.other\n\nclass A({base}): pass\n"
        assert Library({"asked.things": text}).inherited == frozenset()


def test_a_view_is_seen_as_one_however_often_was_asked_meanwhile(session, asked):
    x = np.arange(4.0)

    def shares():
        assert np.shares_memory(asked("rest")(lambda y: asked("double")(y), x, 60), x)
        for number in range(60):
            asked("double")(np.arange(4.0) + number)
        return len(session._kept._memories)

    assert session.guarded(shares)() < 60  # what crossed long ago is let go of, but not meanwhile


@pytest.mark.parametrize(
    ("name", "x"), [("other_dtype", np.ones(2)), ("other_shape", torch.ones(1, 2))]
)
def test_an_argument_that_has_another_layout_now_is_told_as_changed(session, asked, name, x):
    with pytest.raises(AssertionError, match="passed in has another shape or dtype now"):
        session.guarded(lambda: asked(name)(x))()
    assert session.guarded(lambda: asked("double")(3))() == 6


def test_an_error_after_such_a_change_is_told_too(session, asked):
    def swallows():
        with pytest.raises(ValueError, match="after it"):
            asked("other_dtype_and_error")(np.ones(2))

    with pytest.raises(AssertionError, match="passed in has another shape or dtype now"):
        session.guarded(swallows)()
