"""Filling a purse: who of a ranking is hired where the ranking alone leaves too much of a tier's money.

Prices of large creators come in lumps: whoever takes the next by rank until nobody fits may leave half of the money. A
brand that has planned it for the tier looks further down its list instead. The rule: go down the ranking, and take a
creator whenever the money can still be spent as planned with it; so the best ranked are given up last. Whether it can
be is read from a table of the sums that the rest of the ranking makes, in steps of the money.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

STEPS, PER_NOTE = 2000, 50  # of the money, and at least so many for each creator whom it may pay
LARGEST = 200_000  # entries of a table: a longer ranking fills a purse by itself

Asked = Callable[[int], NDArray[np.int64]]  # what all of a ranking cost who sign after so many others; fen


class _Table(NamedTuple):
    """What sums a ranking makes."""

    units: list[list[int]]  # by turn and place: cost in steps, rounded up
    sums: list[list[int]]  # by place and turn: bit s is set where some from this place on cost s in all
    steps: int


def fill(asked: Asked, cash: int, least: int, most: int) -> NDArray[np.intp]:
    """Return, as places in a ranking, the first of its sets that cost from ``least`` to ``cash``.

    First is who goes down the ranking and takes whomever it can. Where no set costs so much, the dearest stands for it.

    Parameters
    ----------
    asked : callable
        Never less than of who signs first.
    cash, least : int
        Fen.
    most : int
        Creators.
    """
    first = asked(0)
    fits = np.flatnonzero(first <= cash)
    number = min(most, int((np.cumsum(np.sort(first[fits])) <= cash).sum()))
    if number < 1 or len(fits) * number > LARGEST:
        return fits[:0]
    steps = max(STEPS, PER_NOTE * number)
    units = [(-(-asked(turn)[fits] * steps // cash)).tolist() for turn in range(number)]
    table = _Table(units, _sums(units, steps), steps)
    dearest = table.sums[0][0].bit_length() - 1
    lowest = min(-(-least * steps // cash) + number, dearest)  # each cost is rounded up by less than a step
    return fits[_walk(table, lowest)]


def _sums(units: list[list[int]], steps: int) -> list[list[int]]:
    room, nobody = (1 << (steps + 1)) - 1, [1] * (len(units) + 1)
    rows = [nobody]
    for place in reversed(range(len(units[0]))):
        after = rows[-1]
        rows.append([after[turn] | (after[turn + 1] << each[place]) & room for turn, each in enumerate(units)] + [1])
    return rows[::-1]


def _walk(table: _Table, lowest: int) -> list[int]:
    """Go down the ranking and take whoever leaves a sum from ``lowest`` on possible."""
    taken: list[int] = []
    left = table.steps
    for place in range(len(table.units[0])):
        turn = len(taken)
        if turn == len(table.units):
            break
        price = table.units[turn][place]
        if price <= left and _has(table.sums[place + 1][turn + 1], lowest - price, left - price):
            taken.append(place)
            lowest, left = lowest - price, left - price
    return taken


def _has(sums: int, low: int, high: int) -> bool:
    """Whether any of some sums lies within bounds."""
    low = max(low, 0)
    return (sums >> low) & ((1 << (high - low + 1)) - 1) != 0
