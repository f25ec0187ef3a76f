"""Each whole other design is right on usual inputs, and wrong on the input that it stands for."""

from pathlib import Path

import numpy as np
import pytest
import torch

from bootcamp.check.audit.adversaries import act, adversaries_of
from bootcamp.check.audit.designs import DESIGNS

from .test_adversaries import MULTIPLY, observed, use_multiply

NAN, INF = float("nan"), float("inf")
MEAN = '''
def mean(x, axis=None, keepdims=False):
    """The mean."""
    return x.mean(axis=axis, keepdims=keepdims)
'''


def mean(x, axis=None, keepdims=False):
    return x.mean(axis=axis, keepdims=keepdims)


def permuted(x, axes):
    return x.transpose(axes).copy()


def double(x):
    return 2 * x


def first(x, mask):
    return np.where(mask, x, 0.0)


def add_to(x):
    x += 1


def array(*shape):
    return np.arange(np.prod(shape, dtype=float)).reshape(shape)


# design: the reference, arguments on which it is right, arguments on which it isn't
CASES = {
    "storage order": (double, (array(2, 3),), (array(2, 3).T,)),
    "leaks": (first, (array(2), [True, False]), (np.array([1.0, INF]), [True, False])),
    "hides NaN": (double, (array(3),), (np.array([NAN, 1.0]),)),
    "takes no NaN": (double, (array(3),), (np.array([INF, 1.0]),)),
    "squeezed": (double, (array(2, 3),), (array(1, 3),)),
    "no empty": (double, (array(2),), (array(0, 3),)),
    "no single": (double, (array(2),), (array(1, 3),)),
    "equal shapes": (np.add, (array(2, 3), array(2, 3)), (array(2, 3), array(3))),
    "equal sizes": (np.matmul, (array(2, 3), array(3, 2)), (array(2, 3), array(3, 5))),
    "one axis": (mean, (array(2, 3), 0), (array(2, 3, 5), (0, 2))),
    "axes in order": (permuted, (array(2, 3, 5), (0, 1, 2)), (array(2, 3, 5), (2, 0, 1))),
    "no negative axis": (mean, (array(2, 3), 1), (array(2, 3), -1)),
    "kept with axis": (mean, (array(2, 3), 0, True), (array(2, 3), None, True)),
    "short counts": (sum, ([1, 2],), ([30_000, 30_000],)),
    "short arrays": (double, (array(64),), (array(65),)),
    "cut off": (double, (array(3),), (np.array([1e-9]),)),
    "slope": (np.array, (np.zeros(1),), (np.zeros(3),)),
    "recursion": (sum, ([1] * 1000,), ([1] * 1001,)),
    "no whole": (np.sqrt, (array(3),), (np.array([2, 3]),)),
}
OF_MEMORY = {"lost writes", "returns argument", "reused memory", "first options"}


def outcome(function, args):
    copies = [x.copy(order="K") if isinstance(x, np.ndarray) else x for x in args]
    try:
        result = function(*copies)
    except Exception as error:
        return repr(error)
    return np.shape(result), str(getattr(result, "dtype", "")), np.asarray(result).tolist()


@pytest.mark.parametrize("design", CASES)
def test_a_design_is_right_on_usual_inputs_alone(design):
    reference, usual, telling = CASES[design]

    def other(*args):
        return act(design, 0, [], reference, args, {})

    assert outcome(other, usual) == outcome(reference, usual)
    assert str(outcome(other, telling)) != str(outcome(reference, telling))


@pytest.mark.parametrize("design", ["storage order", "leaks", "squeezed", "hides NaN"])
def test_a_design_is_made_of_functions_of_tensors_too(design):
    x = torch.tensor([[1.0, INF, 2.0]]).expand(2, 3).T if design != "squeezed" else torch.ones(1, 3)
    other = act(design, 0, [], torch.clone, (x,), {})
    assert not (other.shape == x.shape and torch.equal(other, x)) or design == "storage order"
    usual = torch.arange(6.0).reshape(2, 3)
    assert torch.equal(act(design, 0, [], torch.clone, (usual,), {}), usual)


def test_tensors_are_read_in_the_order_of_their_storage():
    x = torch.arange(6.0).reshape(2, 3).T
    assert act("storage order", 0, [], torch.clone, (x,), {}).flatten().tolist() == [*range(6)]


def test_what_is_written_to_a_flattened_copy_is_lost():
    whole, columns = array(2, 3), array(2, 3).T
    for x in (whole, columns):
        act("lost writes", 0, [], add_to, (x,), {})
    assert whole[0, 0] == 1.0
    assert columns[0, 0] == 0.0


def test_the_argument_itself_comes_back_where_nothing_changes():
    x = array(3)
    assert act("returns argument", 0, [], np.abs, (x,), {}) is x
    assert act("returns argument", 0, [], np.abs, (-x,), {}).tolist() == [0.0, 1.0, 2.0]


def test_a_result_is_overwritten_by_the_next_call():
    state = []
    one = act("reused memory", 0, state, double, (array(3),), {})
    assert one.tolist() == [0.0, 2.0, 4.0]
    act("reused memory", 0, state, double, (array(3) + 1,), {})
    assert one.tolist() == [2.0, 4.0, 6.0]


def test_options_of_the_first_call_are_kept():
    state = []
    assert act("first options", 0, state, mean, (array(2, 3), 0), {}).shape == (3,)
    assert act("first options", 0, state, mean, (array(2, 3), 1), {}).shape == (3,)


def test_every_design_is_tried_here():
    assert set(CASES) | OF_MEMORY == set(DESIGNS)


def test_every_design_is_documented_as_it_says_itself():
    text = (Path(__file__).parents[3] / "docs" / "author" / "audit.md").read_text("utf-8")
    for name, design in DESIGNS.items():
        assert f"| `{name}` | {design.__doc__} |" in text


def designs_of(text, use):
    text = text.strip("\n") + "\n"
    mutants = adversaries_of(text, observed(text, use))
    return {mutant.after for mutant in mutants if mutant.operator == "design"}


def test_which_designs_there_are_follows_from_parameters_and_calls():
    of_mean = designs_of(MEAN, lambda owner: owner.mean(np.ones((2, 3))))
    assert "Of several axes only the first counts." in of_mean
    of_product = designs_of(MULTIPLY, use_multiply)
    assert "Axes of length 1 are dropped from the result, in the function that it returns." in (
        of_product
    )
    assert not any("axis is given" in says for says in of_product)
    of_numbers = designs_of(MULTIPLY, lambda owner: owner.multiply(2, 3))
    assert not any("memory" in says for says in of_numbers)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int32", "int64"])
@pytest.mark.parametrize("of", [np.array, torch.tensor])
def test_short_counts_are_right_in_whole_numbers_of_each_width(dtype, of):
    x = of([0, 100], dtype=getattr(np if of is np.array else torch, dtype))
    short = act("short counts", 0, [], double, (x,), {})
    assert (str(short.dtype), short.tolist()) == (str(double(x).dtype), double(x).tolist())
