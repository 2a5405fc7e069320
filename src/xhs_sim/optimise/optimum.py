"""From a number of runs to an answer: the search, the best on fresh seeds, and the tables of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
from scipy.special import ndtri

from ..config import ConfigError
from ..config.messages import message
from ..lab.columns import column_of
from ..verdict.statistics import Interval
from .choice import Point
from .gains import Gains
from .search import ENOUGH, FEW, PAIRS, ROUNDS, Search
from .verify import CUT, UNKNOWN, Front, Verified, behind, fresh, moved, n_runs_of, verified, verified_front

_MANY = 150  # runs in all from which on six fresh seeds are taken rather than five
_BATCH = 8  # runs: one batch after the beginning, at least
_ON_CURVE = 13  # places of a curve
_MOST_ON_FRONT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many runs there may be, and what of.

    Attributes
    ----------
    runs : int
        All of them.
    search, seeds : int
        Runs of the search; fresh seeds of what is verified.
    step : float
        Of a pot's next money, as a share of the whole.
    """

    runs: int
    search: int
    seeds: int
    step: float
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """What is best."""

    plan: Plan
    verified: Verified
    response: pl.DataFrame
    front: pl.DataFrame  # empty for a single aim
    n_runs: int
    failed: dict[str, str]

    @property
    def replicates(self) -> range:
        """Whose seeds the search never saw."""
        return fresh(self.plan.seeds)


def planned(gains: Gains, arms: Sequence[str], runs: int, *, step: float, level: float) -> Plan:
    """Divide a number of runs into those of the search and those on fresh seeds.

    Raises
    ------
    ConfigError
        If there are too few.
    """
    seeds = 6 if runs >= _MANY else 5
    baseline = 0 if gains.baseline is None else 1
    fixed = n_runs_of(gains.choice, min(len(arms), 1), seeds) + baseline * (seeds + ROUNDS[-1][1].stop)
    fixed += seeds * _MOST_ON_FRONT * (len(gains.aims) > 1) + len(PAIRS[0]) * len(arms)
    begin = len(PAIRS[0]) * (len(gains.choice.corners()) + len(gains.choice.given))
    least = begin + _BATCH + _of_rounds(FEW, bool(gains.screen))
    if runs - fixed < least:
        raise ConfigError(message("optimise.too_few_runs", runs=runs, least=fixed + least))
    return Plan(runs=runs, search=runs - fixed, seeds=seeds, step=step, level=level)


def _of_rounds(rounds: Sequence[tuple[int, range]], is_screened: bool) -> int:
    """Return how many runs the rounds take at most: in the first, but for one point, a pair of seeds is known."""
    known = 0 if is_screened else len(PAIRS[0]) * (rounds[0][0] - 1)
    return sum(n * len(replicates) for n, replicates in rounds) - known


def optimum(
    gains: Gains, arms: Sequence[str], plan: Plan, *, is_screened: bool,
    on_batch: Callable[[Search], None] | None = None,
) -> Optimum:  # fmt: skip
    """Find the best point and say what is true of it.

    Parameters
    ----------
    gains : Gains
    arms : sequence of str
        Written by somebody: the best is held against the one of them that does best.
    on_batch : callable, optional
        Told after each batch of the search: for whoever follows it.
    """
    rounds = ROUNDS if plan.search >= ENOUGH else FEW
    search = Search(gains, is_screened, rounds, on_batch)
    kept = plan.search - _of_rounds(rounds, is_screened)
    search.begin(kept)
    search.go_on(kept)
    ended = search.end()
    if len(gains.aims) > 1:
        front = verified_front(search, search.leading(_MOST_ON_FRONT), n_seeds=plan.seeds, level=plan.level)
    else:
        front = Front([], [], [])
    found = verified(search, ended[0], search.rival(arms), n_seeds=plan.seeds, step=plan.step, level=plan.level)
    return Optimum(
        plan=plan, verified=found, response=response_table(search, found, plan), front=front_table(gains, front),
        n_runs=gains.n_runs, failed=dict(gains.failed),
    )  # fmt: skip


def response_table(search: Search, found: Verified, plan: Plan) -> pl.DataFrame:
    """Return the best and what stands beside it: measured on fresh seeds, and the curve of each pot as it is believed.

    Returns
    -------
    frame
        ``kind`` (best, arm, next, cut, curve), ``name`` (of a pot or arm), ``share`` (of the whole money in the pot),
        ``gain, gain_low, gain_high``, ``more, more_low, more_high`` (next: by each further share of the whole in the
        pot; arm and cut: what the best gains more), ``behind, behind_low, behind_high`` (next: what the first pot's
        next money brings more than this one's), ``is_full``, ``runs``, and the coordinates of the point.
    """
    rows = [_row(search, "best", None, None, found.best, found.gain)]
    nobody = np.full(len(found.best), np.nan)
    for arm, (gain, lead) in found.arms.items():
        rows.append(_row(search, "arm", arm, None, nobody, gain, lead))
    less = behind(found.next, partial(search.gains.interval, level=plan.level))
    for i, each in enumerate(found.next):
        row = _row(search, "next", each.pot, float(each.step[i]), each.step, each.step_gain, each.more)
        lag = less.get(each.pot, UNKNOWN)
        ahead = {"behind": lag.mean, "behind_low": lag.low, "behind_high": lag.high}
        rows.append(row | ahead | {"is_full": each.is_full})
    if found.cut is not None:
        rows.append(_row(search, "cut", None, CUT, found.cut, found.cut_gain, found.cut_cost))
    rows = [row | {"runs": found.runs} for row in rows] + _curves(search, found, plan)
    return pl.DataFrame(rows, schema=_schema(search))


def _schema(search: Search) -> pl.Schema:
    numbers = ("share", "gain", "gain_low", "gain_high", "more", "more_low", "more_high",
               "behind", "behind_low", "behind_high")  # fmt: skip
    return pl.Schema({
        "kind": pl.String, "name": pl.String, **dict.fromkeys(numbers, pl.Float64), "is_full": pl.Boolean,
        "runs": pl.Int64, **dict.fromkeys(_columns(search), pl.Float64),
    })  # fmt: skip


def _columns(search: Search) -> list[str]:
    return [f"at.{name}" for name in search.choice.names]


def _row(
    search: Search, kind: str, name: str | None, share: float | None, at: Point, gain: Interval,
    more: Interval = UNKNOWN,
) -> dict[str, object]:  # fmt: skip
    known = [None if np.isnan(value) else float(value) for value in at]
    return {
        "kind": kind, "name": name, "share": share, "gain": gain.mean, "gain_low": gain.low, "gain_high": gain.high,
        "more": more.mean, "more_low": more.low, "more_high": more.high,
        **dict(zip(_columns(search), known, strict=True)),
    }  # fmt: skip


def _curves(search: Search, found: Verified, plan: Plan) -> list[dict[str, object]]:
    """Return, for each pot, the gain that is believed over the money in it, all else as in the best."""
    if not found.next:
        return []
    belief, rows, z = search.surrogates()[0], [], float(ndtri(0.5 + plan.level / 2))
    for i, each in enumerate(found.next):
        up_to = max(2 * float(found.best[i]), float(found.best[i]) + 3 * plan.step)
        shares = sorted({*np.linspace(0.0, up_to, _ON_CURVE).round(4).tolist(), round(float(found.best[i]), 4)})
        at = np.array([moved(found.best, i, share) for share in shares])
        mean, covariance = belief.belief(at)
        sd = np.sqrt(np.maximum(np.diag(covariance), 0.0))
        rows += [
            _row(search, "curve", each.pot, share, point, Interval(float(m), float(m - z * s), float(m + z * s)))
            for share, point, m, s in zip(shares, at, mean, sd, strict=True)
        ]
    return rows


def front_table(gains: Gains, front: Front) -> pl.DataFrame:
    """Return the points of the front: coordinates, the gain in each aim with its interval, and whether it stays."""
    rows = []
    for point, stays, found in zip(front.points, front.stays, front.gains, strict=True):
        row: dict[str, object] = {"is_on_front": stays}
        for aim, gain in zip(gains.aims, found, strict=True):
            row |= {aim.metric: gain.mean, f"{aim.metric}_low": gain.low, f"{aim.metric}_high": gain.high}
        rows.append(row | {f"at.{name}": float(value) for name, value in zip(gains.choice.names, point, strict=True)})
    return pl.DataFrame(rows, infer_schema_length=None)


def trials_table(search: Search) -> pl.DataFrame:
    """Return what a search has seen so far, a row a run, in the order in which it was asked.

    Points with more or less than the whole money, asked at the end to tell what the next yuan brings, are left out.

    Returns
    -------
    frame
        ``point`` (counted from 0), ``replicate`` (whose seed), ``is_screen`` (a coarse run), ``gain.<metric>`` of each
        aim (good ones positive; null where the run failed), ``share.<pot>`` of the money, ``value.<axis>``.
    """
    choice = search.choice
    n_pots = len(choice.pots)
    trials = [each for each in search.trials() if not n_pots or np.isclose(each.point[:n_pots].sum(), 1.0)]
    place: dict[tuple[float, ...], int] = {}
    for trial in trials:
        place.setdefault(tuple(trial.point.tolist()), len(place))
    columns: dict[str, pl.Series] = {
        "point": pl.Series([place[tuple(trial.point.tolist())] for trial in trials], dtype=pl.Int32),
        "replicate": pl.Series([trial.replicate for trial in trials], dtype=pl.Int32),
        "is_screen": pl.Series([trial.is_screen for trial in trials], dtype=pl.Boolean),
    }
    for a, aim in enumerate(search.gains.aims):
        gain = pl.Series([float(trial.gain[a]) for trial in trials], dtype=pl.Float64)
        columns[f"gain.{aim.metric}"] = gain.fill_nan(None)
    for i, pot in enumerate(choice.pots):
        columns[f"share.{pot.name}"] = pl.Series([float(trial.point[i]) for trial in trials], dtype=pl.Float64)
    for i, axis in enumerate(choice.axes, start=n_pots):
        values = [axis.at(float(trial.point[i])) for trial in trials]
        columns[f"value.{axis.name}"] = column_of(values, values)
    return pl.DataFrame(columns)
