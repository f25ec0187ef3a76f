"""What is due: each verb here does what the time has come for, and nothing twice."""

from collections.abc import Callable

from bootcamp.web.cohort.domain import outbox, sent
from bootcamp.web.cohort.domain.survey_wave import close_due

DUE: tuple[Callable[[], object], ...] = (
    close_due,
    outbox.send_due,
    sent.forget,
)


def do_due() -> None:
    """Do all that is due now."""
    for verb in DUE:
        verb()
