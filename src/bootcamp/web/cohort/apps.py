"""The Django application."""

from django.apps import AppConfig


class CohortConfig(AppConfig):
    """People and what they do together."""

    name = "bootcamp.web.cohort"
    label = "cohort"
    default_auto_field = "django.db.models.BigAutoField"
