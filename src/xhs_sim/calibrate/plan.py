"""What is going to be calibrated, to what and with how many runs: looked at before anything runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..config import Composer, Config, ConfigError, config_digest
from ..config.messages import message
from ..lab.effort import effort_of
from ..lab.platform import LONE, AskedPlatform, Platform
from ..lab.space import SEED, read_axes
from ..study.origin import command_line
from ..study.overrides import put_on_top
from .aims import KEY as TARGET
from .aims import read_aims
from .figures import figures_of
from .inquiry import Sizes
from .left_out import cuts_of
from .observed import Account, Observed, halves, read_observed
from .prior import Unknown, unknowns, usual
from .probe import Cut, Panel, Probe
from .trials import EARLIER, FIT, HELD, LATER, WHOLE, Asker

DATA: Final = "data="
NAME: Final = "calibration"
MINUTES: Final = 40.0
_WORKERS: Final = 2  # whose minutes are counted
_OF_FIRST, _OF_LAST = 0.4, 0.5  # of a number of runs; the rest checks
_MOST_CHECKS: Final = 40  # of a panel
_LEAST: Final = 12  # dear trials for each parameter
_FOR_FITS: Final = 0.08  # of the minutes: regressions, and workers that start
_SLOWER: Final = 1.25  # than a bare run: accounts like the observed ones are drawn from each; measured 1.2 to 1.27
_WITHOUT_DATA: Final = ("likes", "impressions", "reads")
_FEWEST_ACCOUNTS: Final = 10  # of a half, or an earlier window
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is going to be asked.

    Attributes
    ----------
    first, last : AskedPlatform
        The cheap market and the dear one.
    parameters : tuple of Unknown
    asker : Asker
    observed : mapping of str to float array of shape (S,)
        By panel.
    accounts, notes : int
        That are observed.
    sizes : Sizes
    level : float
        Of the intervals.
    folder : Path
    command : tuple of str
        That makes it, word by word.
    question : mapping
        What an answer in the folder must be to, not to be written over.
    cuts : tuple of Cut
        Whose halves foretell each other.
    """

    first: AskedPlatform
    last: AskedPlatform
    parameters: tuple[Unknown, ...]
    asker: Asker
    observed: dict[str, Array]
    accounts: int
    notes: int
    sizes: Sizes
    level: float
    folder: Path
    command: tuple[str, ...]
    question: dict[str, Any]
    cuts: tuple[Cut, ...] = ()

    @property
    def config(self) -> Config:
        """Of the market that makes the posterior."""
        return self.last.config

    @property
    def seconds(self) -> float:
        """About how long it takes on two cores."""
        checks = self.sizes.checks * len(_checked(self.observed))
        return self.sizes.first * _pace(self.first.config) + (self.sizes.last + checks) * _pace(self.config)

    @property
    def runs(self) -> int:
        """All runs, if none fails."""
        return self.sizes.first + self.sizes.last + self.sizes.checks * len(_checked(self.observed))


def plan_calibration(
    typed: Sequence[str], out_dir: Path, config_dir: Path | None = None, *, minutes: float = MINUTES,
    runs: int | None = None,
) -> Plan:  # fmt: skip
    """Plan a calibration.

    Parameters
    ----------
    typed : sequence of str
        ``data=`` (files with commas between, or a folder), ``target=``, parameters (``a=interval(0,1)``; nothing: those
        that such data tell of), and what holds in every trial.
    out_dir : Path
    config_dir : Path, optional
        A folder of the user's own configs.
    minutes : float
        That it may take on two cores.
    runs : int, optional
        In the place of minutes.

    Raises
    ------
    ConfigError
        If there is nothing to calibrate to, something cannot be moved, or there are too few runs for it.
    """
    data = data_files(typed)
    aims = read_aims([text.removeprefix(TARGET) for text in typed if text.startswith(TARGET)], config_dir)
    if not data and not aims:
        raise ConfigError(message("calibrate.to_nothing"))
    rest = [text for text in typed if not text.startswith((DATA, TARGET))]
    axes, fixed = read_axes(rest, Composer(config_dir))
    if any(axis.name == SEED for axis in axes):
        raise ConfigError(message("sensitivity.seed_is_luck"))
    observed = read_observed(data) if data else None
    stages = [put_on_top([f"name={NAME}", *stage.run, *usual().usual], fixed) for stage in usual().stages]
    bare = Platform(stages[-1], config_dir)
    if bare.arms != (LONE,):
        raise ConfigError(message("calibrate.with_arms", name=bare.name))
    panels = {} if observed is None else panels_of(observed, bare.config.n_days - usual().grown_days)
    counts = () if observed is None else observed.counts
    kinds = _WITHOUT_DATA if observed is None else (*counts, *(["format"] if observed.has_format else []))
    parameters = unknowns(bare, axes, kinds)
    cuts = cuts_of(panels.get(WHOLE, []), _FEWEST_ACCOUNTS)
    probe = Probe(tuple(Panel.of(n, a) for n, a in panels.items()), counts, usual().draws, usual().grown_days, cuts)
    metrics = tuple(dict.fromkeys(["ctr", *(aim.metric for aim in aims)]))
    first, last = (Platform(stage, config_dir, metrics, probe) for stage in (stages[0], stages[-1]))
    parts = dict(part for cut in cuts for part in cut.parts(panels[WHOLE]))
    figures = {name: figures_of(accounts) for name, accounts in (panels | parts).items()} or {WHOLE: {}}
    names = tuple(figures[WHOLE])
    asker = Asker(parameters, tuple(figures), names, aims, usual().draws, last.config.seed)
    values = {panel: np.array([*(own[n] for n in names), *(a.value for a in aims)]) for panel, own in figures.items()}
    sizes = sizes_of(first.config, last.config, len(parameters), len(_checked(values)), minutes=minutes, runs=runs)
    options = ["--minutes", f"{minutes:g}"] if runs is None else ["--runs", str(runs)]
    whole = panels.get(WHOLE, [])
    question = {
        "config": config_digest(last.config), "data": "" if observed is None else observed.digest,
        "parameters": [f"{each.name} {each.low:g} {each.high:g}" for each in parameters],
        "targets": [f"{aim.metric}:{aim.value:g}±{aim.sd:g}" for aim in aims],
    }  # fmt: skip
    return Plan(
        first, last, parameters, asker, values, len(whole), sum(each.n for each in whole), sizes, usual().level,
        out_dir / last.name, tuple(command_line("calibrate", [*typed, *options], out_dir, config_dir)), question, cuts,
    )  # fmt: skip


def data_files(typed: Sequence[str]) -> list[Path]:
    """Return the files, or the folder, that ``data=`` names."""
    given = [text.removeprefix(DATA) for text in typed if text.startswith(DATA)]
    return [Path(name.strip()) for text in given for name in text.split(",") if name.strip()]


def panels_of(observed: Observed, days: int) -> dict[str, list[Account]]:
    """Return the accounts of each panel: all, two halves, and the window before the last beside it.

    Parameters
    ----------
    observed : Observed
    days : int
        That a window has.
    """
    grown = usual().grown_days
    whole = observed.window(days, grown)
    one, other = halves(whole)
    panels = {WHOLE: whole}
    if min(len(one), len(other)) >= _FEWEST_ACCOUNTS:
        panels |= {FIT: one, HELD: other}
    earlier = observed.window(days, grown, before=days)
    if len(earlier) >= _FEWEST_ACCOUNTS:
        panels |= {EARLIER: earlier, LATER: whole}
    return panels


def _checked(panels: dict[str, Any]) -> list[str]:
    return [panel for panel in (WHOLE, FIT, EARLIER) if panel in panels]


def sizes_of(
    first: Config, last: Config, n_parameters: int, n_checked: int, *, minutes: float, runs: int | None
) -> Sizes:
    """Divide minutes, or a number of runs.

    Raises
    ------
    ConfigError
        If they are too few for so many parameters.
    """
    least = _LEAST * n_parameters
    if runs is None:
        shares = [stage.share for stage in usual().stages]
        seconds = 60.0 * minutes * (1.0 - _FOR_FITS)
        sizes = Sizes(
            int(shares[0] * seconds / _pace(first)), int(shares[-1] * seconds / _pace(last)),
            int((1.0 - shares[0] - shares[-1]) * seconds / _pace(last) / n_checked),
        )  # fmt: skip
    else:
        left = runs - int(_OF_FIRST * runs) - int(_OF_LAST * runs)
        sizes = Sizes(int(_OF_FIRST * runs), int(_OF_LAST * runs), left // n_checked)
    if sizes.last < least or sizes.first < least // 2:
        needed = int(np.ceil(least / _OF_LAST)) if runs is not None else least
        key = "calibrate.too_few_minutes" if runs is None else "calibrate.too_few_runs"
        raise ConfigError(message(
            key, minutes=f"{minutes:g}", runs=runs or 0, n=n_parameters, least=needed, last=sizes.last
        ))  # fmt: skip
    return Sizes(sizes.first, sizes.last, min(sizes.checks, _MOST_CHECKS))


def _pace(config: Config) -> float:
    """Return the seconds that one more run takes, on two cores."""
    return _SLOWER * (effort_of(config, 2000, _WORKERS).seconds - effort_of(config, 1000, _WORKERS).seconds) / 1000
