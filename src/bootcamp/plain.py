r"""Text from the world, made such that every database, page and terminal can hold it.

What ends a line becomes a newline. Any other control character but the tab becomes its picture (␀
for the character of code 0, ␛ for escape); those of codes 128 to 159 have none, and become their
code (\u0080). Half of a surrogate pair becomes its code (\ud800), and so does an invisible mark
that overrides the direction of the text around it.
"""

import math
import re
from typing import Any

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85]")
DELETE = "\x7f"
TURNS = "\u202a-\u202e\u2066-\u2069"  # what embeds or overrides a direction
# What copying leaves at the ends of a text: those, and the mark at the start of a file.
MARKS = frozenset("\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SPACES_AND_MARKS = "".join(MARKS) + " \t\r\n\xa0"
UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{TURNS}]")
PICTURES, PICTURE_OF_DELETE = 0x2400, "\u2421"


def plain(text: str) -> str:
    """The text, with what can't be kept or shown made visible. Twice is once."""
    if not UNFIT.search(text):
        return text
    return UNFIT.sub(_seen, LINE_ENDS.sub("\n", text))


def without_marks(text: str) -> str:
    """The text without the invisible marks that copying it has left at its ends."""
    bare = text.strip(SPACES_AND_MARKS)
    start = text.find(bare)
    ends = text[:start] + text[start + len(bare) :]
    return bare if MARKS & set(ends) else text


def plain_data(data: Any) -> Any:
    """The same for every text in lists and dictionaries; a number that JSON lacks becomes None."""
    if isinstance(data, str):
        return plain(data)
    if isinstance(data, float):
        return data if math.isfinite(data) else None
    if isinstance(data, dict):
        return {plain_data(key): plain_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain_data(each) for each in data]
    return data


def is_plain(text: str) -> bool:
    """Whether `plain` leaves it as it is."""
    return not UNFIT.search(text)


def _seen(found: re.Match[str]) -> str:
    character = found[0]
    if character < " ":
        return chr(PICTURES + ord(character))
    return PICTURE_OF_DELETE if character == DELETE else f"\\u{ord(character):04x}"
