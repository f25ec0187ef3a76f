"""A database of an earlier version is brought up to this one, and keeps what is in it."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.mark.django_db(transaction=True)
def test_rows_kept_before_they_had_a_day_are_known_all_along():
    executor = MigrationExecutor(connection)
    executor.migrate([("cohort", "0002_code_items")])
    try:
        old = executor.loader.project_state([("cohort", "0002_code_items")]).apps
        cohort = old.get_model("cohort", "Cohort").objects.create(
            slug="old", title="Old", start=date(2026, 1, 5), end=date(2026, 2, 5)
        )
        old.get_model("cohort", "CostLine").objects.create(cohort=cohort, category="rent", amount=1)
        old.get_model("cohort", "Capstone").objects.create(cohort=cohort, title="Maze")
    finally:
        call_command("migrate", verbosity=0)
    from bootcamp.web.cohort.models import Capstone, CostLine

    assert CostLine.objects.get().on == date(2000, 1, 1)
    assert Capstone.objects.get().made_at.year == 2000
