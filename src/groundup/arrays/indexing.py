"""Broadcasting, picking, scattering and masks: whole arrays at once instead of loops."""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor


def standardise(x: Float[Tensor, "*batch d"], epsilon: float = 1e-5) -> Float[Tensor, "*batch d"]:
    """Shift and scale each row of `x`, along its last axis, to mean 0 and variance 1.

    The variance of a row is the mean of its squared deviations from its mean: their sum divided by
    d, not by d - 1. `epsilon` is added to the variance before the root is taken, so that a constant
    row becomes zeros. The deviations are taken first and then squared: a row far from 0 is as
    accurate as one near it. x stays as it is.
    """
    deviation = x - x.mean(dim=-1, keepdim=True)
    variance = (deviation**2).mean(dim=-1, keepdim=True)
    return deviation / (variance + epsilon).sqrt()


def squared_distances(
    x: Float[Tensor, "rows d"], y: Float[Tensor, "columns d"]
) -> Float[Tensor, "rows columns"]:
    """The squared Euclidean distance of every point of `x` to every point of `y`.

    Entry [i, j] belongs to x[i] and y[j]; points have `d` coordinates. Computed from the
    differences of the coordinates, so that a point is at distance exactly 0 from itself. Both
    arguments stay as they are.
    """
    difference = x[:, None, :] - y[None, :, :]
    return (difference**2).sum(dim=-1)


def next_token_log_probs(
    log_probs: Float[Tensor, "batch seq vocab"], tokens: Int[Tensor, "batch seq"]
) -> Float[Tensor, "batch seq-1"]:
    """The log-probability that a language model gave to each token that did come next.

    log_probs[b, i, v] is what the model, having read tokens 0 to i of sequence b, gives to v as the
    token after them, minus infinity where that is impossible. Entry [b, i] of the result belongs to
    tokens[b, i + 1]. The first token is predicted by nothing and the last position predicts nothing
    that is known, so the result is one shorter than the sequence; of sequences of one token it has
    shape [batch, 0]. Both arguments stay as they are.
    """
    following = tokens[:, 1:, None]
    return log_probs[:, :-1].gather(-1, following).squeeze(-1)


def patch_positions(
    x: Float[Tensor, "batch seq d_model"],
    source: Float[Tensor, "batch seq d_model"],
    positions: Int[Tensor, " batch"],
) -> Float[Tensor, "batch seq d_model"]:
    """`x`, with the vector at one position of each sequence taken from `source`.

    In sequence b it is the vector at positions[b], counted from 0, that comes from the same place
    in source. What stands elsewhere has no effect, NaN and infinity neither. The result is new: x
    and source stay as they are.
    """
    patched = x.clone()
    rows = torch.arange(len(x))
    patched[rows, positions] = source[rows, positions]
    return patched


def sum_by_token(
    values: Float[Tensor, "batch seq"], tokens: Int[Tensor, "batch seq"], vocab: int
) -> Float[Tensor, "batch vocab"]:
    """For each sequence and each token of the vocabulary, the sum of the values where it stands.

    values[b, i] belongs to tokens[b, i], which lies from 0 to vocab - 1. Entry [b, v] of the result
    is the sum of sequence b's values at its tokens v, and 0 where it has none. Values are finite;
    large ones of one token take no digits from the sum of another. The dtype is that of values,
    which stay as they are.
    """
    return values.new_zeros(len(values), vocab).scatter_add(1, tokens, values)


def hide_future(
    scores: Float[Tensor, "*batch rows columns"],
) -> Float[Tensor, "*batch rows columns"]:
    """The attention scores, with those of later positions set to minus infinity.

    Entry [..., i, j] is the score that the query in row i gives to the key in column j. Keys stand
    at positions 0, 1, 2, ... Queries are the last positions of the same sequence, and there are no
    more of them than keys: with as many queries as keys, query i stands at position i; with 2
    queries and 5 keys, they stand at 3 and 4. A query sees its own position and all before it.
    What is hidden becomes minus infinity whatever it was, NaN and infinity too. The result is new:
    scores stay as they are.
    """
    rows, columns = scores.shape[-2:]
    key = torch.arange(columns, device=scores.device)
    query = key[columns - rows :]
    return scores.masked_fill(key > query[:, None], -torch.inf)


def mean_over_tokens(
    x: Float[Tensor, "batch seq d_model"], lengths: Int[Tensor, " batch"]
) -> Float[Tensor, "batch d_model"]:
    """The mean vector of each sequence, over its tokens and not its padding.

    The tokens of sequence b are its first lengths[b] positions. The rest is padding, which may hold
    anything, NaN and infinity too. At a token NaN and infinity are part of the mean: no fault of
    a model is hidden. The mean of a sequence of no tokens is 0. The dtype is that of x, which stays
    as it is.
    """
    is_token = torch.arange(x.shape[1], device=x.device) < lengths[:, None]
    total = x.where(is_token[:, :, None], 0).sum(dim=1)
    return total / lengths.clamp(min=1)[:, None]


def last_token(
    x: Float[Tensor, "batch seq d_model"], is_token: Bool[Tensor, "batch seq"]
) -> Float[Tensor, "batch d_model"]:
    """The vector at the last token of each sequence.

    is_token[b, i] is False where sequence b has padding, which may stand before the tokens, after
    them or between them. Each sequence has at least one token, and may have thousands. What stands
    elsewhere has no effect, NaN and infinity neither. Both arguments stay as they are.
    """
    last = is_token.cumsum(dim=1).argmax(dim=1)  # of equal counts, argmax takes the first
    return x[torch.arange(len(x)), last]


def keep_top_k(x: Float[Tensor, "*batch d"], k: int) -> Float[Tensor, "*batch d"]:
    """`x`, with all but the `k` largest entries of each row, along its last axis, set to 0.

    Exactly k entries of a row are kept, each in its place: from 1 to all d of them. Of equal
    entries those that stand first are kept. Largest means largest, not furthest from 0: of -3 and
    1 it is 1. Entries may be infinite: minus infinity that isn't kept becomes 0, too. The result is
    new: x stays as it is.
    """
    order = x.argsort(dim=-1, descending=True, stable=True)
    kept = order[..., :k]
    return torch.zeros_like(x).scatter(-1, kept, x.gather(-1, kept))
