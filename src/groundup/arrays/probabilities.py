"""From scores to losses and samples, and statistics that are updated as data comes.

A score is a *logit*: any real number, or -inf where an option is ruled out; options lie along the
last axis, and each row has at least one that isn't ruled out. A NaN among a row's logits is never
hidden: what is computed from that row is NaN, too. Logarithms are natural: surprise and entropy are
in nats. Results are new tensors with the dtype of what came in, float32 or float64; arguments stay
as they were. A logarithm is as exact as the largest logit of its row is: float32 holds 1e8 to the
nearest 8, and a loss of such logits is off by as much.
"""

import math

import torch
from jaxtyping import Float, Int
from torch import Tensor


def stable_log_sum(logits: Float[Tensor, "*batch vocab"]) -> Float[Tensor, "*batch"]:
    """The logarithm of the sum of exp(logits) along the last axis, for logits of any size.

    The last axis is gone from the result; the dtype stays. An entry of -inf adds nothing to the
    sum, and a row of nothing but -inf gives -inf. A row with a NaN gives NaN.
    """
    largest = logits.amax(dim=-1, keepdim=True)
    shift = largest.masked_fill(largest == -math.inf, 0.0)
    return (logits - shift).exp().sum(dim=-1).log() + shift.squeeze(-1)


def softmax_with_temperature(
    logits: Float[Tensor, "*batch vocab"], temperature: float = 1.0
) -> Float[Tensor, "*batch vocab"]:
    """Probabilities in proportion to exp(logits / temperature) along the last axis.

    Right for logits of any size, up to the largest that the dtype has; shape and dtype stay, and an
    entry of -inf gets exactly 0. The temperature is 0 or from 1e-6 to 1e6. At 0 the largest logit
    of a row gets everything, by however little it leads, and equal largest ones share it equally:
    the limit of ever smaller temperatures. A row with a NaN gives NaN at any other temperature.
    """
    shifted = logits - logits.amax(dim=-1, keepdim=True)
    powers = (shifted / temperature).exp() if temperature > 0 else (shifted == 0).to(logits.dtype)
    return powers / powers.sum(dim=-1, keepdim=True)


def masked_cross_entropy(
    logits: Float[Tensor, "batch seq vocab"], targets: Int[Tensor, "batch seq"], padding: int = -100
) -> Float[Tensor, ""]:
    """The mean of -log p(target) over all targets other than `padding`, a tensor with no axes.

    p is the softmax of the logits at the target's place, and logits may have any size. Each target
    counts alike, in whichever sequence it stands, and already lines up with the logits that speak
    of it: nothing is shifted here. At a place whose target is `padding` the logits have no effect,
    not even NaN; at any other a NaN makes the loss NaN, and a target that is ruled out makes it
    infinite. `padding` may be a token's number or none; where every target is padding the mean is
    NaN. Targets are int64. The dtype is that of the logits.
    """
    counts = targets != padding
    kept = logits[counts]
    chosen = kept.gather(-1, targets[counts][:, None])[:, 0]
    return (stable_log_sum(kept) - chosen).mean()


def entropy_of_logits(logits: Float[Tensor, "*batch vocab"]) -> Float[Tensor, "*batch"]:
    """The entropy, in nats, of the distribution that each row of logits stands for.

    It is the mean surprise, -sum(p log p) along the last axis, with p the softmax of the row. The
    last axis is gone from the result. An option of probability 0 counts as 0. A row with a NaN
    gives NaN.
    """
    log_probabilities = logits - stable_log_sum(logits)[..., None]
    probabilities = log_probabilities.exp()
    return -(probabilities * log_probabilities.masked_fill(probabilities == 0, 0.0)).sum(dim=-1)


def kl_from_logits(
    p_logits: Float[Tensor, "*batch vocab"], q_logits: Float[Tensor, "*batch vocab"]
) -> Float[Tensor, "*batch"]:
    """The KL divergence from p to q, in nats: the sum of p (log p - log q) along the last axis.

    p and q are the softmaxes of the rows; the last axis is gone from the result. An option to which
    p gives probability 0 counts as 0, whatever q says of it. One that q rules out and p doesn't
    makes the divergence infinite. A NaN in either row makes it NaN.
    """
    log_p = p_logits - stable_log_sum(p_logits)[..., None]
    log_q = q_logits - stable_log_sum(q_logits)[..., None]
    p = log_p.exp()
    return (p * (log_p - log_q).masked_fill(p == 0, 0.0)).sum(dim=-1)


def invert_cumulative(
    probabilities: Float[Tensor, "*batch vocab"], uniform: Float[Tensor, "*batch"]
) -> Int[Tensor, "*batch"]:
    """The option, an int64, into whose piece of a row each number from 0 up to 1 falls.

    A row's options lie side by side on the line from 0 to 1, in their order, each as long as its
    share of the row's sum: probabilities needn't add up to exactly 1, but none is negative and one
    at least is above 0. A piece has its left end and not its right one, so that an option of
    probability 0 is never the answer. `uniform` holds a number for each row, at least 0 and less
    than 1.
    """
    cumulative = probabilities.cumsum(dim=-1)
    threshold = uniform[..., None] * cumulative[..., -1:]
    return (cumulative <= threshold).sum(dim=-1)


def sample_categorical(
    probabilities: Float[Tensor, "*batch vocab"], generator: torch.Generator
) -> Int[Tensor, "*batch"]:
    """Draw one option, an int64, for each row, with the row's probabilities along the last axis.

    The draws of different rows are independent, those of equal rows too. All randomness comes from
    `generator`, which each call moves on. Probabilities needn't add up to exactly 1; an option of
    probability 0 is never drawn.
    """
    rows = probabilities.shape[:-1]
    uniform = torch.rand(rows, generator=generator, dtype=probabilities.dtype)
    return invert_cumulative(probabilities, uniform)


def gumbel_sample(
    logits: Float[Tensor, "*batch vocab"], generator: torch.Generator
) -> Int[Tensor, "*batch"]:
    """Draw one option, an int64, for each row of logits, as the place of its largest noisy logit.

    Each entry gets noise of its own, -log(-log(u)) with u uniform on [0, 1). The place of the
    largest sum is then drawn with the probabilities of the row's softmax, which is never computed
    (Gumbel, 1954; Maddison, Tarlow and Minka, 2014, arXiv:1411.0030). All randomness comes from
    `generator`, which each call moves on. An entry of -inf is never drawn, unless u is exactly 0
    for every other entry of its row.
    """
    uniform = torch.rand(logits.shape, generator=generator, dtype=logits.dtype)
    return (logits - (-uniform.log()).log()).argmax(dim=-1)


def keep_top_p(
    logits: Float[Tensor, "*batch vocab"], top_p: float
) -> Float[Tensor, "*batch vocab"]:
    """Logits with -inf in place of each that isn't in its row's nucleus; the others stay.

    The nucleus is the shortest list of a row's most probable options whose probabilities (the
    row's softmax) add up to `top_p` or more; 0 < top_p <= 1. Of equal logits at its edge it takes
    as many as it needs, whichever they are. Sums are rounded as floats are: at a `top_p` of 1 a
    tail that is too small to change the sum may go. (Holtzman et al., 2020, section 3.1,
    arXiv:1904.09751.)
    """
    ordered, places = logits.sort(dim=-1, descending=True)
    probabilities = softmax_with_temperature(ordered)
    before = probabilities.cumsum(dim=-1) - probabilities
    kept = ordered.masked_fill(before >= top_p, -math.inf)
    return torch.empty_like(logits).scatter(-1, places, kept)


def running_moments(
    count: int, mean: Float[Tensor, "d"], variance: Float[Tensor, "d"], batch: Float[Tensor, "n d"]
) -> tuple[int, Float[Tensor, "d"], Float[Tensor, "d"]]:
    """The count, mean and variance of each column, once the rows of `batch` are counted in.

    `count`, `mean` and `variance` describe the rows before; with a count of 0 they are zeros. The
    variance is the mean squared deviation: divided by the count, not by one less. `batch` has one
    row or more. Computed from deviations, never from squares of the entries themselves, so that a
    large mean doesn't drown a small variance. (Chan, Golub and LeVeque, 1983.)
    """
    rows = len(batch)
    total = count + rows
    shift = batch.mean(dim=0) - mean
    within = count * variance + rows * batch.var(dim=0, correction=0)
    between = shift**2 * (count * rows / total)
    return total, mean + shift * (rows / total), (within + between) / total


def moving_average(values: Float[Tensor, "n d"], decay: float) -> Float[Tensor, "n d"]:
    """The exponential moving average of each column after each row, corrected for its start.

    After row t the running average, 0 before the first row, is `decay` times what it was plus
    (1 - decay) times row t. Row t of the result is that, divided by 1 - decay**(t + 1), the total
    weight of the rows so far; 0 <= decay < 1. Values are finite. No rows give no rows. (Kingma and
    Ba, 2015, section 3, arXiv:1412.6980.)
    """
    result = torch.empty_like(values)
    average = torch.zeros(values.shape[1:], dtype=values.dtype)
    for step, value in enumerate(values):
        average = decay * average + (1 - decay) * value
        result[step] = average / (1 - decay ** (step + 1))
    return result
