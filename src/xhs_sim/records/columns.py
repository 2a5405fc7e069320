"""What a column of a table holds: a kind of value, or the words that its codes stand for."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class Column(NamedTuple):
    """A column of the data dictionary."""

    kind: str  # of Polars' types, by name: much is said of tables where none is made, and Polars is slow to load
    noun: str = ""  # of the words that codes stand for: "brands", "stages"; empty = what is written is meant

    @property
    def dtype(self) -> "type[pl.DataType]":
        """Its type in a frame."""
        import polars as pl

        found: type[pl.DataType] = getattr(pl, self.kind)
        return found


DAY = Column("Int32")
ORDINAL = Column("Int32")  # a place in some order: a tick, a session, an hour
PERSON = Column("Int32")  # a user or creator, by row
NOTE = Column("UInt64")  # by its key
COUNT = Column("Int64")
CNY = Column("Float64")
NUMBER = Column("Float64")
TEXT = Column("String")
FLAG = Column("Boolean")


def numbers(*names: str) -> dict[str, Column]:
    """Return columns of numbers that need not be whole."""
    return dict.fromkeys(names, NUMBER)


def words(noun: str) -> Column:
    """Return a column of words, in rows said by their codes: -1 is null."""
    return Column("String", noun)


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
