"""An object of the code under test is never taken for numbers, by whatever route."""

import math
import statistics

import numpy as np
import pytest
import torch

from bootcamp.check.boundary.handles import Remote
from bootcamp.check.run import BoundaryFault

TRUTH = np.array([1.0, 2.0, 3.0])
REFERENCE = """
class Answer:
    def __init__(self): self.value = 2.0
    def __len__(self): return 3
    def __getitem__(self, key): return [1.0, 2.0, 3.0][key]
"""
SOURCE = """
from collections import namedtuple
import numpy as np


class Liar:
    def _zero(self, *others, **options): return 0.0
    def _true(self, *others): return True
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _zero
    __rtruediv__ = __pow__ = __rpow__ = __neg__ = __pos__ = __abs__ = __float__ = _zero
    __matmul__ = __rmatmul__ = __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = _zero
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __bool__ = _true
    mean = std = sum = max = min = item = sqrt = conjugate = _zero
    __hash__ = object.__hash__
    def __int__(self): return 0
    __index__ = __trunc__ = __round__ = __floor__ = __ceil__ = __int__
    def __complex__(self): return 0j


class Answer:
    value = 2.0
    def __add__(self, other=None): return Answer()
    __radd__ = __sub__ = __mul__ = __neg__ = __add__
    def __len__(self): return 3
    def __getitem__(self, key): return [1.0, 2.0, 3.0][key]


class Chain:
    def itself(self, *others, **options): return self
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __pow__ = __rpow__ = __abs__ = itself
    __lt__ = __le__ = __gt__ = __ge__ = itself
    def zero(self, *others, **options): return 0.0
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return self.zero if name in ("max", "mean", "item", "sum", "all") else self.itself


liar, answer, chain = Liar(), Answer(), Chain()


def amid(): return [1.0, 1.0, liar]
def nested(): return [[1.0, 1.0], [1.0, liar]]
def by_name(): return {"a": 1.0, "b": liar}
def named(): return namedtuple("Result", ["mean"])(liar.mean)
def long_error(): raise ValueError("x" * 10**6)
def ten(): return list(range(10))
"""


@pytest.fixture
def session(converse):
    """A conversation with a real worker, which has the module `asked`."""
    return converse(SOURCE, REFERENCE)


@pytest.fixture
def asked(session):
    """The module's names: handles."""
    return lambda name: Remote(session, ("asked", name))


def near(number, truth=2.0):
    assert abs(number - truth) < 1e-6


ROUTES = {
    "a difference": lambda liar: near(liar),
    "a difference the other way round": lambda liar: near(2.0, liar),
    "an array minus an object": lambda liar: near(np.max(TRUTH - liar), 0.0),
    "a comparison": lambda liar: exec("assert liar < 1e-6", {"liar": liar}),
    "a chained comparison": lambda liar: exec("assert 0 <= liar <= 1", {"liar": liar}),
    "its truth": lambda liar: exec("assert liar", {"liar": liar}),
    "float": lambda liar: near(float(liar), 0.0),
    "int": lambda liar: near(int(liar), 0.0),
    "complex": lambda liar: near(complex(liar), 0.0),
    "round": lambda liar: near(round(liar), 0.0),
    "math.isclose": lambda liar: exec("assert isclose(liar, 0)", {**vars(math), "liar": liar}),
    "math.sqrt": lambda liar: near(math.sqrt(liar), 0.0),
    "math.fsum": lambda liar: near(math.fsum([liar, liar]), 0.0),
    "math.floor": lambda liar: near(math.floor(liar), 0.0),
    "sum": lambda liar: near(sum([1.0, liar]), 0.0),
    "max": lambda liar: near(max([1.0, 7.0, liar]), 7.0),
    "min": lambda liar: near(min([7.0, 1.0, liar]), liar),
    "sorted": lambda liar: near(len(sorted([3.0, liar, 1.0])), 3),
    "statistics.mean": lambda liar: near(statistics.mean([liar, liar]), 0.0),
    "abs": lambda liar: near(abs(liar), 0.0),
    "np.asarray": lambda liar: near(np.asarray(liar).item(), 0.0),
    "the mean of a list": lambda liar: near(np.mean([1.0, liar]), 0.0),
    "the std of a list": lambda liar: near(np.asarray([1.0, liar]).std(), 0.0),
    "an object array": lambda liar: near(np.array([1.0, liar], dtype=object).sum(), 0.0),
    "a nested list": lambda liar: near(np.asarray([[1.0], [liar]]).sum(), 0.0),
    "np.mean of an object": lambda liar: near(np.mean(liar), 0.0),
    "np.max of an object": lambda liar: near(np.max(liar), 0.0),
    "np.sum of an object": lambda liar: near(np.sum(liar), 0.0),
    "np.sqrt": lambda liar: near(np.sqrt(liar), 0.0),
    "np.full": lambda liar: near(np.full(3, liar, float).sum(), 0.0),
    "np.fromiter": lambda liar: near(np.fromiter([liar, liar], float).sum(), 0.0),
    "np.concatenate": lambda liar: near(np.concatenate([[1.0], [liar]]).sum(), 0.0),
    "put into an array": lambda liar: exec("x = TRUTH.copy(); x[0] = liar", {**globals(), "liar": liar}),
    "allclose": lambda liar: exec("assert allclose([0.0, liar], 0.0)", {**vars(np), "liar": liar}),
    "assert_allclose": lambda liar: np.testing.assert_allclose([0.0, liar], [0.0, 0.0]),
    "assert_allclose of an object": lambda liar: np.testing.assert_allclose(liar, 0.0),
    "assert_almost_equal": lambda liar: np.testing.assert_almost_equal(liar, 2.0),
    "pytest.approx": lambda liar: exec("assert liar == approx(0.0)", {**vars(pytest), "liar": liar}),
    "a range": lambda liar: near(len(range(liar)), 0.0),
    "an index": lambda liar: near(TRUTH[liar], 1.0),
    "torch.tensor": lambda liar: near(torch.tensor([1.0, liar]).min(), 0.0),
    "torch.tensor of a dtype": lambda liar: near(torch.tensor([1.0, liar], dtype=torch.float64).min(), 0.0),
    "torch.as_tensor": lambda liar: near(torch.as_tensor([1.0, liar]).min(), 0.0),
    "torch.full": lambda liar: near(torch.full((2,), liar).min(), 0.0),
    "the largest difference": lambda liar: near((liar - TRUTH).max(), 0.0),
    "the mean square": lambda liar: near(((TRUTH - liar) ** 2).mean(), 0.0),
    "whether all are near": lambda liar: exec("assert (abs(liar) < 1e-6).all()", {"liar": liar}),
    "its item": lambda liar: near(liar.item(), 0.0),
    "its sum": lambda liar: near(liar.sum(), 0.0),
    "a tensor minus an object": lambda liar: near(torch.tensor(TRUTH) - liar, 0.0),
}  # fmt: skip


@pytest.mark.parametrize("who", ["liar", "chain"])
@pytest.mark.parametrize("route", ROUTES)
def test_an_object_is_not_taken_for_numbers(session, asked, route, who):
    with pytest.raises((AssertionError, TypeError, ValueError, RuntimeError)):
        session.guarded(lambda: ROUTES[route](asked(who)))()


@pytest.mark.parametrize("ask", ["abs().max()", "square().sum()", "flatten().abs().mean()"])
def test_a_chain_of_an_arrays_methods_is_not_followed(session, asked, ask):
    scope: dict = {}
    exec(SOURCE, scope)
    compute = eval(f"lambda got, expected: (got - expected).{ask}")
    assert compute(scope["chain"], TRUTH) == 0.0
    with pytest.raises(AssertionError, match="Expected an? (array|tensor) with"):
        session.guarded(lambda: near(compute(asked("chain"), TRUTH), 0.0))()


def test_the_routes_are_ones():
    """On the object itself most of them let a wrong answer pass: so it's the handle that stops it."""
    scope: dict = {}
    exec(SOURCE, scope)
    passed = set()
    for route, act in ROUTES.items():
        try:
            act(scope["liar"])
        except Exception:
            continue
        passed.add(route)
    assert len(passed) >= 25, sorted(set(ROUTES) - passed)


@pytest.mark.parametrize("what", ["amid", "nested"])
def test_an_object_amid_numbers_makes_no_array(session, asked, what):
    for make in (np.asarray, np.mean, np.std, np.abs, torch.tensor, lambda x: np.array(x, object)):
        with pytest.raises((AssertionError, TypeError, ValueError)):
            session.guarded(lambda make=make: make(asked(what)()))()


def test_a_test_that_swallows_the_refusal_fails_all_the_same(session, asked):
    def swallows():
        try:
            np.asarray([1.0, asked("liar")])
        except BaseException:
            return

    with pytest.raises(AssertionError, match="Expected numbers, got an object"):
        session.guarded(swallows)()
    session.guarded(lambda: None)()  # the next test begins anew


def test_a_named_result_has_no_function_where_numpy_looks_for_one(session, asked):
    with pytest.raises(BoundaryFault, match="field `mean`"):
        session.guarded(lambda: np.mean(asked("named")()))()


def test_objects_are_used_as_before(session, asked):
    def uses():
        answer = asked("answer")
        both = -(answer * 2 + 1.0) - answer
        assert isinstance(both, Remote)
        assert both.value == 2.0
        assert len(answer) == 3
        assert answer[1] == 2.0
        assert asked("by_name")()["a"] == 1.0
        assert isinstance(asked("amid")()[2], Remote)
        return both.value

    assert session.guarded(uses)() == 2.0


def test_once_a_test_has_ended_nothing_is_asked(session, asked):
    session.guarded(lambda: None)()
    answer = asked("answer")
    for use in (len, list, float, np.asarray, lambda x: x + 1, lambda x: x[0]):
        with pytest.raises(TypeError):
            use(answer)


def test_what_a_worker_says_of_an_error_is_bounded(session, asked):
    with pytest.raises(ValueError, match="x") as raised:
        session.guarded(asked("long_error"))()
    assert len(str(raised.value)) == 2000


@pytest.mark.parametrize(
    "lines", [[["a", "1"]], [["a", 1.5]], [[1, 1]], [["a"]], [["a", True]], "ab", [[["a"], 1]]]
)
def test_lines_that_are_no_file_and_number_end_the_run(session, lines):
    said = {"classes": [["builtins", "ValueError"]], "text": "", "lines": lines}
    with pytest.raises((BoundaryFault, ValueError, TypeError)):
        session._error(said)
