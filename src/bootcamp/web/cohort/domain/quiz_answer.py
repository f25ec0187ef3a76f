"""An answer in a short test: how it is read, and which of two windows' answers stands."""

import re
from collections.abc import Sequence

from bootcamp.course.items import Drawn

LONGEST = 4000  # characters of an answer
COMMA = re.compile(r"[^.,]*\d,\d[^.,]*")  # one comma, and no point
EITHER = re.compile(r"(?<!\d)[1-9]\d{0,2},\d{3}(?!\d)")  # a thousand and more, or one and a bit
ELSEWHERE = (
    "Another window has sent another answer meanwhile. That one stays; this one wasn't kept."
)


def bare(question: Drawn, given: str) -> str:
    """What was answered, without what the page itself had put into the field, or could not put."""
    is_dropped = bool(question.choices) and given not in question.choices  # the course has changed
    return "" if is_dropped or question.is_blank(given) else given.rstrip()


def why_not(question: Drawn, given: str) -> str:
    """Why this can't be an answer; "" if it can, or nothing was given."""
    if len(given) > LONGEST:
        return f"Expected at most {LONGEST} characters, got {len(given)}. Shorten it."
    if _is_number(question) and COMMA.fullmatch(given) and EITHER.search(given):
        whole, part = given.strip().replace(",", ""), given.strip().replace(",", ".")
        return (
            f"Expected a number such as -0.75 or 3/4, got `{given.strip()[:40]}`, which can be "
            f"read in two ways. Write {whole[:40]} or {part[:40]}."
        )
    is_readable = not question.why_unreadable(_with_point(question, given))
    return "" if is_readable else question.why_unreadable(given)  # it quotes what was given


def is_right(question: Drawn, given: str) -> bool:
    """Whether this is the answer; a judge alone can say it of code."""
    return question.is_right(_with_point(question, given))


def is_to_write(now: str, given: str, had: Sequence[str]) -> bool:
    """Whether what a page sends takes the place of what is there `now`.

    `had`: what the page knows to have been there; when it was loaded, then each that it has sent.
    """
    return given != now and now in had and len(given) <= LONGEST


def is_refused(now: str, given: str, had: Sequence[str]) -> bool:
    """Whether a page has changed this answer, and yet it can't take the place of what is there."""
    return given not in (now, had[0]) and not is_to_write(now, given, had)


def why_refused(given: str) -> str:
    """Why an answer wasn't kept."""
    if len(given) > LONGEST:
        return f"Expected at most {LONGEST} characters, got {len(given)}: it wasn't kept."
    return ELSEWHERE


def _is_number(question: Drawn) -> bool:
    return not isinstance(question.answer, str)


def _with_point(question: Drawn, given: str) -> str:
    is_decimal = _is_number(question) and COMMA.fullmatch(given)
    return given.replace(",", ".") if is_decimal else given
