"""Since when what is kept for a report is known. Rows from before are taken as known all along."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db import migrations, models
from django.utils import timezone

LONG_AGO = date(2000, 1, 1)
FIELDS: list[Any] = [
    (name, "made_at", lambda default: models.DateTimeField(default=default, editable=False))
    for name in ("capstone", "capstonescore")
] + [
    (name, "on", lambda default, says=says: models.DateField(says, default=default))
    for name, says in (("costline", "known since"), ("outcome", "known since"), ("reuse", "since"))
]


def operations() -> Iterator[Any]:
    """Each field with a day long ago for the rows that are there, then with now for new ones."""
    for model, name, field in FIELDS:
        is_day = name == "on"
        then = LONG_AGO if is_day else datetime(2000, 1, 1, tzinfo=UTC)
        yield migrations.AddField(model, name, field(then))
        yield migrations.AlterField(model, name, field(timezone.localdate if is_day else timezone.now))


class Migration(migrations.Migration):
    dependencies = [("cohort", "0002_code_items")]
    operations = list(operations())
