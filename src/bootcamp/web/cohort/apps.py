"""The Django application."""

from django.apps import AppConfig


class CohortConfig(AppConfig):
    """People and what they do together."""

    name = "bootcamp.web.cohort"
    label = "cohort"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of each way in which someone proves who they are."""
        from allauth.account.signals import authentication_step_completed

        from bootcamp.web.cohort.domain.account import drop_password_of_a_stranger

        authentication_step_completed.connect(drop_password_of_a_stranger)
