"""Figures of the lesson on probabilities, drawn with the learner's own functions."""

import math
from typing import Annotated

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bootcamp.author import Dial
from groundup.arrays.probabilities import (
    invert_cumulative,
    keep_top_p,
    running_moments,
    sample_categorical,
    softmax_with_temperature,
    stable_log_sum,
)

TEXT = "#010203"  # becomes the page's own text colour
BLUE, ORANGE, GREEN, PINK = "C0", "C1", "C2", "C3"


def bars(
    axes: Axes, heights: np.ndarray, names: list[str], colours: list[str], digits: int = 2
) -> None:
    """Bars from 0 to 1, each with its height above it."""
    axes.bar(range(len(heights)), heights, color=colours)
    for place, height in enumerate(heights):
        axes.text(place, height + 0.02, f"{height:.{digits}f}", ha="center")
    axes.set_xticks(range(len(names)), names)
    axes.tick_params(axis="x", length=0)
    axes.set_ylim(0, 1.1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def sharpness(
    figure: Figure, temperature: Annotated[float, Dial(0.1, 10.0, start=1.0, is_log=True)]
) -> str:
    """Five options' probabilities, as the temperature turns."""
    logits = torch.tensor([3.0, 2.0, 1.0, 0.0, -1.0])
    p = softmax_with_temperature(logits, temperature).numpy()
    axes = figure.subplots()
    bars(axes, p, [f"logit {logit:g}" for logit in logits], [BLUE] * 5)
    axes.set_title(f"at temperature {temperature:.3g}")
    ratio = f"{p[0] / p[1]:.2f}" if p[1] > 0 else "without bound"
    return (
        f"At temperature {temperature:.3g} the largest of five probabilities is {p[0]:.2f} and the "
        f"smallest {p[-1]:.2f}. The first is {ratio} times the second: exp(1 / {temperature:.3g})."
    )


def point_on_the_line(
    figure: Figure, uniform: Annotated[float, Dial(0.0, 0.99, start=0.6, positions=100)]
) -> str:
    """Five options side by side on a line, and the one that a number falls into."""
    probabilities = torch.tensor([0.1, 0.4, 0.0, 0.2, 0.3], dtype=torch.float64)
    option = int(invert_cumulative(probabilities, torch.tensor(uniform, dtype=torch.float64)))
    ends = probabilities.cumsum(0).tolist()
    figure.set_size_inches(4.8, 1.9)
    axes = figure.subplots()
    colours = BLUE, ORANGE, TEXT, GREEN, PINK
    for place, (width, end) in enumerate(zip(probabilities.tolist(), ends, strict=True)):
        alpha = 0.85 if place == option else 0.25
        axes.barh(0, width, left=end - width, color=colours[place], alpha=alpha, height=0.5)
        name = f"{place}" if width else f"{place} (probability 0)"
        axes.text(end - width / 2, 0 if width else 0.45, name, ha="center", va="center")
    axes.plot([uniform, uniform], [-0.45, 0.3], color=TEXT)
    axes.set_title(f"u = {uniform:.2f} picks option {option}")
    axes.set_xlim(0, 1)
    axes.set_xticks([0.0, *dict.fromkeys(round(end, 6) for end in ends)])
    axes.set_ylim(-0.45, 0.65)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("cumulative sum of the probabilities")
    figure.subplots_adjust(bottom=0.3, top=0.86, left=0.04)
    return (
        f"The number {uniform:.2f} picks option {option}. The pieces end at 0.1, 0.5, 0.5, 0.7 "
        "and 1; option 2 has probability 0 and no length."
    )


def nucleus(
    figure: Figure, top_p: Annotated[float, Dial(0.02, 1.0, start=0.7, positions=50)]
) -> str:
    """What a nucleus keeps of a steep row and of a flat one, as `top_p` turns."""
    steep, flat = -1.1 * torch.arange(10.0), -0.12 * torch.arange(10.0)
    logits = torch.stack([steep, flat])
    kept = keep_top_p(logits, top_p).numpy() > -math.inf
    probabilities = softmax_with_temperature(logits).numpy()
    figure.set_size_inches(4.8, 3.4)
    figure.subplots_adjust(hspace=0.75, left=0.08)
    told = []
    for axes, name, row, stays in zip(
        figure.subplots(2, 1), ("steep", "flat"), probabilities, kept, strict=True
    ):
        axes.bar(range(10), row, color=[BLUE if keeps else ORANGE for keeps in stays])
        held = f"{stays.sum()} of 10 stay, and hold {row[stays].sum():.2f}"
        axes.set_title(f"{name}: {held}")
        axes.set_ylim(0, 0.7)
        axes.set_yticks([])
        axes.set_xticks([])
        axes.spines["left"].set_visible(False)
        told.append(f"of the {name} row {held}")
    axes.set_xlabel("options, the most probable first (blue: kept)")
    return f"At a top_p of {top_p:.2f}, {' and '.join(told)}."


def spread_of_shares(figure: Figure) -> None:
    """Shares of refusals among 100 and among 400 samples, measured 2,000 times each."""
    axes = figure.subplots()
    generator = torch.Generator().manual_seed(0)
    probabilities = torch.tensor([0.8, 0.2]).expand(2000, 400, 2)
    refused = np.asarray(sample_categorical(probabilities, generator))
    for samples, colour in ((400, ORANGE), (100, BLUE)):
        shares = refused[:, :samples].mean(axis=1)
        edges = (np.arange(0, 40 * samples // 100, samples // 100) - 0.5) / samples
        axes.hist(shares, edges, color=colour, alpha=0.6, label=f"{samples} samples")
        inside = np.quantile(shares, [0.025, 0.975])
        axes.plot(inside, [-12 if samples == 100 else -24] * 2, color=colour, linewidth=4)
    axes.text(0.29, -18, "95% lie here", color=TEXT, va="center")
    axes.axvline(0.2, color=TEXT, linewidth=1, linestyle=":")
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f}%")
    axes.set_xlabel("share of refusals reported; the true one is 20%")
    axes.set_ylabel("how often, of 2,000 times")
    axes.legend()


def textbook_variance(figure: Figure) -> None:
    """The error of a variance in float32, computed in two ways, against the size of the mean."""
    axes = figure.subplots()
    noise = torch.randn((1000, 1), generator=torch.Generator().manual_seed(0))
    means = 10.0 ** np.arange(0, 6.01, 0.5)
    errors: dict[str, list[float]] = {"mean of squares − square of mean": [], "yours": []}
    for mean in means:
        rows = noise + mean
        right = float(rows.double().var(correction=0))
        short_cut = float((rows**2).mean() - rows.mean() ** 2)
        count, running, variance = 0, torch.zeros(1), torch.zeros(1)
        for batch in rows.split(100):
            count, running, variance = running_moments(count, running, variance, batch)
        for name, found in zip(errors, (short_cut, float(variance[0])), strict=True):
            errors[name].append(max(abs(found - right) / right, 1e-9))
    for (name, line), colour in zip(errors.items(), (ORANGE, BLUE), strict=True):
        axes.loglog(means, line, ".-", color=colour, label=name)
    axes.axhline(1.0, color=TEXT, linewidth=1, linestyle=":")
    axes.text(1, 1.4, "nothing is right any more", color=TEXT)
    axes.set_xlabel("mean of the numbers; their variance is about 1")
    axes.set_ylabel("relative error of the variance")
    axes.legend()


def shifted_exponentials(figure: Figure) -> None:
    """Exponentials in float32 of rows of any size, as they are and after a shift."""
    figure.set_size_inches(4.8, 2.6)
    logits = torch.tensor([[1000.0, 998.0], [2.0, 0.0], [-1000.0, -1002.0]])
    shifted = (logits - logits.amax(dim=-1, keepdim=True)).exp()
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    places = 0.14, 0.38, 0.62, 0.87
    heads = "logits x", "exp(x)", "exp(x − max)", "log-sum-exp"
    for place, head in zip(places, heads, strict=True):
        axes.text(place, 0.88, head, ha="center", color=TEXT)
    rows = zip(logits, logits.exp(), shifted, stable_log_sum(logits).tolist(), strict=True)
    for (*parts, total), height in zip(rows, (0.62, 0.38, 0.14), strict=True):
        is_lost = not 0 < float(parts[1].sum()) < math.inf
        for place, part in zip(places, parts, strict=False):
            text = ", ".join(f"{number:.4g}" for number in part.tolist()).replace("inf", "∞")
            colour = ORANGE if is_lost and part is parts[1] else TEXT
            axes.text(place, height, text, ha="center", color=colour)
        axes.text(places[-1], height, f"{total:.2f}", ha="center", color=BLUE)
