"""Primary keys that give nothing away."""

import secrets
import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    Integers = models.BigIntegerField[int, int]
else:
    Integers = models.BigIntegerField


def random_id() -> int:
    """A random positive number of 62 bits."""
    return secrets.randbits(62) or 1


class RandomId(Integers):
    """A primary key that is drawn at random.

    On SQLite it is the row's own number: a row has no other, hidden one that counts insertions.
    """

    def __init__(self, **given: Any) -> None:
        options: dict[str, Any] = {
            "primary_key": True,
            "default": random_id,
            "editable": False,
        } | given
        super().__init__(**options)

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """The column's type; `integer` is what makes SQLite use it as the row's number."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


def public_id() -> str:
    """What stands in an address: it can't be guessed or counted."""
    return uuid.uuid4().hex[:20]
