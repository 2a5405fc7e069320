"""Hydra's own runs: ``python -m xhs_sim.hydra_app -m experiment=kol_mix commerce.leak_share=0.5,0.9``.

For whoever has a launcher of Hydra's in use. Each of its jobs asks the arms of a question at one point, and leaves in
its own folder what ``xhs-sim sweep`` leaves for many: ``runs/``, ``sweep.parquet``, with a column for what varies.
Hydra composes first, by its own grammar; what counts is what this package composes of the same overrides.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hydra
import yaml
from hydra.core.hydra_config import HydraConfig

from .cli.app import explain
from .cli.asking import Where, opened
from .cli.console import in_words, language_of, out, say, speaking
from .cli.sweep_told import brand_of, tell_failed
from .config import Composer
from .config.grammar import read_override
from .config.messages import at
from .config.roots import configs_root
from .lab.led import means_of
from .lab.plan import Asking, Sweep, plan_sweep, write_plan
from .lab.space import SEED, read_axes
from .lab.table import write_sweep
from .report.words import load_words

if TYPE_CHECKING:
    from omegaconf import DictConfig

_CODES: list[int] = []  # of the jobs of this process: one that fails leaves the others to go on


def ask(_: "DictConfig") -> None:
    """Do one of Hydra's jobs; what goes wrong is said, and counts at the end."""
    job = HydraConfig.get()
    typed = [str(override) for override in job.overrides.task]
    own = [Path(source.path) for source in job.runtime.config_sources if source.provider == "command-line"]
    config_dir = own[0] if own else None
    with speaking(language_of(typed)):
        try:
            plan = plan_at(typed, Path(job.runtime.output_dir), varied(job, config_dir), config_dir)
            _CODES.append(carry_out(plan))
        except Exception as error:
            lines, code = explain(error)
            for line in lines:
                say(line)
            _CODES.append(code)


def varied(job: Any, config_dir: Path | None = None) -> list[str]:
    """Return what varies over the jobs: Hydra's sweeper keeps what was typed beside their folders."""
    file = Path(job.sweep.dir) / "multirun.yaml"
    if "MULTIRUN" not in str(job.mode) or not file.is_file():
        return []
    typed = yaml.safe_load(file.read_text(encoding="utf-8"))["hydra"]["overrides"]["task"]
    axes, _ = read_axes([*map(str, typed)], Composer(config_dir))
    return [axis.name for axis in axes]


def plan_at(typed: Sequence[str], folder: Path, names: Sequence[str], config_dir: Path | None = None) -> Sweep:
    """Plan a sweep of one point, with a column for each name, so that the tables of jobs go together.

    Parameters
    ----------
    typed : sequence of str
        The overrides of a job.
    folder : Path
        Its own; results go to ``<folder>/<experiment>/``.
    names : sequence of str
        Which of them vary over jobs.
    config_dir : Path, optional
        A folder of the user's own configs.

    Raises
    ------
    ConfigError
        If the overrides are not allowed.
    """
    plan = plan_sweep(typed, folder, config_dir, Asking(is_job=True))
    values = {each.key: each.text for each in map(read_override, typed) if each.key in names}
    return replace(plan, parameters=tuple(name for name in values if name != SEED), points=(values,))


def carry_out(plan: Sweep) -> int:
    """Make the runs of a point, write its table, say what decides; return 1 if a run failed, else 0."""
    with opened(plan.subject, plan.folder.parent, Where()) as lab:
        write_plan(plan, may_replace=True)
        asked = lab.carry_out(plan.points)
        table = write_sweep(lab, plan, asked)
        code = tell_failed(lab, plan, asked)
    words = load_words(plan.subject.language)
    words = words if plan.config is None else words.calling(plan.config.study.labels)
    metric = plan.subject.objectives[0].metric
    means = means_of(table, metric, brand_of(plan)).select("arm", "value").iter_rows()
    told = words.say("comma").join(f"{words.arm(arm)} {words.value(metric, value)}" for arm, value in means)
    out().print(in_words(at(words.metric(metric), told)), soft_wrap=True)
    out().print(words.say("terminal_table", path=table), soft_wrap=True)
    return code


def main() -> int:
    """Let Hydra lead; return the worst exit code of its jobs."""
    with_hydra = hydra.main(version_base="1.3", config_path=str(configs_root()), config_name="config")
    with_hydra(ask)()
    return max(_CODES, default=0)


if __name__ == "__main__":  # worker processes import this module too
    sys.exit(main())
