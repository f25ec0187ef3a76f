"""Values as the cells of a table show them."""

from datetime import date
from decimal import Decimal
from typing import Any

from bootcamp.report.wording import money


def cell(value: Any) -> str:
    """The value in words; what isn't there is a dash."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")  # the CSV has all digits
    if isinstance(value, date):
        return f"{value:%-d %b %Y}"
    return "–" if value is None or value == "" else str(value)
