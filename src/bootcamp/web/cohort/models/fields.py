"""Columns for text that people, their code and their machines give: what is kept is plain.

PostgreSQL refuses a character of code 0, no database keeps half of a surrogate pair, and no page
can show either. Every text of every table has one of these types; what is looked up in it, too.
"""

from typing import TYPE_CHECKING, Any

from django.db import models

from bootcamp.plain import plain_data


class Plain:
    """A column whose value is made plain on its way into the database, however it gets there."""

    def get_prep_value(self, value: Any) -> Any:
        """The value for a row, or for a question to the database."""
        made, most = plain_data(value), getattr(self, "max_length", None)
        if isinstance(made, str) and most and len(value) <= most:
            made = made[:most]  # a code is longer than the character that it stands for
        return super().get_prep_value(made)  # type: ignore[misc]

    def deconstruct(self) -> Any:
        """To a migration it is Django's own: the table is the same."""
        name, _, given, options = super().deconstruct()  # type: ignore[misc]
        kind = next(each for each in type(self).__mro__ if each.__module__.startswith("django."))
        return name, f"django.db.models.{kind.__name__}", given, options


if TYPE_CHECKING:
    from django.db.models import (
        CharField,
        EmailField,
        JSONField,
        SlugField,
        TextField,
        URLField,
    )
else:

    class CharField(Plain, models.CharField):
        """A line."""

    class TextField(Plain, models.TextField):
        """A text."""

    class SlugField(Plain, models.SlugField):
        """A short name."""

    class EmailField(Plain, models.EmailField):
        """An address for mail."""

    class URLField(Plain, models.URLField):
        """An address on the web."""

    class JSONField(Plain, models.JSONField):
        """Lists and dictionaries."""


__all__ = ["CharField", "EmailField", "JSONField", "SlugField", "TextField", "URLField"]
