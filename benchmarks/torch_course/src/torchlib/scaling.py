"""Scaling."""

import torch


def standardise(x: torch.Tensor) -> torch.Tensor:
    """Each row of x, [rows, columns], with mean 0 and variance 1 (divided by n)."""
    return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True, correction=0)
