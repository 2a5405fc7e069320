"""Effects as factors: how many times the outcome of the usual option another gets, and whether that can be chance.

Of each of format, hour and weekday, the option with most notes is the one that the others are held against. All effects
of a table are held together: whether one is told apart goes by Holm's step-down p, its interval is its own.
"""

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from .mixed import Array, Fit, fit_notes
from .notes import FACTORS, FEWEST_CREATORS, IN_ORDER, SMALLEST, Notes, known_of, read_notes

TABLE: Final = "content_effects.parquet"
LEVEL: Final = 0.95
_FOLLOWED = 10  # creators of known following, for its effect
_ROWS_PER_COLUMN = 3  # fewer notes for each number that is estimated tell nothing


class Explored(NamedTuple):
    """What was found.

    ``table`` has a row an effect: ``factor`` (format, hour, weekday, followers), ``option``, ``against``, ``n``,
    ``n_against`` (notes), ``ratio``, ``ci_low``, ``ci_high``, ``p``, ``p_holm``, ``told`` (it is told apart).
    Of followers, ``ratio`` is what twice the followers go with.
    """

    notes: Notes
    table: pl.DataFrame
    fit: Fit | None
    n: int  # notes in the model
    n_creators: int  # who wrote those
    by_age: bool  # age at capture is held constant


class _Columns(NamedTuple):
    rows: pl.DataFrame
    x: Array
    named: list[tuple[str, str, str]]  # factor, option, against; of the columns that are contrasts, in order
    by_age: bool


def explore_notes(folder: Path, outcome: str = "likes") -> Explored:
    """Tell which content of an imported folder gets more.

    Parameters
    ----------
    folder : Path
    outcome : str
        What counts, one of ``OUTCOMES``.

    Raises
    ------
    ConfigError
        See ``read_notes``.
    """
    notes = read_notes(folder, outcome)
    columns = _columns(notes)
    rows = columns.rows
    size = rows.height, rows["creator"].n_unique()
    if not columns.named or rows.height < _ROWS_PER_COLUMN * columns.x.shape[1]:
        return Explored(notes, _table([]), None, *size, columns.by_age)
    fit = _fitted(columns)
    found = [_effect(rows, fit, i, named) for i, named in enumerate(columns.named, start=1)]
    return Explored(notes, _table([*found, *_of_followers(columns)]), fit, *size, columns.by_age)


def _fitted(columns: _Columns) -> Fit:
    return fit_notes(columns.rows["y"].to_numpy(), columns.x, columns.rows["creator"].to_numpy())


def _columns(notes: Notes) -> _Columns:
    """Return the model's columns: ones, contrasts of each factor that has two options, the age at capture."""
    rows = notes.frame
    shown = [
        factor for factor in FACTORS
        if rows[factor].drop_nulls().n_unique() > 1 and 2 * known_of(rows, factor) > rows.height
    ]  # fmt: skip
    rows = rows.filter(pl.all_horizontal(pl.col(factor).is_not_null() for factor in shown)) if shown else rows
    by_age = 2 * known_of(rows, "ln_age") > rows.height
    rows = rows.filter(pl.col("ln_age").is_not_null()) if by_age else rows
    made, named = [np.ones(rows.height)], []
    for factor in shown:
        counts = rows[factor].value_counts().sort(["count", factor], descending=[True, False])
        usual, *others = [option for option, n in counts.iter_rows() if _may_be_told(rows, factor, option, n)] or [""]
        others.sort(key=lambda option: IN_ORDER.get(option, -1))  # stable: the others by how many notes they have
        rest = rows.filter(pl.col(factor).is_in([usual, *others]))
        if rest.height < rows.height:  # who left with another column may leave a group too small
            return _columns(notes._replace(frame=rest))
        made += [(rows[factor] == option).cast(pl.Float64).to_numpy() for option in others]
        named += [(factor, option, usual) for option in others]
    if by_age:
        made.append(rows["ln_age"].to_numpy())
    return _Columns(rows, _full_rank(np.column_stack(made), len(named)), named, by_age)


def _may_be_told(rows: pl.DataFrame, factor: str, option: str, n: int) -> bool:
    by = FEWEST_CREATORS if rows["creator"].n_unique() > 1 else 1
    return n >= SMALLEST and rows.filter(pl.col(factor) == option)["creator"].n_unique() >= by


def _full_rank(x: Array, n_contrasts: int) -> Array:
    """Leave the age out where it says nothing of its own."""
    is_full = len(x) > x.shape[1] and np.linalg.matrix_rank(x) == x.shape[1]
    return x if is_full else x[:, : 1 + n_contrasts]


def _effect(
    rows: pl.DataFrame, fit: Fit, at: int, named: tuple[str, str, str], doubled: float = 1.0
) -> dict[str, object]:
    factor, option, against = named
    ln, se = fit.beta[at] * doubled, float(np.sqrt(fit.cov[at, at])) * doubled
    wide = float(stats.t.ppf((1 + LEVEL) / 2, fit.df)) * se
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * float(stats.t.sf(abs(ln) / se, fit.df)) if se > 0 else 1.0
    n = rows.height if factor == "followers" else int((rows[factor] == option).sum())
    n_against = 0 if factor == "followers" else int((rows[factor] == against).sum())
    return {
        "factor": factor, "option": option, "against": against, "n": n, "n_against": n_against,
        "ratio": float(np.exp(ln)), "ci_low": float(np.exp(ln - wide)), "ci_high": float(np.exp(ln + wide)), "p": p,
    }  # fmt: skip


def _of_followers(columns: _Columns) -> list[dict[str, object]]:
    """Return what twice the followers go with, beside all the rest; nothing where too few creators' are known."""
    is_known = columns.rows["ln_followers"].is_not_null().to_numpy()
    rows = columns.rows.filter(is_known)
    if rows["creator"].n_unique() < _FOLLOWED or rows["ln_followers"].n_unique() < _FOLLOWED:
        return []
    x = np.column_stack([columns.x[is_known], rows["ln_followers"].to_numpy()])
    if np.linalg.matrix_rank(x) < x.shape[1]:
        return []
    fit = fit_notes(rows["y"].to_numpy(), x, rows["creator"].to_numpy())
    return [_effect(rows, fit, x.shape[1] - 1, ("followers", "twice", ""), float(np.log(2)))]


def _table(effects: list[dict[str, object]]) -> pl.DataFrame:
    schema = {"factor": pl.String, "option": pl.String, "against": pl.String, "n": pl.Int64, "n_against": pl.Int64,
              "ratio": pl.Float64, "ci_low": pl.Float64, "ci_high": pl.Float64, "p": pl.Float64}  # fmt: skip
    table = pl.DataFrame(effects, schema=schema)
    held = holm(table["p"].to_numpy())
    return table.with_columns(pl.Series("p_holm", held, pl.Float64), pl.Series("told", held < 1 - LEVEL, pl.Boolean))


def holm(p: Array) -> NDArray[np.float64]:
    """Return Holm's step-down p of several (Holm 1979): below 5% in one of them by chance in at most 5% of tables."""
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    held = np.empty(len(p))
    held[order] = np.minimum(stepped, 1.0)
    return held
