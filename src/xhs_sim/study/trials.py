"""The journal of a calibration: what was tried, on what ground, and what came out; one line of JSON a trial."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Parameters that were tried, and the figures of its runs.

    Parameters
    ----------
    ground : str
        Names all else that decides: the market, its seeds, the code. Losses are compared on one ground only.
    batch : int
        Trials of one batch were chosen together.
    values : mapping of str to float
        Of each parameter that was searched for then.
    figures : mapping of str to float or None
        The mean over the trial's runs.
    loss : float or None
        None if a run failed.
    """

    ground: str
    batch: int
    values: Mapping[str, float]
    figures: Mapping[str, float | None]
    loss: float | None


class Journal:
    """The trials of a search, kept in a file.

    Parameters
    ----------
    path : Path
    loss_of : callable
        Judges trials that are there already: targets may have changed since.
    """

    def __init__(self, path: Path, loss_of: Callable[[Mapping[str, float | None]], float]) -> None:
        self.path = path
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        whole = text[: text.rfind("\n") + 1]
        if whole != text:  # a search was killed while it wrote: half a line is no trial
            path.write_text(whole, encoding="utf-8")
        found = [Trial(**json.loads(line)) for line in whole.splitlines()]
        self.trials = [replace(trial, loss=loss_of(trial.figures)) if trial.figures else trial for trial in found]

    def add(self, trials: Sequence[Trial]) -> None:
        """Write the trials of a batch down."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(trial)) + "\n" for trial in trials)
        self.trials += trials

    def on(self, ground: str) -> list[Trial]:
        """Return the trials on a ground."""
        return [trial for trial in self.trials if trial.ground == ground]


def best_of(trials: Sequence[Trial]) -> Trial | None:
    """Return the trial of the least loss, the first of several; None without any."""
    ended = [trial for trial in trials if trial.loss is not None]
    return min(ended, key=lambda trial: trial.loss or 0.0, default=None)
