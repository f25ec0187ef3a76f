"""Take the vector at the last token of each text, wherever the padding stands.

A reward model reads its score there, and a probe often does: only the last token has read the whole
text. Some programs put padding after the text and others before it. Code that silently relies on
one of the two reads the wrong vector on the other.
"""

import math

import numpy as np
import pytest
import torch

from bootcamp.author import Exercise, Mistake
from groundup.arrays.indexing import last_token


def multiplied(x, is_token):
    count = is_token.cumsum(dim=1)
    is_last = is_token & (count == count[:, -1:])
    return (x * is_last[:, :, None]).sum(dim=1)


exercise = Exercise(
    implements=last_token,
    minutes=10,
    difficulty=3,
    importance=4,
    hints=(
        "Once you have the number of the last token's position in each row, two integer tensors "
        "pick one vector per sequence. So look for that number.",
        "argmax says where the largest entry of a row stands, the first of them if there are "
        "several. Which numbers, made from the mask, are largest at its last True?",
        "Two ways. Count the tokens from the left: the count reaches its largest number at the "
        "last token. Or give each token its own position as a number, and each padding a lower one.",
    ),
    notice="The count stops growing at the last token, and `argmax` takes the first of equals: "
    "padding after the text changes nothing.",
    excludes=("empty axes",),
    mistakes=(
        Mistake(
            "    last = is_token.cumsum(dim=1).argmax(dim=1)  # of equal counts, argmax takes the "
            "first\n    return x[torch.arange(len(x)), last]",
            "    return x[:, -1]",
            says="The last position is taken, which may be padding.",
        ),
        Mistake(
            "is_token.cumsum(dim=1).argmax(dim=1)",
            "is_token.sum(dim=1) - 1",
            says="The number of tokens, less one, is the last one's position only if the text "
            "begins at position 0. Padding may stand in front.",
        ),
        Mistake(
            "is_token.cumsum(dim=1).argmax(dim=1)",
            "is_token.sum(dim=1)",
            says="The number of tokens is taken for the last one's position. Even where the text "
            "begins at position 0 that is one too far: of 3 tokens the last stands at 2.",
        ),
        Mistake(
            "is_token.cumsum(dim=1).argmax(dim=1)",
            "is_token.int().argmax(dim=1)",
            says="This is the first token: of equal entries argmax takes the first, and all "
            "tokens' entries are equal.",
        ),
        Mistake(
            "is_token.cumsum(dim=1).argmax(dim=1)",
            "(~is_token).int().argmax(dim=1) - 1",
            says="This is the position before the first padding. Where padding stands in front of "
            "the text, or twice, the last token is elsewhere.",
        ),
        Mistake(
            "x[torch.arange(len(x)), last]",
            "x[:, last]",
            says="Every sequence is read at the last positions of all of them, which makes three "
            "axes. Row b goes with last[b] alone.",
        ),
        Mistake(
            "is_token.cumsum(dim=1)",
            "is_token.cumsum(dim=0)",
            says="The tokens are counted down the batch. Count them along each text: axis 1.",
        ),
        Mistake(
            "    return x[torch.arange(len(x)), last]",
            "    return x[torch.arange(len(x)), last].squeeze()",
            says="A `squeeze` without an axis removes every axis of length 1, and with it a batch "
            "of one text.",
        ),
        Mistake(
            "x[torch.arange(len(x)), last]",
            "x.gather(1, last[:, None, None]).squeeze(1)",
            says="Only the first number of each vector is read: along the last axis the index has "
            "the length 1.",
        ),
        Mistake(
            "is_token.cumsum(dim=1).argmax(dim=1)",
            "is_token.flip(1).int().argmax(dim=1)",
            says="The place is counted from the end. In `x` places are counted from the start.",
        ),
        Mistake(
            multiplied,
            says="Ones and zeros are multiplied in, and NaN times 0 is NaN. Pick the vectors "
            "instead.",
        ),
        Mistake(
            "x[torch.arange(len(x)), last]",
            "x.gather(1, last[:, None, None].expand(-1, 1, x.shape[-1]))",
            says="The axis of length 1 that gather needed is still there, in the middle.",
        ),
        Mistake(
            "    last = is_token.cumsum(dim=1).argmax(dim=1)  # of equal counts, argmax takes "
            "the first\n"
            "    return x[torch.arange(len(x)), last]",
            "    return x[is_token]",
            says="These are the vectors of all tokens, one below the other. Each text has one "
            "last token.",
        ),
    ),
)


def by_loops(x: list[list[list[float]]], is_token: list[list[bool]]) -> list[list[float]]:
    """The slow truth: walk along the text, and remember the last token's vector."""
    found = []
    for vectors, mask in zip(x, is_token, strict=True):
        kept: list[float] = []
        for vector, is_here in zip(vectors, mask, strict=True):
            if is_here:
                kept = vector
        found.append(kept)
    return found


def test_padding_after_before_and_around_by_hand() -> None:
    x = torch.tensor(
        [
            [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]],
            [[10.0, 20.0], [30.0, 40.0], [50.0, 60.0], [70.0, 80.0]],
            [[-1.0, -2.0], [-3.0, -4.0], [-5.0, -6.0], [-7.0, -8.0]],
        ]
    )
    is_token = torch.tensor(
        [[True, True, False, False], [False, True, True, True], [False, True, True, False]]
    )
    expected = torch.tensor([[3.0, 4.0], [70.0, 80.0], [-5.0, -6.0]])
    torch.testing.assert_close(last_token(x, is_token), expected)


@pytest.mark.parametrize("shape", [(7, 5, 2), (3, 3, 3), (2, 11, 3), (1, 5, 2)])
def test_every_text_agrees_with_the_loop(
    shape: tuple[int, int, int], rng: np.random.Generator
) -> None:
    x, is_token = 1e5 * rng.normal(size=shape), rng.random(shape[:2]) < 0.5
    is_token[np.arange(shape[0]), rng.integers(shape[1], size=shape[0])] = True  # at least one
    expected = torch.tensor(by_loops(x.tolist(), is_token.tolist()), dtype=torch.float64)
    got = last_token(torch.tensor(x), torch.tensor(is_token))
    torch.testing.assert_close(got, expected, rtol=0.0, atol=0.0)


def test_padding_between_tokens_is_passed_over(rng: np.random.Generator) -> None:
    x = rng.normal(size=(2, 7, 3))
    is_token = [
        [False, True, False, False, True, True, False],
        [True, False, True, False, False, False, True],
    ]
    expected = torch.tensor(by_loops(x.tolist(), is_token), dtype=torch.float64)
    got = last_token(torch.tensor(x), torch.tensor(is_token))
    torch.testing.assert_close(got, expected, rtol=0.0, atol=0.0)


def test_a_full_text_and_a_single_token_agree_with_the_loop(rng: np.random.Generator) -> None:
    x = rng.normal(size=(3, 3, 2))
    is_token = [[True, True, True], [True, False, False], [False, False, True]]
    expected = torch.tensor(by_loops(x.tolist(), is_token), dtype=torch.float64)
    got = last_token(torch.tensor(x), torch.tensor(is_token))
    torch.testing.assert_close(got, expected, rtol=0.0, atol=0.0)


def test_what_stands_elsewhere_may_be_anything() -> None:
    x = torch.tensor([[math.nan, 2.0, math.inf], [3.0, -math.inf, math.nan]])
    is_token = torch.tensor([[True, True, False], [True, False, False]])
    got = last_token(x[:, :, None], is_token)
    torch.testing.assert_close(got, torch.tensor([[2.0], [3.0]]))


def test_the_last_token_of_a_long_text_is_found() -> None:
    x = torch.arange(2 * 5003, dtype=torch.float32).reshape(2, 5003, 1)
    is_token = torch.ones(2, 5003, dtype=torch.bool)
    is_token[0, 4999:], is_token[1, :7] = False, False
    got = last_token(x, is_token)
    torch.testing.assert_close(got, torch.tensor([[4998.0], [10005.0]]))


def test_float32_stays_float32(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.normal(size=(2, 3, 5)), dtype=torch.float32)
    is_token = [[False, True, False], [True, True, False]]
    expected = torch.tensor(by_loops(x.tolist(), is_token), dtype=torch.float32)
    torch.testing.assert_close(last_token(x, torch.tensor(is_token)), expected)


def test_both_arguments_stay_as_they_were(rng: np.random.Generator) -> None:
    x = torch.tensor(rng.integers(1, 9, size=(2, 3, 2)), dtype=torch.float32)
    is_token = torch.tensor([[False, True, False], [True, True, False]])
    x_before, is_token_before = x.tolist(), is_token.tolist()
    last_token(x, is_token)
    assert x.tolist() == x_before
    assert is_token.tolist() == is_token_before
