"""What a trial keeps: figures of many sets of its accounts, each set like the observed one.

A set takes, for each observed account, a simulated one of like followers that published as much, and as many of its
notes. So who was sampled, and how few notes that is, lies in the spread of a trial's sets as it does in the data.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..study.holdout import FEWEST, LIKE
from .figures import figures_of
from .observed import Account

FORM: Final = 2  # raised when figures or sets are made in another way
_SEEN, _HELD = "seen", "held"


@dataclass(frozen=True, slots=True)
class Panel:
    """Accounts whose like are drawn.

    Attributes
    ----------
    name : str
    followers : tuple of float
    sizes : tuple of int
        Notes of each.
    """

    name: str
    followers: tuple[float, ...]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, name: str, accounts: Sequence[Account]) -> "Panel":
        """Return the panel of observed accounts."""
        return cls(name, tuple(each.followers for each in accounts), tuple(each.n for each in accounts))


class Cut(NamedTuple):
    """Accounts of a panel in two parts, one of which is left out.

    Attributes
    ----------
    panel : str
    name : str
    is_held : tuple of bool
        Of the panel's accounts, in their order.
    """

    panel: str
    name: str
    is_held: tuple[bool, ...]

    @property
    def names(self) -> tuple[str, str]:
        """What its parts are called: who is not left out, and who is."""
        return f"{self.name} {_SEEN}", f"{self.name} {_HELD}"

    def parts(self, accounts: Sequence[Account]) -> list[tuple[str, list[Account]]]:
        """Return both parts of a set of such accounts, with their names."""
        return [
            (name, [each for each, held in zip(accounts, self.is_held, strict=True) if held == is_held])
            for name, is_held in zip(self.names, (False, True), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Probe:
    """Reads a run's records; see ``lab.run.Probe``.

    Attributes
    ----------
    panels : tuple of Panel
    counts : tuple of str
        That the data have.
    draws : int
        Sets of each panel.
    grown : int
        Days of age that a note must have.
    cuts : tuple of Cut
        Of a panel's sets: figures of either part of each set are kept beside those of the whole.
    """

    panels: tuple[Panel, ...]
    counts: tuple[str, ...]
    draws: int
    grown: int
    cuts: tuple["Cut", ...] = ()

    @property
    def digest(self) -> str:
        """Of all that decides what is kept."""
        panels = [[each.name, each.followers, each.sizes] for each in self.panels]
        text = json.dumps([FORM, panels, self.counts, self.draws, self.grown, *map(list, self.cuts)])
        return hashlib.sha256(text.encode()).hexdigest()

    def figures(self, records: Mapping[str, Any], n_days: int, seed: int) -> pl.DataFrame:
        """Return ``metric, line, tier, value``: a figure of a set (``line``) of a panel (``tier``)."""
        rows: list[tuple[str, str, str, float]] = []
        if not self.panels:
            return _table(rows)
        simulated = _simulated(records, self.counts, n_days - self.grown)
        for panel in self.panels:
            rng = np.random.default_rng([seed, *panel.name.encode()])
            for draw, accounts in enumerate(_sets(panel, simulated, self.draws, rng)):
                parts = {panel.name: accounts} | {
                    name: part for cut in self.cuts if cut.panel == panel.name for name, part in cut.parts(accounts)
                }
                rows += [
                    (figure, str(draw), name, value)
                    for name, part in parts.items()
                    for figure, value in figures_of(part).items()
                ]
        return _table(rows)


def _table(rows: Sequence[tuple[str, str, str, float]]) -> pl.DataFrame:
    schema = {"metric": pl.String, "line": pl.String, "tier": pl.String, "value": pl.Float64}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns(unit=pl.lit(""))


def _simulated(records: Mapping[str, Any], counts: Sequence[str], until: int) -> list[Account]:
    """Return all simulated accounts with grown notes of their own."""
    notes = records["notes"].lazy().filter(pl.col("published_day").is_between(0, until), ~pl.col("is_sponsored"))
    owners = records["creators"].lazy().filter(pl.col("followers") > 0).select("creator", "followers")
    table = notes.join(owners, on="creator").sort("creator", "note").select(
        "creator", "followers", *counts, is_video=pl.col("format") == "video"
    ).collect()  # fmt: skip
    owner = table["creator"].to_numpy()
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(owner) else np.zeros(0, np.intp)
    ends = np.r_[first[1:], len(owner)]
    columns = {name: table[name].to_numpy().astype(np.float64) for name in counts}
    is_video, followers = table["is_video"].to_numpy(), table["followers"].to_numpy().astype(np.float64)
    return [
        Account(str(owner[i]), float(followers[i]), {n: c[i:j] for n, c in columns.items()}, is_video[i:j])
        for i, j in zip(first, ends, strict=True)
    ]


def _sets(panel: Panel, simulated: Sequence[Account], draws: int, rng: np.random.Generator) -> list[list[Account]]:
    if len(simulated) < FEWEST:
        return []
    followers = np.log(np.array([each.followers for each in simulated]))
    sizes = np.array([each.n for each in simulated])
    alike = [_alike(float(np.log(f)), n, followers, sizes) for f, n in zip(panel.followers, panel.sizes, strict=True)]
    sets = []
    for _ in range(draws):
        chosen = [simulated[rng.choice(rows)] for rows in alike]
        sets.append([_some(each, n, f, rng) for each, n, f in zip(chosen, panel.sizes, panel.followers, strict=True)])
    return sets


def _alike(log_followers: float, n: int, followers: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the accounts of like followers with at least as many notes; the nearest, if few are."""
    enough = np.flatnonzero(sizes >= min(n, int(np.sort(sizes)[-FEWEST])))
    away = np.abs(followers[enough] - log_followers)
    order = np.argsort(away, kind="stable")
    return enough[order[: max(int((away <= LIKE).sum()), FEWEST)]]


def _some(account: Account, n: int, followers: float, rng: np.random.Generator) -> Account:
    """Return so many of an account's notes; under the observed followers, as those that it stands for."""
    rows = rng.permutation(account.n)[:n]
    return Account(
        account.name, followers, {name: count[rows] for name, count in account.counts.items()}, account.is_video[rows]
    )
