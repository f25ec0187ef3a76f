"""Numbers as they are printed: a median keeps its half, and a share its "of"."""

import html
import math
from decimal import Decimal

from bootcamp.report.figures import Base, Interval, Number

NOT_REPORTED = "not reported"
MINUS = "\u2212"


def said(value: str | float | None) -> str:
    """A number or a text, as one reads it. None is "not reported", and never 0."""
    if value is None:
        return NOT_REPORTED
    if isinstance(value, str):
        return value
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", "\u202f")
    text = f"{value:,.2f}".replace(",", "\u202f").rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def money(amount: float | Decimal) -> str:
    """An amount, in whole units or in hundredths."""
    is_whole = amount == int(amount)
    return f"{amount:,.{0 if is_whole else 2}f}".replace(",", "\u202f")


def share(part: float, whole: float) -> str:
    """A part of a whole, in that order: "12 of 16 (75%)"."""
    if not whole:
        return f"{said(part)} of {said(whole)}"
    return f"{said(part)} of {said(whole)} ({percent(part / whole)})"


def percent(share: float) -> str:
    """A share as a whole percentage; a half goes up: 2 of 16 is 13%."""
    return f"{math.floor(round(100 * share, 6) + 0.5)}%"  # 0.575 * 100 is 57.499...


def interval(found: Interval | None, *, as_percent: bool = False) -> str:
    """The ends of a confidence interval, or nothing."""
    if found is None:
        return ""
    low, high = found.low, found.high
    if as_percent:
        ends = f"{percent(low)[:-1]} to {percent(high)}"
    else:
        ends = f"{signed(low)} to {signed(high)}"
    return f"{found.level:.0%} interval {ends}, {found.method}"


def signed(value: float) -> str:
    """Two decimals, with a true minus."""
    return f"{value:.2f}".replace("-", MINUS)


def base(found: Base | None) -> str:
    """Who stands behind a number: "15 answered of 16 eligible, 18 invited; 1 skipped"."""
    if found is None:
        return ""
    text = f"{found.answered} answered of {found.eligible} eligible, {found.invited} invited"
    more = [
        f"{count} {word}"
        for count, word in ((found.skipped, "skipped"), (found.not_applicable, "not applicable"))
        if count
    ]
    return "; ".join([text, *more])


def number(item: Number) -> str:
    """A number with its unit, its whole, and "over" where it is a lower bound."""
    if item.value is None:
        return NOT_REPORTED
    if item.out_of is not None:
        text = share(item.value, item.out_of)
    elif item.unit == "%":
        text = f"{said(item.value)}%"
    elif item.unit.isupper() and len(item.unit) == 3:
        text = f"{money(item.value)} {item.unit}"
    else:
        text = f"{said(item.value)} {item.unit}".strip()
    return f"over {text}" if item.is_lower_bound else text


def named(label: str) -> str:
    """A code that has no text, as words: `fit_for_field` is "Fit for field"."""
    words = label.replace("_", " ") if " " not in label else label
    return words[:1].upper() + words[1:]


def safe(text: str) -> str:
    """Text for HTML."""
    return html.escape(text, quote=True)
