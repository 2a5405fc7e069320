"""Studies asked for from Python: what ``xhs-sim compare``, ``run`` and ``sweep`` do, with the same files."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from ..config import ConfigError
from ..config.messages import at, message
from .opened import Study, open_study

Asked = str | int | float | bool | None | list[Any] | dict[str, Any]


def compare(
    *overrides: str,
    out: str | Path = "outputs",
    config_dir: str | Path | None = None,
    workers: int = 1,
    force: bool = False,
    **values: Asked,
) -> Study:
    """Compare the arms of one experiment or brief, as ``xhs-sim compare`` does, and open what was found.

    Parameters
    ----------
    *overrides : str
        As on the command line: ``"experiment=kol_mix"``, ``"brief=launch.yaml"``, ``"population.n_users=20000"``.
    out : path
        Where results go; finished runs that are there are used again.
    config_dir : path, optional
        A folder of your own configs.
    workers : int
        Runs in parallel processes, 0 = one per core; 1 runs them in this process. With more, a script must keep its
        own work under ``if __name__ == "__main__":``, because each process reads it again.
    force : bool
        Run again what is there.
    **values
        Parameters by dotted path with ``__`` for the dot; values are taken as they are.

    Raises
    ------
    ConfigError
        If a value is not allowed, or several experiments are asked for.
    StudyError
        If runs failed, so that nothing can be compared.
    """
    from ..cli.briefed import with_brief
    from ..cli.compare import carry_out_comparisons
    from ..cli.options import Way
    from ..study import StudyError, plan_comparisons

    typed, own = [*_texts(overrides), *_as_overrides(values)], _path(config_dir)
    plans = plan_comparisons(with_brief(typed, own), Path(out), own, typed=typed)
    findings = carry_out_comparisons(plans, Way(workers=workers, force=force), is_here=workers == 1)
    if len(findings.finished) != 1:
        raise StudyError(message("notebook.one_question", n=len(findings.finished)))
    return open_study(findings.finished[0])


def run(
    *overrides: str,
    out: str | Path = "outputs",
    arm: str | None = None,
    config_dir: str | Path | None = None,
    force: bool = False,
    **values: Asked,
) -> pl.DataFrame:
    """Run one simulation, as ``xhs-sim run`` does, and return its metrics.

    Parameters are those of ``compare``; ``arm`` is an arm of the experiment.

    Returns
    -------
    frame
        ``metric, brand, day, value, unit``; ``day`` is null for the whole run, ``brand`` for the platform.
    """
    from ..cli.execute import carry_out
    from ..cli.options import Way
    from ..study import StudyError
    from ..study.single import keep_inputs, plan_single

    typed = [*_texts(overrides), *_as_overrides(values)]
    request = plan_single(typed, Path(out), arm=arm, config_dir=_path(config_dir))
    assert request.config is not None
    (outcome,) = carry_out([request], request.config, Way(force=force), is_here=True)
    if outcome.status != "ok":
        raise StudyError(at(request.run_dir, outcome.error or ""))
    keep_inputs(request)
    return pl.read_parquet(request.run_dir / "metrics.parquet")


def sweep(
    *overrides: str,
    out: str | Path = "outputs",
    config_dir: str | Path | None = None,
    workers: int = 1,
    design: str | None = None,
    points: int | None = None,
    **values: Asked,
) -> pl.DataFrame:
    """Run the arms of a question at many points, as ``xhs-sim sweep --full`` does, and return the long table.

    Parameters are those of ``compare``; a list given by name is swept over: ``population__n_users=[1000, 2000]``.

    Parameters
    ----------
    design : str, optional
        ``grid``, ``lhs`` or ``sobol``; left out, a grid where values are listed, else a Latin hypercube.
    points : int, optional
        How many are drawn.

    Returns
    -------
    frame
        ``point``, a column per swept parameter, ``arm, replicate, seed, metric, brand, line, tier, value, unit,
        error``.
    """
    from ..cli.briefed import with_brief
    from ..lab import Here, Lab, Local
    from ..lab.plan import Asking, plan_sweep, write_plan
    from ..lab.table import write_sweep

    typed, own = [*_texts(overrides), *_as_overrides(values, is_sweep=True)], _path(config_dir)
    asking = Asking(design=design, points=points)
    plan = plan_sweep(with_brief(typed, own), Path(out), own, asking, typed=typed)
    engine = Here() if workers == 1 else Local(workers, 1)
    with Lab(plan.subject, Path(out), engine) as lab:
        write_plan(plan)
        return pl.read_parquet(write_sweep(lab, plan, lab.carry_out(plan.points)))


def _texts(overrides: tuple[object, ...]) -> list[str]:
    """Return overrides that are texts; a list in place of one is a slip that is told."""
    wrong = next((each for each in overrides if not isinstance(each, str)), None)
    if wrong is not None:
        raise ConfigError(message("notebook.overrides_are_texts", wrong=wrong))
    return [str(each) for each in overrides]


def _as_overrides(values: Mapping[str, Asked], *, is_sweep: bool = False) -> list[str]:
    """Write values as overrides, so that nothing in them is taken for grammar."""
    found = []
    for name, value in values.items():
        several = value if is_sweep and isinstance(value, list) else [value]
        found.append(f"{name.replace('__', '.')}={','.join(map(_written, several))}")
    return found


def _written(value: Asked) -> str:
    """Write a value in Hydra's grammar; a plain word as it is, for that is what an option of a group looks like."""
    from ..config.grammar import written

    is_word = isinstance(value, str) and re.fullmatch(r"[A-Za-z]\w*", value) is not None
    return str(value) if is_word and yaml.safe_load(str(value)) == value else written(value)


def _path(folder: str | Path | None) -> Path | None:
    return None if folder is None else Path(folder)
