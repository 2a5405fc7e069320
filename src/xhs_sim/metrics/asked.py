"""One reading of a run's tables: what several metrics ask is answered once, and of small ones as is quick for them.

To plan a question to a table of some hundred rows takes polars longer than to answer it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

import polars as pl

from .metric import Tables

_Answer = TypeVar("_Answer")

# What is left out moves work about in a plan; columns that nobody reads are dropped all the same.
_AS_ASKED = pl.QueryOptFlags.none(projection_pushdown=True)
_PLANNING: ContextVar[pl.QueryOptFlags | None] = ContextVar("planning", default=None)


class Asked(dict[str, pl.DataFrame | pl.LazyFrame]):
    """A run's tables, with what has been asked of them."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self.answers: dict[Hashable, Any] = {}


def once(ask: Callable[[Tables], _Answer]) -> Callable[[Tables], _Answer]:
    """Keep what a function of tables returns, as long as they are ``Asked``; nobody may change it."""

    @wraps(ask)
    def asked(records: Tables) -> _Answer:
        if not isinstance(records, Asked):
            return ask(records)
        if ask not in records.answers:
            records.answers[ask] = ask(records)
        answer: _Answer = records.answers[ask]
        return answer

    return asked


@contextmanager
def one_reading(tables: Tables) -> Iterator[Tables]:
    """Give the tables for one measurement; if all are in memory, it is done by the engine for small ones."""
    if any(isinstance(table, pl.LazyFrame) for table in tables.values()):
        yield Asked(tables)
        return
    with pl.Config():  # for this alone: whatever a user has set is there again behind it
        pl.Config.set_engine_affinity("in-memory")
        planning = _PLANNING.set(_AS_ASKED)
        try:
            yield Asked(tables)
        finally:
            _PLANNING.reset(planning)


def answer(question: pl.LazyFrame) -> pl.DataFrame:
    """Return the rows that a question asks for."""
    planning = _PLANNING.get()
    return question.collect() if planning is None else question.collect(optimizations=planning)
