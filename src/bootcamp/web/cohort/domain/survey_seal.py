"""Envelopes: an anonymous response, sealed until its wave closes, all of a wave equally long.

The key is derived from the server's secret and the wave. Who has the database alone, or a copy of
it, sees neither what is in an envelope nor how much. See docs/decisions/sealed-envelopes.md.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.survey_items import Entry, Item
from bootcamp.web.cohort.domain.survey_spec import LONG, OF_OPTIONS, OF_TEXT, SHORT, Kind

NONCE = 12  # bytes
ESCAPED = 6  # bytes that one character may take in JSON: as \u0001 does
FRAME = 200  # what an entry takes beside its text, its options and its name; and what is around all


def size_of(items: Iterable[Item]) -> int:
    """How many bytes hold any response to these items: more than any can take."""
    return FRAME + sum(_most(item) for item in items)


def _most(item: Item) -> int:
    question, most = item.question, FRAME + len(item.name)
    if question.kind in OF_TEXT:
        most += ESCAPED * (SHORT if question.kind == Kind.SHORT else LONG)
    if question.kind in OF_OPTIONS:
        most += sum(ESCAPED * len(option) + 4 for option in question.options)
    return most


def seal(entries: Mapping[str, Entry], may_quote: bool, size: int, wave: str) -> bytes:
    """An envelope for the wave of this public id: nonce and ciphertext."""
    content = {
        "may_quote": may_quote,
        "entries": {
            name: [entry.status, entry.number, entry.text, list(entry.choices)]
            for name, entry in entries.items()
        },
    }
    plain = json.dumps(content, ensure_ascii=False).encode()
    if len(plain) > size:
        raise BootcampError("This is longer than an envelope of this form. Shorten your texts.")
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key(wave)).encrypt(nonce, plain.ljust(size), wave.encode())


def unseal(sealed: bytes, wave: str) -> tuple[dict[str, Entry], bool]:
    """What is in an envelope, and whether it may be quoted."""
    try:
        plain = AESGCM(_key(wave)).decrypt(sealed[:NONCE], sealed[NONCE:], wave.encode())
    except InvalidTag:
        raise BootcampError(
            "The answers can't be unsealed: the server's secret isn't the one that they were "
            "sealed with. Start it with the former BOOTCAMP_SECRET_KEY, then close the wave."
        ) from None
    content: dict[str, Any] = json.loads(plain)
    entries = {
        name: Entry(status, number, text, tuple(choices))
        for name, (status, number, text, choices) in content["entries"].items()
    }
    return entries, content["may_quote"]


def _key(wave: str) -> bytes:
    info = b"groundup envelope " + wave.encode()
    return HKDF(SHA256(), 32, salt=None, info=info).derive(settings.SECRET_KEY.encode())
