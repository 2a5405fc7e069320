"""Numbers as text that says how much of them survived.

A spreadsheet keeps 15 digits. A number cell beyond that has lost some, however well its digits look: it is written with
an exponent here, as re-saved CSVs have it, and whoever reads an id or a time refuses it by that.
"""

from math import isfinite
from typing import Any, Final

EXACT_BELOW: Final = 1e15


def number_text(value: float) -> str:
    """Return a number of a spreadsheet as text: whole ones without a fraction, lossy ones with an exponent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if abs(value) >= EXACT_BELOW:
        mantissa, _, exponent = f"{float(value):.14e}".partition("e")
        return f"{mantissa.rstrip('0').rstrip('.')}E{int(exponent):+d}"
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return repr(round(value, 12))


def plain_text(value: Any) -> str:
    """Return a value of a database or a JSON document as text; whole numbers are exact there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value) if isfinite(value) else ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
