"""Train a small network to read handwritten digits, on an autograd system of our own.

The digits are the 1,797 images of 8 x 8 pixels that come inside scikit-learn (test part of E.
Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
Repository, 1998). A quarter is held out.

    python -m groundup.run.digits_mlp            # five seeds
    python -m groundup.run.digits_mlp --tiny     # one seed
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np

from groundup.autograd.arrays import Array
from groundup.autograd.modules import Linear, Module, ReLU, Sequential
from groundup.autograd.optim import Adam
from groundup.autograd.training import accuracy, minibatches, train_epoch
from groundup.autograd.value import Value, no_grad


@dataclass(frozen=True)
class Config:
    """What can be turned. `epochs` is the principal dial: more time, fewer errors."""

    epochs: int = 30
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)


def digits(seed: int) -> tuple[Array, Array, Array, Array]:
    """Images [n, 64] with entries from 0 to 1 and labels [n] to train on, then those held out."""
    from sklearn.datasets import load_digits  # half a second: for those alone who want the digits

    images, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(seed).permutation(len(images))
    images, labels = images[order] / 16.0, labels[order]
    held_out = len(images) // 4
    return images[held_out:], labels[held_out:], images[:held_out], labels[:held_out]


def train_digits(
    images: Array,
    labels: Array,
    seed: int,
    epochs: int = 30,
    tell: Callable[[int, float], None] = lambda epoch, loss: None,
) -> Module:
    """Train a network on images [n, 64] of digits and their labels [n], and return it.

    It maps a Value of images to scores, [n, 10]. Everything random comes from `seed`. After each
    epoch `tell(epoch, mean loss of its batches)` is called.
    """
    rng = np.random.default_rng(seed)
    model = Sequential(Linear(64, 64, rng), ReLU(), Linear(64, 10, rng))
    optimizer = Adam(model.parameters(), learning_rate=3e-3)
    for epoch in range(epochs):
        losses = train_epoch(model, optimizer, minibatches(images, labels, 32, rng))
        tell(epoch, sum(losses) / len(losses))
    return model


def held_out_accuracy(seed: int, epochs: int = 30, verbose: bool = False) -> float:
    """Split the digits by `seed`, train on three quarters, and test on the rest."""
    images, labels, new_images, new_labels = digits(seed)

    def tell(epoch: int, loss: float) -> None:
        if verbose and (epoch + 1) % 5 == 0:
            print(f"seed {seed}  epoch {epoch + 1:3d}  training loss {loss:.4f}", flush=True)

    model = train_digits(images, labels, seed, epochs, tell)
    with no_grad():
        return accuracy(model(Value(new_images)).data, new_labels)


def main() -> None:
    """Train once per seed and print the held-out accuracies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--tiny", action="store_true", help="one seed: a few seconds")
    config = Config(seeds=(0,)) if parser.parse_args().tiny else Config()
    results = []
    for seed in config.seeds:
        results.append(held_out_accuracy(seed, config.epochs, verbose=True))
        print(f"seed {seed}  held-out accuracy {results[-1]:.4f}", flush=True)
    print(f"held-out accuracy: median {median(results):.4f}, lowest {min(results):.4f}")


if __name__ == "__main__":
    main()
