"""Rows as they are said, and the frames they become.

Who adds rows leaves scalars and codes as they are: a value alone holds for all rows, and where the data dictionary
declares words, a number is a code that stands for one (-1: null). What is said is checked at once and made a frame
later, many parts in one go: a column costs its time.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any, NamedTuple, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .columns import Column
from .tables import TABLES

MANY = (np.ndarray, list, tuple, pl.Series)  # all else holds for every row


class Rows(NamedTuple):
    """Some rows of one table, column by column: many values, or one for all."""

    n: int
    columns: dict[str, Any]

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Share what nobody writes into."""
        return self


class Vocabulary:
    """The words of one noun in the order of their codes.

    Parameters
    ----------
    noun : str
    words : sequence of str
    """

    def __init__(self, noun: str, words: Sequence[str]) -> None:
        self.noun, self.n = noun, len(words)
        self.places: dict[str | None, int] = {word: code for code, word in enumerate(words)} | {None: self.n}
        self._words = pl.Series([*words, None], dtype=pl.String)

    def places_of(self, said: Any) -> Any:
        """Return where words are found, given codes or words: one or many; null is behind the last.

        Raises
        ------
        ValueError
            If a code or word is none of the noun's.
        """
        if isinstance(said, pl.Series):
            said = said.to_numpy() if said.dtype.is_integer() else said.to_list()
        if isinstance(said, np.ndarray):
            return self._places_of_codes(said)
        if isinstance(said, list | tuple):
            return np.array([self._place(each) for each in said], np.uint32)
        return self._place(said)

    def _places_of_codes(self, codes: NDArray[Any]) -> NDArray[np.uint32]:
        if len(codes) and not -1 <= codes.min() <= codes.max() < self.n:
            wrong = codes.min() if codes.min() < -1 else codes.max()
            raise ValueError(f"{wrong} is no code of {self.noun} (allowed: 0 to {self.n - 1}, or -1 for none)")
        return np.where(codes < 0, self.n, codes).astype(np.uint32)

    def _place(self, said: Any) -> int:
        if isinstance(said, str) or said is None:
            if said not in self.places:
                raise ValueError(f"{said} is none of {self.noun} (allowed: {', '.join(map(str, self.places))})")
            return self.places[said]
        if not -1 <= said < self.n:
            raise ValueError(f"{said} is no code of {self.noun} (allowed: 0 to {self.n - 1}, or -1 for none)")
        return int(said) if said >= 0 else self.n

    def written(self, places: NDArray[np.uint32]) -> pl.Series:
        """Return the words that are found at places."""
        return self._words[places]


def rows_of(table: str, said: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Rows:
    """Check what is said of a table's rows, and copy what its owner may go on writing into.

    Raises
    ------
    ValueError
        If there is no such table, columns are missing, unknown or of different lengths, or a code stands for no word.
    """
    if table not in TABLES:
        raise ValueError(f"no table is called {table} (tables: {', '.join(TABLES)})")
    declared = TABLES[table]
    if said.keys() != declared.keys():
        missing, unknown = declared.keys() - said.keys(), said.keys() - declared.keys()
        raise ValueError(f"{table}: missing columns {sorted(missing)}, unknown columns {sorted(unknown)}")
    sizes = {name: len(value) for name, value in said.items() if isinstance(value, MANY)}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"{table}: columns of different lengths: {sizes}")
    n = next(iter(sizes.values()), 1)
    return Rows(n, {name: _held(table, name, said[name], vocabularies) for name in declared})


def _held(table: str, name: str, said: Any, vocabularies: Mapping[str, Vocabulary]) -> Any:
    if noun := TABLES[table][name].noun:
        try:
            return vocabularies[noun].places_of(said)
        except ValueError as error:
            raise ValueError(f"{table}.{name}: {error}") from None
    if not isinstance(said, np.ndarray):
        return said
    return said.astype(np.bool_) if TABLES[table][name].dtype is pl.Boolean else said.copy()


def frame_of(table: str, parts: Sequence[Rows], vocabularies: Mapping[str, Vocabulary]) -> pl.DataFrame:
    """Return one frame of some parts of a table, at least one."""
    sizes = np.array([part.n for part in parts])
    columns = []
    for name, column in TABLES[table].items():
        values = [part.columns[name] for part in parts]
        if column.noun:
            columns.append(vocabularies[column.noun].written(_places(values, sizes)).alias(name))
        else:
            columns.append(_column(name, values, sizes, column))
    return pl.DataFrame(columns)


def _places(values: Sequence[Any], sizes: NDArray[np.int64]) -> NDArray[np.uint32]:
    if not any(isinstance(value, np.ndarray) for value in values):
        return np.repeat(np.array(values, np.uint32), sizes)
    many = zip(values, sizes, strict=True)
    return np.concatenate([each if isinstance(each, np.ndarray) else np.full(n, each, np.uint32) for each, n in many])


def _column(name: str, values: Sequence[Any], sizes: NDArray[np.int64], column: Column) -> pl.Series:
    """Make one column of its parts; of parts that are alike in one go."""
    first = values[0]
    if all(isinstance(value, np.ndarray) and value.dtype == first.dtype for value in values):
        return pl.Series(name, first if len(values) == 1 else np.concatenate(values)).cast(column.dtype)
    with suppress(TypeError):  # whole numbers and fractions in one column
        if not any(isinstance(value, MANY) for value in values):
            return _repeated(pl.Series(name, values).cast(column.dtype), sizes)
        if all(isinstance(value, list | tuple) for value in values):
            return pl.Series(name, list(chain.from_iterable(values))).cast(column.dtype)
    return pl.concat([_part(name, value, sizes[k : k + 1], column) for k, value in enumerate(values)])


def _part(name: str, value: Any, size: NDArray[np.int64], column: Column) -> pl.Series:
    if isinstance(value, MANY):
        return pl.Series(name, value).cast(column.dtype)
    return _repeated(pl.Series(name, [value]).cast(column.dtype), size)


def _repeated(series: pl.Series, sizes: NDArray[np.int64]) -> pl.Series:
    """Repeat each value so many times."""
    return series if (sizes == 1).all() else series[np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)]
