"""Make an image coarse: pool each tile to its mean, and spread the mean over the tile.

Write it without `avg_pool2d` and `interpolate`. Two short patterns do it.
"""

import numpy as np
import pytest
import torch
from einops import reduce, repeat
from torch import Tensor

from bootcamp.author import Exercise, Mistake
from groundup.arrays.layouts import pixelate


def size_as_count(images: Tensor, size: int) -> Tensor:
    """Every tile of `size` by `size` pixels, filled with its mean: pooled, and spread out again."""
    i, j = images.shape[-2] // size, images.shape[-1] // size
    means = reduce(images, "... (down i) (across j) -> ... down across", "mean", i=i, j=j)
    return repeat(means, "... down across -> ... (down i) (across j)", i=i, j=j)


def corners(images: Tensor, size: int) -> Tensor:
    """Every tile of `size` by `size` pixels, filled with its mean: pooled, and spread out again."""
    corner = images[..., ::size, ::size]
    return repeat(corner, "... down across -> ... (down i) (across j)", i=size, j=size)


def one_mean(images: Tensor, size: int) -> Tensor:
    """Every tile of `size` by `size` pixels, filled with its mean: pooled, and spread out again."""
    return images.mean(dim=(-2, -1), keepdim=True).expand(images.shape).clone()


exercise = Exercise(
    implements=pixelate,
    minutes=6,
    difficulty=2,
    importance=3,
    without=("avg_pool2d", "AvgPool2d", "adaptive_avg_pool2d", "interpolate", "Upsample"),
    notice="Pooling and spreading out are the same pattern, read in both directions.",
    hints=(
        "First pool: cut rows and columns as for patches, and let the two axes that count within "
        "a tile disappear.",
        "Then spread: axes that are new on the right are repeated. Where in their parentheses do "
        "they stand, so that copies lie side by side?",
        "`...` in a pattern stands for any number of axes that stay as they are.",
    ),
    mistakes=(
        Mistake(
            '"mean"',
            '"max"',
            says="Each tile is filled with its brightest pixel. Its mean is asked for.",
        ),
        Mistake(
            '"mean"',
            '"sum"',
            says="Each tile is filled with the sum of its pixels. Divide by how many they are.",
        ),
        Mistake(
            "-> ... (down i) (across j)",
            "-> ... (i down) (j across)",
            says="The small picture is laid out again and again, as wallpaper. Each of its pixels "
            "should grow in its own place.",
        ),
        Mistake(
            '"... (down i) (across j) -> ... down across"',
            '"... (i down) (j across) -> ... down across"',
            says="Pixels that lie far apart are averaged. A tile's pixels are neighbours.",
        ),
        Mistake(
            'repeat(means, "... down across -> ... (down i) (across j)", i=size, j=size)',
            "means",
            says="The means are not spread out again: the picture has become small instead of "
            "coarse.",
        ),
        Mistake(
            size_as_count,
            says="`size` is taken for the number of tiles along a side. It is the length of a "
            "tile's side.",
        ),
        Mistake(
            corners,
            says="Each tile is filled with its first pixel. The others have no part in it: their "
            "mean is asked for.",
        ),
        Mistake(
            one_mean,
            says="The whole picture is filled with one mean. Each tile has a mean of its own.",
        ),
    ),
)


def by_loops(image: list[list[float]], size: int) -> list[list[float]]:
    """The slow truth: for each pixel, the mean of the tile that it lies in."""

    def mean(i: int, j: int) -> float:
        top, left = i // size * size, j // size * size
        tile = [image[top + di][left + dj] for di in range(size) for dj in range(size)]
        return sum(tile) / len(tile)

    return [[mean(i, j) for j in range(len(image[0]))] for i in range(len(image))]


def test_six_tiles_worked_out_by_hand() -> None:
    image = torch.tensor(
        [
            [1.0, 3.0, 0.0, 0.0, 5.0, 5.0],
            [5.0, 7.0, 0.0, 8.0, 5.0, 5.0],
            [-4.0, 4.0, 1.0, 1.0, 9.0, 0.0],
            [-4.0, 4.0, 2.0, 2.0, 0.0, 9.0],
        ]
    )
    above, below = [4.0, 4.0, 2.0, 2.0, 5.0, 5.0], [0.0, 0.0, 1.5, 1.5, 4.5, 4.5]
    expected = torch.tensor([above, above, below, below])
    torch.testing.assert_close(pixelate(image, 2), expected)


@pytest.mark.parametrize(("shape", "size"), [((10, 14), 2), ((6, 9), 3), ((9, 9), 3), ((7, 7), 7)])
def test_every_pixel_becomes_its_tiles_mean(
    shape: tuple[int, ...], size: int, rng: np.random.Generator
) -> None:
    image = rng.normal(size=shape)
    expected = torch.tensor(by_loops(image.tolist(), size), dtype=torch.float64)
    torch.testing.assert_close(pixelate(torch.tensor(image), size), expected)


def test_each_channel_of_each_image_by_itself(rng: np.random.Generator) -> None:
    for lengths in ((2, 3), (3, 3), (1, 2)):
        images = rng.normal(size=(*lengths, 6, 4))
        each = [[by_loops(channel, 2) for channel in image] for image in images.tolist()]
        expected = torch.tensor(each, dtype=torch.float64)
        torch.testing.assert_close(pixelate(torch.tensor(images), 2), expected)


def test_tiles_of_one_pixel_change_nothing(rng: np.random.Generator) -> None:
    image = rng.normal(size=(3, 5))
    expected = torch.tensor(image.tolist(), dtype=torch.float64)
    torch.testing.assert_close(pixelate(torch.tensor(image), 1), expected)


def test_a_glaring_tile_leaves_the_others_as_they_are(rng: np.random.Generator) -> None:
    image = rng.normal(size=(6, 9))
    image[:3, :3] = 1e12
    image[3:, 3:6] = np.nan
    expected = torch.tensor(by_loops(image.tolist(), 3), dtype=torch.float64)
    got = pixelate(torch.tensor(image), 3)
    torch.testing.assert_close(got, expected, rtol=1e-12, atol=1e-12, equal_nan=True)


def test_float32_stays_float32_and_the_image_as_it_was(rng: np.random.Generator) -> None:
    image = torch.tensor(rng.normal(size=(6, 9)), dtype=torch.float32)
    before = image.tolist()
    expected = torch.tensor(by_loops(before, 3), dtype=torch.float32)
    torch.testing.assert_close(pixelate(image, 3), expected)
    assert image.tolist() == before
