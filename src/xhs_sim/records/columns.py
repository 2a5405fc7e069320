"""What a column of a table holds: a kind of value, or the words that its codes stand for."""

from typing import NamedTuple

import polars as pl


class Column(NamedTuple):
    """A column of the data dictionary."""

    dtype: type[pl.DataType]
    noun: str = ""  # of the words that codes stand for: "brands", "stages"; empty = what is written is meant


DAY = Column(pl.Int32)
ORDINAL = Column(pl.Int32)  # a place in some order: a tick, a session, an hour
PERSON = Column(pl.Int32)  # a user or creator, by row
NOTE = Column(pl.UInt64)  # by its key
COUNT = Column(pl.Int64)
CNY = Column(pl.Float64)
NUMBER = Column(pl.Float64)
TEXT = Column(pl.String)
FLAG = Column(pl.Boolean)


def words(noun: str) -> Column:
    """Return a column of words, in rows said by their codes: -1 is null."""
    return Column(pl.String, noun)


def counts(*names: str) -> dict[str, Column]:
    """Return columns that count."""
    return dict.fromkeys(names, COUNT)


def fen(*names: str) -> dict[str, Column]:
    """Return columns of money in whole fen."""
    return dict.fromkeys(names, COUNT)


def cny(*names: str) -> dict[str, Column]:
    """Return columns of money in CNY."""
    return dict.fromkeys(names, CNY)


def flags(*names: str) -> dict[str, Column]:
    """Return columns that say yes or no."""
    return dict.fromkeys(names, FLAG)
