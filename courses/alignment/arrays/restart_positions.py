"""Number the tokens of each document from 0, where several documents share one row.

Short documents are packed into one row, so that no compute is spent on padding. Each still wants
positions of its own.
"""

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import pad

from bootcamp.author import Exercise, Mistake
from groundup.arrays.puzzles import restart_positions


def documents_numbered(documents: Tensor) -> Tensor:
    """Each token's place within its own document, where several are packed into one row."""
    begins = torch.zeros(documents.shape, dtype=torch.int64)
    begins[..., 1:] = documents[..., 1:] != documents[..., :-1]
    return begins.cumsum(dim=-1)


def counted_on(documents: Tensor) -> Tensor:
    """Each token's place within its own document, where several are packed into one row."""
    goes_on = torch.zeros(documents.shape, dtype=torch.int64)
    goes_on[..., 1:] = documents[..., 1:] == documents[..., :-1]
    return goes_on.cumsum(dim=-1)


def rows_joined(documents: Tensor) -> Tensor:
    """Each token's place within its own document, where several are packed into one row."""
    flat = documents.flatten()
    places = torch.arange(len(flat))
    begins = flat[1:] != flat[:-1]
    latest_start = torch.where(begins, places[1:], 0).cummax(dim=-1).values
    return (places - pad(latest_start, (1, 0))).reshape(documents.shape)


exercise = Exercise(
    implements=restart_positions,
    minutes=12,
    difficulty=3,
    importance=3,
    notice="Where a text begins, its place is written down; the running maximum carries that "
    "place along.",
    hints=(
        "A document begins where a token's number differs from that of the token before. Compare "
        "the row with itself, shifted by one; the first token needs thought.",
        "A token's place in its document is its place in the row, less the place where the "
        "document begins.",
        "Write the place at each beginning and 0 elsewhere. What turns that into the latest "
        "beginning so far? Look at `cummax`, the running maximum.",
    ),
    mistakes=(
        Mistake(
            "places - pad(latest_start, (1, 0))",
            "places - pad(latest_start, (1, 0)) + 1",
            says="The places count from 1. The first token of a document has place 0.",
        ),
        Mistake(
            "    return places - pad(latest_start, (1, 0))",
            "    same = documents[..., :, None] == documents[..., None, :]\n"
            "    return same.tril(-1).sum(dim=-1)",
            says="A number that comes again later in the row is counted on. An unbroken run is a "
            "document; after a break another one begins.",
        ),
        Mistake(
            "torch.where(begins, places[1:], 0).cummax(dim=-1).values",
            "torch.where(begins, places[1:], 0).cumsum(dim=-1)",
            says="The places of all beginnings so far are added up. Only the latest one counts.",
        ),
        Mistake(
            "torch.where(begins, places[1:], 0).cummax(dim=-1).values",
            "torch.where(begins, places[1:], 0)",
            says="Only the first token of each document knows where it begins. Those after it "
            "have to know as well.",
        ),
        Mistake(
            "torch.where(begins, places[1:], 0)",
            "torch.where(begins, places[:-1], 0)",
            says="Each document but the first is taken to begin one token too early.",
        ),
        Mistake(
            documents_numbered,
            says="The documents are numbered, not the tokens within them.",
        ),
        Mistake(
            counted_on,
            says="The count stands still where a document begins, and goes on from there. It is "
            "to begin again at 0.",
        ),
        Mistake(
            rows_joined,
            says="A document goes on from one row into the next. In each row another one begins.",
        ),
        Mistake(
            "(1, 0)",
            "(0, 1)",
            says="The beginnings are moved to the left by one: the last token of a document is "
            "given that of the next.",
        ),
        Mistake(
            "    return places - pad(latest_start, (1, 0))",
            "    return pad(latest_start, (1, 0))",
            says="These are the places at which the documents begin. How far a token stands "
            "behind its own is asked for.",
        ),
        Mistake(
            "    return places - pad(latest_start, (1, 0))",
            "    return places.expand(documents.shape).clone()",
            says="Nothing starts again: each row is numbered from end to end.",
        ),
        Mistake(
            "documents[..., 1:] != documents[..., :-1]",
            "documents[..., 1:] > documents[..., :-1]",
            says="A document is only seen where the number grows. Any other number begins one, a "
            "smaller one as well.",
        ),
    ),
)


def by_loop(row: list[int]) -> list[int]:
    """The slow truth: one token after another."""
    places: list[int] = []
    for t, document in enumerate(row):
        goes_on = t > 0 and row[t - 1] == document
        places.append(places[-1] + 1 if goes_on else 0)
    return places


def test_two_rows_worked_out_by_hand() -> None:
    documents = torch.tensor([[7, 7, 7, 2, 2, 5, 5], [5, 3, 3, 3, 3, 8, 9]])
    expected = torch.tensor([[0, 1, 2, 0, 1, 0, 1], [0, 0, 1, 2, 3, 0, 0]])
    torch.testing.assert_close(restart_positions(documents), expected)


def test_a_number_that_comes_again_begins_another_document() -> None:
    documents = torch.tensor([[4, 4, 1, 4, 4, 4], [0, 0, 0, -1, 0, -1]])
    expected = torch.tensor([[0, 1, 0, 0, 1, 2], [0, 1, 2, 0, 0, 0]])
    torch.testing.assert_close(restart_positions(documents), expected)


def test_documents_may_have_any_numbers() -> None:
    documents = torch.tensor([[0, 2**32, 2**32, 2**62, -(2**62), -(2**62)]])
    assert restart_positions(documents).tolist() == [[0, 0, 1, 0, 0, 1]]


@pytest.mark.parametrize("shape", [(5, 23), (7, 7), (1, 11), (13,), (2, 3, 7)])
def test_every_token_agrees_with_the_loop(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    documents = rng.integers(-1, 2, size=shape)
    rows = [by_loop(row) for row in documents.reshape(-1, shape[-1]).tolist()]
    expected = torch.tensor(rows).reshape(shape)
    torch.testing.assert_close(restart_positions(torch.tensor(documents)), expected)


def test_documents_of_thousands_of_tokens(rng: np.random.Generator) -> None:
    for _ in range(2):
        begins = rng.integers(1, 200, size=(2, 3)).tolist()
        documents = [[sum(t >= begin for begin in row) for t in range(2300)] for row in begins]
        expected = torch.tensor([by_loop(row) for row in documents])
        torch.testing.assert_close(restart_positions(torch.tensor(documents)), expected)


def test_one_token_in_a_row_and_none() -> None:
    one, none = torch.tensor([[6], [6]]), torch.zeros(2, 0, dtype=torch.int64)
    torch.testing.assert_close(restart_positions(one), torch.tensor([[0], [0]]))
    assert list(restart_positions(none).shape) == [2, 0]


def test_the_places_are_int64_and_the_documents_stay_as_they_were() -> None:
    documents = torch.tensor([[1, 1, 0], [2, 3, 3]], dtype=torch.int32)
    expected = torch.tensor([[0, 1, 0], [0, 0, 1]])
    torch.testing.assert_close(restart_positions(documents), expected)
    assert documents.tolist() == [[1, 1, 0], [2, 3, 3]]
