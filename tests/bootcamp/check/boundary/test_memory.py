"""Arrays cross the boundary as they lie in memory, and nothing else of that memory does."""

import json

import numpy as np
import pytest
import torch

from bootcamp.check.boundary.values import CantCrossError, Codec


class Sides:
    """The two sides of a connection, without the connection."""

    def __init__(self):
        self.judge, self.worker = Codec(step=1), Codec(step=-1)

    def there(self, value):
        return self._cross(self.judge, self.worker, value)

    def back(self, value):
        return self._cross(self.worker, self.judge, value)

    @staticmethod
    def _cross(one, other, value):
        message, buffers = one.pack(value=value)
        return other.unpack(json.loads(json.dumps(message)), buffers, "value")[0]


@pytest.fixture
def sides():
    return Sides()


def matrix():
    return np.arange(24.0).reshape(4, 6)


ARRAYS = {
    "plain": matrix(),
    "transposed": matrix().T,
    "Fortran's order": np.asfortranarray(matrix()),
    "part": matrix()[1:, 2:5],
    "every other": matrix()[::2, 1::2],
    "backwards": matrix()[::-1, ::-2],
    "one axis expanded": np.lib.stride_tricks.as_strided(matrix(), (3, 6), (0, 8)),
    "read-only": np.broadcast_to(np.arange(3), (5, 3)),
    "overlapping": np.lib.stride_tricks.sliding_window_view(np.arange(9), 4),
    "no axes": np.array(3.0),
    "no entries": np.zeros((0, 3)),
    "flags": np.array([True, False, True])[::2],
    "complex": np.array([1 + 2j, 3j])[::-1],
    "real part": np.array([1 + 2j, 3j]).real,
}
TENSORS = {
    "plain": torch.arange(6.0),
    "transposed": torch.arange(6.0).reshape(2, 3).T,
    "part": torch.arange(24.0).reshape(4, 6)[1:, 2:5],
    "expanded": torch.arange(3.0).reshape(3, 1).expand(3, 4),
    "bfloat16": torch.arange(10, dtype=torch.bfloat16)[1::3],
    "no axes": torch.tensor(2),
    "no entries": torch.zeros(3, 0),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_arrives_as_it_lies(sides, name):
    array = ARRAYS[name]
    arrived = sides.there(array)
    np.testing.assert_array_equal(arrived, array)
    assert (arrived.dtype, arrived.flags.writeable) == (array.dtype, array.flags.writeable)
    assert arrived.strides == array.strides or not array.size


@pytest.mark.parametrize("name", TENSORS)
def test_a_tensor_arrives_as_it_lies(sides, name):
    tensor = TENSORS[name]
    arrived = sides.there(tensor)
    assert torch.equal(arrived, tensor)
    assert arrived.dtype == tensor.dtype
    assert arrived.stride() == tensor.stride() or not tensor.numel()


def test_numbers_of_another_byte_order_arrive_as_numbers(sides):
    assert sides.there(np.array([1.0, 2.0], ">f8")).tolist() == [1.0, 2.0]


def test_arguments_that_share_memory_share_it_on_the_other_side(sides):
    x = matrix()
    same, columns, rows, tensor, other = sides.there([x, x.T, x[1:3], torch.from_numpy(x), x + 1])
    for part in (columns, rows, tensor.numpy()):
        assert np.shares_memory(part, same)
    assert not np.shares_memory(other, same)
    same[1, 0] = -1.0
    assert (columns[0, 1], rows[0, 0], tensor[1, 0].item()) == (-1.0, -1.0, -1.0)


def test_a_result_that_shares_memory_with_an_argument_is_a_view_of_it(sides):
    x = matrix()
    there = sides.there(x)
    part, copied = sides.back((there[1:].T, there.copy()))
    assert np.shares_memory(part, x)
    assert not np.shares_memory(copied, x)


def test_tensors_on_one_storage_stay_on_one(sides):
    x = torch.arange(6.0)
    there = sides.there(x)
    part, copied = sides.back((there[2:], there[2:].clone()))
    assert part.untyped_storage().data_ptr() == x.untyped_storage().data_ptr()
    assert copied.untyped_storage().data_ptr() != x.untyped_storage().data_ptr()


def test_two_results_share_memory_if_they_do_there_even_of_two_requests(sides):
    velocity = np.arange(3.0)
    first, second = sides.back(velocity), sides.back(velocity[1:])
    assert np.shares_memory(first, second)


def test_what_was_changed_in_between_is_no_view_of_what_came_before(sides):
    kept = np.arange(3.0)
    before = sides.back(kept)
    kept += 1
    after = sides.back(kept)
    assert before.tolist() == [0.0, 1.0, 2.0]
    assert after.tolist() == [1.0, 2.0, 3.0]
    assert np.shares_memory(sides.back(kept), after)


def test_what_lies_between_the_entries_stays_here(sides):
    table = np.arange(10.0)
    there = sides.there(table[::2])
    between = np.lib.stride_tricks.as_strided(there, (9,), (8,))
    assert np.isnan(between[1::2]).all()


def test_no_result_is_a_view_of_what_lies_between_the_entries(sides):
    table = np.zeros((4, 2))  # the check will put what it expects into the other column
    there = sides.there(table[:, 0])
    between = np.lib.stride_tricks.as_strided(there, (3, 2), (16, 8))
    between[:, 1] = 0.0
    assert not np.shares_memory(sides.back(between), table)


def test_memory_that_crossed_long_ago_is_let_go(sides):
    first = np.arange(3.0)
    there = sides.there(first)
    for number in range(200):
        sides.judge.forget()
        sides.worker.forget()
        sides.there(np.full(2, float(number)))
    assert sides.back(there).tolist() == [0.0, 1.0, 2.0]
    assert len(sides.judge._kept._memories) < 60


def test_a_tensor_that_requires_a_gradient_is_refused(sides):
    with pytest.raises(CantCrossError, match="detach it"):
        sides.there(torch.zeros(2, requires_grad=True))


SOUND = ["array", "int8", [2, 2], [4, 1], 0, True, 0, -1, 0]
UNSOUND = {
    "another tag": (0, "memmap"),
    "a dtype of Python's": (1, "object"),
    "a length below zero": (2, [-2, 2]),
    "a length that is a flag": (2, [True, 2]),
    "more lengths than strides": (2, [2, 2, 2]),
    "strides beyond the end": (3, [7, 1]),
    "strides before the beginning": (3, [-4, 1]),
    "strides beyond all addresses": (3, [2**70, 1]),
    "an offset before the beginning": (4, -1),
    "an offset beyond the end": (4, 4),
    "an offset that is no whole number": (4, 0.0),
    "a buffer that isn't there": (6, 1),
    "memory without a number": (7, []),
}


def received(form):
    return Codec(step=1).unpack({"value": form}, [b"12345678"], "value")[0]


def test_what_a_sound_layout_says_is_built():
    assert received(SOUND).tobytes() == b"1256"


@pytest.mark.parametrize("name", UNSOUND)
def test_a_layout_that_is_not_sound_is_refused(name):
    place, forged = UNSOUND[name]
    with pytest.raises(CantCrossError):
        received([*SOUND[:place], forged, *SOUND[place + 1 :]])


@pytest.mark.parametrize("tag", ["array", "tensor"])
def test_expanded_arrays_are_bounded_by_what_they_would_hold_all_together(tag):
    with pytest.raises(CantCrossError, match="bytes"):
        received([tag, "int8", [2**40], [0], 0, True, 0, -1, 0])
    many = ["list", [[tag, "int8", [2**20], [0], 0, True, 0, -1, 0]] * 100]
    with pytest.raises(CantCrossError, match="bytes"):
        received(many)


def test_a_number_that_is_claimed_gives_no_view_of_other_bytes(sides):
    secret = np.arange(8, dtype=np.int8)
    sides.there(secret)
    forged = ["array", "int8", [8], [1], 0, True, 0, 1, 0]
    arrived = sides.judge.unpack({"value": forged}, [b"12345678"], "value")[0]
    assert arrived.tobytes() == b"12345678"
    assert not np.shares_memory(arrived, secret)
