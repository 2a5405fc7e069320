"""What is going to be left out, foretold from how many runs, and which ensemble it tells of: before anything runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..calibrate.aims import KEY as TARGET
from ..calibrate.figures import FORETOLD, figures_of
from ..calibrate.inquiry import Sizes
from ..calibrate.kept import ANSWER, ENSEMBLE
from ..calibrate.observed import Observed, read_observed
from ..calibrate.plan import DATA, MINUTES, NAME, Plan, data_files, plan_calibration
from ..calibrate.prior import usual
from ..calibrate.probe import Panel, Probe
from ..calibrate.trials import WHOLE
from ..config import Composer, ConfigError
from ..config.messages import message
from ..lab.platform import AskedPlatform
from ..lab.space import read_axes
from ..study.fingerprint import content_digest
from ..study.origin import command_line
from ..study.overrides import key_of, value_of
from .split import TIME, HoldOut, by_time, folds

FOLDS: Final = 5
OWN_NAME: Final = "validation"
_KEY: Final = "ensemble"
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ensemble:
    """The ensemble that is judged, as a calibration left it.

    Attributes
    ----------
    file : Path
    digest : str
        Of its contents.
    """

    file: Path
    digest: str


@dataclass(frozen=True, slots=True)
class ValidationPlan:
    """What is going to be asked.

    Attributes
    ----------
    base : Plan
        The calibration that it is made like: market, parameters, level.
    first, last : AskedPlatform
        The cheap market and the dear one, with a probe that keeps what is left out.
    hold_outs : tuple of HoldOut
    observed : mapping of str to float array of shape (S,)
        By panel.
    sizes : Sizes
    since : datetime
        The first day that is left out.
    ensemble : Ensemble or None
        That a trust card is laid beside.
    command : tuple of str
    question : mapping
        What an answer in the folder must be to, not to be written over.
    """

    base: Plan
    first: AskedPlatform
    last: AskedPlatform
    hold_outs: tuple[HoldOut, ...]
    observed: dict[str, Array]
    sizes: Sizes
    since: datetime
    ensemble: Ensemble | None
    command: tuple[str, ...]
    question: dict[str, Any]

    @property
    def folder(self) -> Path:
        """Of its results."""
        return self.base.folder

    @property
    def is_timed(self) -> bool:
        """Whether later notes are foretold."""
        return any(each.kind == TIME for each in self.hold_outs)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Figures that would be judged and that these notes do not show."""
        shown = self.observed[WHOLE]
        names = self.base.asker.names
        return tuple(name for name in FORETOLD if name not in names or not np.isfinite(shown[names.index(name)]))


def plan_validation(
    typed: Sequence[str], out_dir: Path, config_dir: Path | None = None, *, minutes: float | None = None,
    runs: int | None = None, n_folds: int = FOLDS, since: datetime | None = None,
) -> ValidationPlan:  # fmt: skip
    """Plan what is left out and foretold.

    Parameters
    ----------
    typed : sequence of str
        ``data=``, ``ensemble=`` (else the one in ``out_dir`` that was calibrated to the same data), parameters with
        their bounds (else those of the ensemble), and what holds in every trial.
    out_dir : Path
    config_dir : Path, optional
        A folder of the user's own configs.
    minutes : float, optional
        That it may take on two cores.
    runs : int, optional
        In the place of minutes.
    n_folds : int
        Groups of creators that are left out in turn.
    since : datetime, optional
        The first day that is left out.

    Raises
    ------
    ConfigError
        If there is no data, too little of it to leave some out, too few runs, or an ensemble of other data.
    """
    if wrong := [text for text in typed if text.startswith(TARGET)]:
        raise ConfigError(message("validate.no_targets", text=wrong[0]))
    if not (files := data_files(typed)):
        raise ConfigError(message("validate.no_data", data=DATA))
    data = read_observed(files)
    named = next((value_of(text) for text in typed if key_of(text) == _KEY), None)
    file, answer = _calibrated(named, out_dir, data.digest)
    asked = [text for text in typed if key_of(text) != _KEY]
    asked += [] if any(key_of(text) == "name" for text in asked) else [f"name={OWN_NAME}"]
    axes, _ = read_axes([text for text in asked if not text.startswith(DATA)], Composer(config_dir))
    if answer is not None and not axes:
        asked += [f"{each['name']}=interval({each['low']},{each['high']})" for each in answer["parameters"]]
    minutes = MINUTES if minutes is None else minutes
    base = plan_calibration(asked, out_dir, config_dir, minutes=minutes, runs=runs)
    options = ["--minutes", f"{minutes:g}"] if runs is None else ["--runs", str(runs)]
    options += ["--folds", str(n_folds), *([] if since is None else ["--since", f"{since:%Y-%m-%d}"])]
    command = command_line("validate", [*typed, *options], out_dir, config_dir)
    ensemble = None if file is None else Ensemble(file, content_digest(file))
    return _planned(base, data, n_folds, since, ensemble, tuple(command))


def _calibrated(named: str | None, out_dir: Path, data: str) -> tuple[Path | None, Mapping[str, Any] | None]:
    """Return the ensemble that is meant, and what its calibration said; nothing where there is none.

    Raises
    ------
    ConfigError
        If one was named that is not there, or belongs to other data.
    """
    file = Path(named) if named else out_dir / NAME / ENSEMBLE
    if not file.is_file():
        if named:
            raise ConfigError(message("study.ensemble_absent", file=named))
        return None, None
    try:
        answer = json.loads((file.parent / ANSWER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return (file, None) if named else (None, None)
    if answer["question"]["data"] != data:
        if named:
            raise ConfigError(message("validate.other_data", file=named))
        return None, None
    return file, answer


def _planned(
    base: Plan,
    data: Observed,
    n_folds: int,
    since: datetime | None,
    ensemble: Ensemble | None,
    command: tuple[str, ...],
) -> ValidationPlan:
    days, grown = base.config.n_days - usual().grown_days, usual().grown_days
    whole = data.window(days, grown)
    in_turn = folds(whole, n_folds, base.config.seed)
    later, since = by_time(data, days, grown, since)
    hold_outs = [*in_turn, *([] if later is None else [later])]
    panels = {WHOLE: whole} | {name: side for each in hold_outs for name, side in each.panels.items()}
    probe = Probe(tuple(Panel.of(n, a) for n, a in panels.items()), data.counts, usual().draws, grown)
    figures = {name: figures_of(accounts) for name, accounts in panels.items()}
    asker = replace(base.asker, panels=tuple(panels))
    observed = {panel: np.array([own[name] for name in asker.names]) for panel, own in figures.items()}
    sizes = Sizes(base.sizes.first, base.runs - base.sizes.first, 0)
    day = "" if later is None else f"{since:%Y-%m-%d}"
    question = base.question | {"folds": len(in_turn), "since": day, "sizes": [sizes.first, sizes.last]}
    base = replace(base, asker=asker, accounts=len(whole), notes=sum(each.n for each in whole))
    return ValidationPlan(
        base, base.first.probed(probe), base.last.probed(probe), tuple(hold_outs), observed, sizes, since, ensemble,
        command, question,
    )  # fmt: skip
