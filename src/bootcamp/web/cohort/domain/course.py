"""The course that this server's cohorts learn: read once for each process."""

import functools
import os

from bootcamp.course.model import Course
from bootcamp.course.read import find_course, read_course
from bootcamp.text import read
from bootcamp.workspace.attempts import hash_of
from bootcamp.workspace.texts import pristine


def the_course() -> Course:
    """The course. A new one is read when the server is started anew."""
    return _read(_asked())


def _asked() -> str:
    return os.environ.get("BOOTCAMP_COURSE", "")


@functools.lru_cache(maxsize=4)
def _read(asked: str) -> Course:
    return read_course(find_course(), problems=[])


def handed_out() -> dict[str, str]:
    """The learner's files as they are handed out, by their path in a workspace."""
    return _handed_out(_asked())


@functools.lru_cache(maxsize=4)
def _handed_out(asked: str) -> dict[str, str]:
    return pristine(_read(asked))


def version_of(exercise: str) -> str:
    """What changes whenever the exercise's file does."""
    return hash_of(read(the_course().exercises[exercise].path))
