"""Whose pages these are. The local site has one learner."""

from bootcamp.session import Session

_current: list[Session] = []


def use(session: Session) -> None:
    """From now on, pages show this session."""
    _current[:] = [session]


def session() -> Session:
    """The session that pages show."""
    return _current[0]
