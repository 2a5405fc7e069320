"""Accounts that were never used to fit, and what simulated accounts like them are predicted to show.

Accounts are cut in halves by a hash of their names; one half may set targets, the other is only predicted. A prediction
is a set of simulated accounts, one for each held-out one: like number of followers, as many notes. Many such sets give
an interval for each figure: how notes differ, how accounts do, and who was drawn are all in it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config.amounts import parse_amount
from .run_folder import read_manifest

LIKE, FEWEST = 0.25, 8  # how far ln followers may lie apart, at least while that leaves so many to draw from
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's followers, and ln(1 + likes) of their notes."""

    followers: float
    logs: Array


@dataclass(frozen=True, slots=True)
class Covered:
    """A figure of the held-out accounts beside the interval that was predicted for it."""

    figure: str
    value: float
    low: float
    middle: float
    high: float

    @property
    def is_within(self) -> bool:
        """Whether the interval holds the figure."""
        return bool(self.low <= self.value <= self.high)


def is_held_out(account: str, seed: int) -> bool:
    """Say whether an account belongs to the half that nothing may be fitted to."""
    return hashlib.sha256(f"{seed} {account}".encode()).digest()[0] % 2 == 1


def read_accounts(notes: Path, creators: Path, *, days: int, grown: int) -> dict[str, Account]:
    """Read notes and followers of real accounts: of each, the notes of its last ``days``.

    Parameters
    ----------
    notes : Path
        CSV of ``note, creator, published_utc, snapshot_date, likes``; of a note's snapshots the last one counts.
    creators : Path
        CSV of ``creator, followers``.
    grown : int
        Days of age at which a note has its likes; younger ones are left out.
    """
    likes = pl.col("likes").map_elements(parse_amount, return_dtype=pl.Float64)
    taken = pl.col("snapshot_date").str.to_date(strict=False).cast(pl.Datetime)
    table = pl.read_csv(notes, infer_schema=False).select(
        "note", "creator", likes=likes, taken=taken,
        published=pl.col("published_utc").str.to_datetime("%Y-%m-%d %H:%M", strict=False),
    )  # fmt: skip
    last = table.drop_nulls().sort("taken").unique("note", keep="last", maintain_order=True)
    since = (pl.col("published").max().over("creator") - pl.col("published")).dt.total_days()
    old = (pl.col("taken") - pl.col("published")).dt.total_days()
    kept = last.filter(since < days, old >= grown).join(pl.read_csv(creators).drop_nulls("followers"), on="creator")
    return _accounts(kept)


def read_run(run_dir: Path, *, grown: int) -> dict[str, Account]:
    """Read the accounts of a finished run: organic notes that had ``grown`` days."""
    notes = pl.read_parquet(run_dir / "records" / "notes.parquet")
    creators = pl.read_parquet(run_dir / "records" / "creators.parquet")
    until = (read_manifest(run_dir) or {})["n_days"] - grown
    is_old = pl.col("published_day").is_between(0, until)
    kept = notes.filter(is_old, ~pl.col("is_sponsored")).select("creator", pl.col("likes").cast(pl.Float64))
    return _accounts(kept.join(creators.select("creator", "followers"), on="creator"))


def _accounts(notes: pl.DataFrame) -> dict[str, Account]:
    rows = notes.group_by("creator", maintain_order=True).agg(pl.col("followers").first(), pl.col("likes"))
    return {
        str(name): Account(float(n), np.log1p(np.array(likes))) for name, n, likes in rows.sort("creator").iter_rows()
    }


def figures_of(accounts: Sequence[Array]) -> dict[str, float]:
    """Return what notes of accounts show, given ln(1 + likes) of each account's notes.

    The variance within accounts is pooled, that between them what is left of the variance of their means (one-way
    analysis of variance [1]_); it may come out below 0.

    References
    ----------
    .. [1] Searle, Casella, McCulloch (1992), Variance Components, section 3.6.
    """
    every, n = np.concatenate(accounts), np.array([len(logs) for logs in accounts], np.float64)
    means = np.array([logs.mean() for logs in accounts])
    squares = sum(float(((logs - logs.mean()) ** 2).sum()) for logs in accounts)
    within = squares / max(n.sum() - len(n), 1.0)
    between = float((n * (means - every.mean()) ** 2).sum()) / max(len(n) - 1.0, 1.0)
    per_account = (n.sum() - (n**2).sum() / n.sum()) / max(len(n) - 1.0, 1.0)
    return {
        "mean of ln(1+likes)": float(every.mean()),
        "sd of ln(1+likes)": float(every.std(ddof=1)),
        "share with 10 likes": float((every >= np.log(11.0) - 1e-9).mean()),
        "share with 100 likes": float((every >= np.log(101.0) - 1e-9).mean()),
        "variance within accounts": float(within),
        "variance between accounts": float((between - within) / per_account),
    }


def predict(
    held: Mapping[str, Account], simulated: Sequence[Account], *, draws: int, level: float, seed: int
) -> list[Covered]:
    """Predict the figures of held-out accounts from simulated ones; which intervals hold them.

    Parameters
    ----------
    simulated : sequence of Account
        Of one run or several.
    draws : int
        Sets of simulated accounts.
    level : float
        Of the intervals.
    """
    rng = np.random.default_rng(seed)
    followers = np.log([max(account.followers, 1.0) for account in simulated])
    sizes = np.array([len(account.logs) for account in simulated])
    alike = [alike_to(account, followers, sizes) for account in held.values()]
    counts = [len(account.logs) for account in held.values()]
    drawn: dict[str, list[float]] = {}
    for _ in range(draws):
        chosen = [simulated[rng.choice(rows)].logs for rows in alike]
        notes = [rng.permutation(logs)[:n] for logs, n in zip(chosen, counts, strict=True)]
        for figure, value in figures_of(notes).items():
            drawn.setdefault(figure, []).append(value)
    ends = (0.5 - level / 2.0, 0.5, 0.5 + level / 2.0)
    true = figures_of([account.logs for account in held.values()])
    return [Covered(name, true[name], *np.quantile(values, ends).tolist()) for name, values in drawn.items()]


def alike_to(account: Account, followers: Array, sizes: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the rows of simulated accounts of like followers and at least as many notes; the nearest, if few are.

    Parameters
    ----------
    followers : float array
        ln of each simulated account's.
    sizes : int array
        Their notes.
    """
    n = min(len(account.logs), int(np.sort(sizes)[-min(FEWEST, len(sizes))]))
    enough = np.flatnonzero(sizes >= n)
    away = np.abs(followers[enough] - np.log(max(account.followers, 1.0)))
    order = np.argsort(away, kind="stable")
    return enough[order[: max(int((away <= LIKE).sum()), FEWEST)]]
