"""Envelopes: all of one form are equally long, whatever is in them, and open for their wave alone."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.survey_items import Entry, Item, checked
from bootcamp.web.cohort.domain.survey_seal import seal, size_of, unseal
from bootcamp.web.cohort.domain.survey_spec import LONG, SHORT
from bootcamp.web.cohort.models import Question, Section

KINDS = {
    "l": Question(code="l", text="L", kind="long"),
    "s": Question(code="s", text="S", kind="short"),
    "m": Question(code="m", text="M", kind="multi", options=["\x01" * 100, "\U0001f600" * 60]),
    "n": Question(code="n", text="N", kind="number", allows_na=True),
}
ITEMS = [Item(question) for question in KINDS.values()] + [
    Item(Question(code="p", text="P", kind="long"), Section(key="x" * 50))
]
PER_SECTION = ITEMS[-1].name
NOTHING = {item.name: Entry() for item in ITEMS}


def test_the_longest_response_and_an_empty_one_make_envelopes_of_one_length():
    worst = {
        "l": Entry("answered", text="\x01" * LONG),
        "s": Entry("answered", text="\x02" * SHORT),
        "m": Entry("answered", choices=tuple(KINDS["m"].options)),
        "n": Entry("answered", number=-999_999_999_999.1234),
        PER_SECTION: Entry("answered", text="\U0001f600" * LONG),
    }
    size = size_of(ITEMS)
    full = seal(checked(ITEMS, worst), True, size, "wave")
    empty = seal(NOTHING, False, size, "wave")
    assert len(full) == len(empty) == size + 12 + 16
    assert unseal(full, "wave") == (worst, True)
    assert unseal(empty, "wave") == (NOTHING, False)


@drawn(st.text(max_size=LONG))
def test_any_text_comes_back_as_it_was(text):
    entries = {**NOTHING, "l": Entry("answered", text=text)}
    assert unseal(seal(entries, False, size_of(ITEMS), "wave"), "wave") == (entries, False)


def test_the_same_response_is_never_sealed_the_same_way():
    made = {seal(NOTHING, False, 2000, "wave") for _ in range(20)}
    assert len(made) == 20


def test_an_envelope_opens_neither_for_another_wave_nor_with_another_secret(settings):
    sealed = seal(NOTHING, False, 2000, "wave")
    with pytest.raises(BootcampError, match="can't be unsealed"):
        unseal(sealed, "another")
    with pytest.raises(BootcampError, match="can't be unsealed"):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), "wave")
    settings.SECRET_KEY = "another secret of the server"
    with pytest.raises(BootcampError, match="former BOOTCAMP_SECRET_KEY"):
        unseal(sealed, "wave")


def test_what_is_longer_than_an_envelope_is_refused_rather_than_sealed_in_a_longer_one():
    entries = {**NOTHING, "l": Entry("answered", text="x" * 3000)}
    with pytest.raises(BootcampError, match="Shorten your texts"):
        seal(entries, False, 2000, "wave")
