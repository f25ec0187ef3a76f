"""A whole computation as one expression: triangles, distances, runs and pairs, without loops."""

import torch
from einops import einsum
from jaxtyping import Float, Int
from torch import Tensor


def decayed_totals(x: Float[Tensor, "... n"], decay: float) -> Float[Tensor, "... n"]:
    """Along the last axis, each entry and all before it, faded by `decay` for each step since.

    Entry t is the sum of decay ** (t - s) * x[..., s] over s = 0, ..., t: what the recurrence
    y[t] = decay * y[t - 1] + x[t] computes. `decay` is from 0, which leaves x as it is, to 1, which
    gives running totals. Entries are finite, and their dtype stays.
    """
    places = torch.arange(x.shape[-1], dtype=x.dtype)
    age = places - places[:, None]  # [s, t]: how long ago s was at t
    return x @ (decay**age).triu()


def relative_bias(by_distance: Float[Tensor, "... d"]) -> Float[Tensor, "... seq seq"]:
    """A table in which all pairs of positions at the same distance have the same entry.

    Entry [..., i, j] belongs to the distance j - i, which runs from -(seq - 1) to seq - 1;
    `by_distance` lists the values for these d = 2 * seq - 1 distances in that order.
    """
    seq = by_distance.shape[-1] // 2 + 1
    places = torch.arange(seq)
    return by_distance[..., places - places[:, None] + seq - 1]


def restart_positions(documents: Int[Tensor, "... seq"]) -> Int[Tensor, "... seq"]:
    """Each token's place within its own document, where several are packed into one row.

    `documents` holds the number of each token's document; rows run along the last axis. A document
    is an unbroken run of one number: where the number comes again later in the row, or in the next
    row, another document begins. Places count from 0, as int64.
    """
    from torch.nn.functional import pad

    places = torch.arange(documents.shape[-1])
    begins = documents[..., 1:] != documents[..., :-1]
    latest_start = torch.where(begins, places[1:], 0).cummax(dim=-1).values
    return places - pad(latest_start, (1, 0))


def bigram_counts(tokens: Int[Tensor, "batch seq"], vocab: int) -> Int[Tensor, "vocab vocab"]:
    """How often each token follows each other one: entry [a, b] counts b right after a.

    Counted over all rows; a pair lies within one row. Tokens are from 0 to vocab - 1. The counts
    are int64.
    """
    one_hot = (tokens[..., None] == torch.arange(vocab)).long()
    pattern = "batch seq first, batch seq second -> first second"
    return einsum(one_hot[:, :-1], one_hot[:, 1:], pattern)
