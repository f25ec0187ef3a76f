"""An e-mail address, in the one form in which it is kept, looked up and mailed to."""

import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bootcamp.errors import BootcampError

LONGEST = 254  # characters: RFC 5321, 4.5.3.1.3, without the angle brackets
AROUND = "\"'“”„‟‘’‚‛«»‹›<>()[],;:."  # what a text around an address may leave at its ends
OF_DOMAINS = ("L", "M", "N")  # letters, marks, digits: the categories of what a domain is made of


def address_of(text: str) -> str:
    """The address in small letters, its domain in ASCII: Ada@Exämple.org is ada@xn--exmple-cua.org.

    Spaces, quotes and invisible characters at its ends go. Raises BootcampError, which says what is
    wrong, for anything to which no mail can be sent.
    """
    bare = _bare(text)
    name, _, domain = bare.rpartition("@")
    for character in bare:
        if _is_unseen(character):
            raise _unlike(bare, f"which has {_named(character)} in it")
    for character in name:
        if not character.isascii():
            raise _unlike(bare, f"which has {_named(character)} before the @")
    for character in domain:
        if not (character in "-." or unicodedata.category(character)[0] in OF_DOMAINS):
            raise _unlike(bare, f"which has {_named(character)} behind the @")
    try:
        found = f"{name}@{in_ascii(domain)}".lower()
        validate_email(found)
    except (UnicodeError, ValidationError):
        raise _unlike(bare, "which isn't one") from None
    if len(found) > LONGEST:
        raise _unlike(bare, f"which has {len(found)} characters: {LONGEST} is the most")
    return found


def in_ascii(domain: str) -> str:
    """A domain as mail servers have it. Raises UnicodeError where none can be called so.

    By the rules of 2008: by the older ones, which Python's own codec has, “ß” is “ss”, which is
    another owner's domain.
    """
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def _bare(text: str) -> str:
    first, last = 0, len(text)
    while first < last and _is_around(text[first]):
        first += 1
    while first < last and _is_around(text[last - 1]):
        last -= 1
    return text[first:last]


def _is_around(character: str) -> bool:
    return character in AROUND or _is_unseen(character)


def _is_unseen(character: str) -> bool:
    """A space, or what is neither seen nor heard: controls, formats, halves of pairs."""
    return unicodedata.category(character)[0] in "CZ"


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == " ":
        return "a space"
    is_unseen = _is_unseen(character)
    return f"an invisible character ({code})" if is_unseen else f"“{character}” ({code})"


def _unlike(bare: str, why: str) -> BootcampError:
    shown = "".join(each for each in bare if not _is_unseen(each) or each == " ")
    got = f"“{shown[:60]}{'…' if len(shown) > 60 else ''}”" if shown else "nothing"
    return BootcampError(f"Expected an e-mail address, got {got}, {why}. Type it anew.")
