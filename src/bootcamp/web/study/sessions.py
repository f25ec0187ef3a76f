"""Whose pages these are: the server says it with each request. The local site has one learner."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from bootcamp.session import Session
from bootcamp.web.study.learner import Learner

KEY = "bootcamp.session"
Application = Callable[[dict[str, Any], Any], Any]


def with_session(application: Application, session: Session) -> Application:
    """The same application, each of whose requests is of this session."""
    return lambda environ, start: application({**environ, KEY: session}, start)


def session_of(request: HttpRequest) -> Learner:
    """The learner that this request is of."""
    found: Learner = request.META[KEY]
    return found


def local_session_of(request: HttpRequest) -> Session:
    """The session of the local site's learner."""
    found: Session = request.META[KEY]
    return found
