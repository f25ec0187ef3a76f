"""Figures of the chapter, drawn with the learner's own functions."""

import math

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from groundup.arrays.probabilities import (
    keep_top_p,
    running_moments,
    sample_categorical,
    softmax_with_temperature,
)

TEXT = "#010203"  # becomes the page's own text colour
BLUE, ORANGE, GREEN, PINK = "#2f7fc1", "#d9730d", "#2f9e62", "#c94f8c"  # read on light and on dark


def open_axes(axes: Axes) -> Axes:
    """The same axes without a box around them."""
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def spread_of_shares(figure: Figure) -> None:
    """Shares of refusals among 100 and among 400 samples, measured 2,000 times each."""
    axes = open_axes(figure.subplots())
    generator = torch.Generator().manual_seed(0)
    probabilities = torch.tensor([0.8, 0.2]).expand(2000, 400, 2)
    refused = np.asarray(sample_categorical(probabilities, generator))
    for samples, colour in ((400, ORANGE), (100, BLUE)):
        shares = refused[:, :samples].mean(axis=1)
        edges = (np.arange(0, 40 * samples // 100, samples // 100) - 0.5) / samples
        axes.hist(shares, edges, color=colour, alpha=0.6, label=f"{samples} samples each")
        inside = np.quantile(shares, [0.025, 0.975])
        axes.plot(inside, [-12 if samples == 100 else -24] * 2, color=colour, linewidth=4)
    axes.text(0.29, -18, "95% lie here", color=TEXT, va="center", fontsize=9)
    axes.axvline(0.2, color=TEXT, linewidth=1, linestyle=":")
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f}%")
    axes.set_xlabel("share of refusals that is reported; the true one is 20%")
    axes.set_ylabel("how often, of 2,000 times")
    axes.legend(frameon=False)


def nucleus(figure: Figure) -> None:
    """What a nucleus of 0.9 keeps of a steep and of a flat row."""
    steep, flat = -1.1 * torch.arange(12.0), -0.12 * torch.arange(12.0)
    logits = torch.stack([steep, flat])
    kept = np.asarray(keep_top_p(logits, 0.9)) > -math.inf
    probabilities = np.asarray(softmax_with_temperature(logits))
    for axes, row, stays in zip(figure.subplots(1, 2), probabilities, kept, strict=True):
        open_axes(axes)
        axes.bar(range(12), row, color=[BLUE if keeps else ORANGE for keeps in stays])
        axes.set_title(f"{stays.sum()} of 12 hold {row[stays].sum():.2f}", fontsize=10)
        axes.set_xlabel("option")
        axes.set_xticks(range(0, 12, 2))
    figure.axes[0].set_ylabel("probability (blue: kept)")


def textbook_variance(figure: Figure) -> None:
    """The error of a variance in float32, computed in two ways, against the size of the mean."""
    axes = open_axes(figure.subplots())
    noise = torch.randn((1000, 1), generator=torch.Generator().manual_seed(0))
    means = 10.0 ** np.arange(0, 6.01, 0.5)
    errors: dict[str, list[float]] = {"mean of squares minus square of mean": [], "yours": []}
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
    axes.text(1, 1.4, "nothing is right any more", color=TEXT, fontsize=9)
    axes.set_xlabel("mean of the numbers; their variance is about 1")
    axes.set_ylabel("relative error of the variance")
    axes.legend(frameon=False)
