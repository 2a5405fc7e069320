"""Amounts and counts as people write them: 5万, 1.2w+, 3千, ¥1,500, 1500元.

The one reader of them, for the command line, briefs and quotes. Strict, because a number misread is
worse than one refused: what is no plain amount (nan, inf, 1_000, 1.75E+12, 1500-2000, 1.234,56) is none.
"""

import math
import re
from decimal import Decimal

UNITS = {"百": 10**2, "千": 10**3, "k": 10**3, "万": 10**4, "w": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_NARROW = {0x3000: " ", 0xFFE5: "¥"} | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full width to ASCII
_AMOUNT = re.compile(
    r"(?:¥|rmb|cny)?\s*"
    r"(?P<number>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?P<rest>\.[0-9]+)?\s*"
    rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})?\s*"
    r"(?:元|rmb|cny)?\s*\+?"
)


def parse_amount(text: str) -> float | None:
    """Return the amount in ``text``, or None if it is not surely one.

    Parameters
    ----------
    text : str
        Digits (full width too) with thousands commas or without, perhaps a unit (千 k, 万 w, 亿), a currency
        (¥, 元, CNY, RMB), a ``+`` for "and more", which is left out.

    Returns
    -------
    float or None
        Never negative, never infinite.
    """
    found = _AMOUNT.fullmatch(text.translate(_NARROW).strip().lower())
    if found is None:
        return None
    number = Decimal(found["number"].replace(",", "") + (found["rest"] or ""))
    amount = float(number * UNITS.get(found["unit"], 1))  # in decimals: 1.1万 is 11000, not 11000.000000000002
    return amount if math.isfinite(amount) else None
