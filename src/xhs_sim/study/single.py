"""One run, planned: an experiment's configuration, or one of its arms."""

from collections.abc import Sequence
from pathlib import Path

from ..config import ConfigError, load_config
from ..config.inputs import withheld_files
from ..config.messages import message
from .ensemble import holding, with_member
from .identity import read_files
from .kept_inputs import keep
from .overrides import put_on_top
from .request import RunRequest

ALONE = "run"  # the arm's name of a run that belongs to no comparison


def keep_inputs(request: RunRequest) -> None:
    """Keep copies of what a run read beside its experiment, so that it can be replayed."""
    if request.config is not None:
        keep(request.out_dir / request.experiment, read_files(request.config), withheld_files(request.config))


def plan_single(
    overrides: Sequence[str],
    out_dir: Path,
    *,
    arm: str | None = None,
    config_dir: Path | None = None,
    member: int | None = 0,
) -> RunRequest:
    """Plan one run with the seed as given.

    Parameters
    ----------
    overrides : sequence of str
        What the user changes.
    out_dir : Path
        Where results go.
    arm : str, optional
        An arm of the experiment, whose overrides then go on top.
    config_dir : Path, optional
        A folder of the user's own configs.
    member : int, optional
        Of the ensemble that it may name; None leaves that to who makes replicates of it.
    """
    study = load_config(overrides, config_dir)
    config = study
    if arm is not None:
        if arm not in study.study.arms:
            allowed = [*study.study.arms] or message("study.none_choose")
            raise ConfigError(message("study.no_arm", arm=arm, name=study.name, allowed=allowed))
        overrides = put_on_top(overrides, study.study.arms[arm])
        config = load_config(overrides, config_dir)
    config = holding(config, overrides)
    return RunRequest(
        experiment=study.name,
        arm=arm or ALONE,
        replicate=0,
        seed=config.seed,
        out_dir=out_dir,
        config=config if member is None else with_member(config, member),
    )
