"""Cut images into the square tiles that a vision transformer reads as its tokens.

Write it without `unfold` and `pixel_unshuffle`, which are this exercise ready-made.
"""

import numpy as np
import pytest
import torch
from torch import Tensor

from bootcamp.author import Exercise, Mistake
from groundup.arrays.layouts import image_to_patches


def cut_in_memory_order(images: Tensor, size: int) -> Tensor:
    """Each image cut into square tiles, each tile laid out as one vector."""
    batch, channels, rows, columns = images.shape
    return images.reshape(batch, rows * columns // size**2, channels * size**2)


exercise = Exercise(
    implements=image_to_patches,
    minutes=8,
    difficulty=2,
    importance=3,
    without=("unfold", "Unfold", "pixel_unshuffle", "PixelUnshuffle"),
    notice="Each of the two image axes is taken apart once, and the order of the four halves "
    "on the right is the whole answer.",
    hints=(
        "A row of pixels has an address in two parts: which row of tiles, and which row inside the "
        "tile. So has a column. Give the four parts names.",
        "On the right, which names together number the tiles, and which together number the "
        "entries of a vector? In parentheses the last name varies fastest.",
        "The lengths of two of your names follow from `size`. einops finds the others.",
    ),
    excludes=("empty axes",),
    mistakes=(
        Mistake(
            "(down across) (channels i j)",
            "(across down) (channels i j)",
            says="The tiles come column by column. In reading order the next tile is the one to "
            "the right.",
        ),
        Mistake(
            "(down across) (channels i j)",
            "(down across) (i j channels)",
            says="The channels of one pixel stand side by side. All of the first channel comes "
            "before the second.",
        ),
        Mistake(
            "(down i) (across j)",
            "(i down) (j across)",
            says="A tile is gathered from pixels far apart. Its pixels are neighbours: the part "
            "that counts within the tile varies fastest.",
        ),
        Mistake(
            "(channels i j)",
            "(channels j i)",
            says="Each tile is laid out column by column. It should be read row by row.",
        ),
        Mistake(
            cut_in_memory_order,
            says="The memory is cut in order: a vector holds a stretch of whole image rows, not a "
            "square.",
        ),
        Mistake(
            "-> batch (down across) (channels i j)",
            "-> batch (channels down across) (i j)",
            says="Each channel's tile is a vector of its own. A tile's vector holds all of its "
            "channels.",
        ),
        Mistake(
            "i=size, j=size",
            "down=size, across=size",
            says="`size` is taken for the number of tiles along a side. It is the length of a "
            "tile's side.",
        ),
        Mistake(
            "-> batch (down across) (channels i j)",
            "-> batch (down across) channels i j",
            says="A tile still has axes of its own, for channels, rows and columns. It is to be "
            "laid out as one vector.",
        ),
        Mistake(
            "-> batch (down across) (channels i j)",
            "-> batch down across (channels i j)",
            says="The tiles still lie in a grid, on two axes. They are to follow each other on "
            "one.",
        ),
    ),
)


def by_loops(images: list[list[list[list[float]]]], size: int) -> list[list[list[float]]]:
    """The slow truth: for each tile's corner, its pixels one by one."""
    rows, columns = len(images[0][0]), len(images[0][0][0])
    corners = [(top, left) for top in range(0, rows, size) for left in range(0, columns, size)]
    within = [(i, j) for i in range(size) for j in range(size)]
    return [
        [
            [channel[top + i][left + j] for channel in image for i, j in within]
            for top, left in corners
        ]
        for image in images
    ]


def test_six_tiles_of_one_channel_worked_out_by_hand() -> None:
    image = torch.tensor(
        [
            [11.0, 12.0, 13.0, 14.0, 15.0, 16.0],
            [21.0, 22.0, 23.0, 24.0, 25.0, 26.0],
            [31.0, 32.0, 33.0, 34.0, 35.0, 36.0],
            [41.0, 42.0, 43.0, 44.0, 45.0, 46.0],
        ]
    )
    above = [[11.0, 12.0, 21.0, 22.0], [13.0, 14.0, 23.0, 24.0], [15.0, 16.0, 25.0, 26.0]]
    below = [[31.0, 32.0, 41.0, 42.0], [33.0, 34.0, 43.0, 44.0], [35.0, 36.0, 45.0, 46.0]]
    expected = torch.tensor([above + below])
    torch.testing.assert_close(image_to_patches(image[None, None], 2), expected)


def test_the_first_channel_comes_before_the_second() -> None:
    images = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]], [[10.0, 20.0], [30.0, 40.0]]]])
    expected = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 10.0, 20.0, 30.0, 40.0]]])
    torch.testing.assert_close(image_to_patches(images, 2), expected)


@pytest.mark.parametrize(
    ("shape", "size"),
    [((2, 3, 10, 14), 2), ((5, 2, 6, 9), 3), ((1, 2, 4, 4), 2), ((3, 1, 4, 4), 2)],
)
def test_every_pixel_finds_its_tile_and_its_place(
    shape: tuple[int, ...], size: int, rng: np.random.Generator
) -> None:
    images = rng.normal(size=shape)
    expected = torch.tensor(by_loops(images.tolist(), size), dtype=torch.float64)
    torch.testing.assert_close(image_to_patches(torch.tensor(images), size), expected)


def test_tiles_of_one_pixel_are_the_pixels(rng: np.random.Generator) -> None:
    images = rng.normal(size=(2, 3, 2, 5))
    expected = torch.tensor(by_loops(images.tolist(), 1), dtype=torch.float64)
    torch.testing.assert_close(image_to_patches(torch.tensor(images), 1), expected)


def test_float32_stays_float32_and_the_images_as_they_were(rng: np.random.Generator) -> None:
    images = torch.tensor(rng.normal(size=(5, 2, 6, 9)), dtype=torch.float32)
    before = images.tolist()
    expected = torch.tensor(by_loops(before, 3), dtype=torch.float32)
    torch.testing.assert_close(image_to_patches(images, 3), expected)
    assert images.tolist() == before
