"""The simulated platform as a subject: the arms of a question at every point, each a configuration."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Final, NamedTuple, Self

from ..config import Composer, Config, ConfigError
from ..config.builder import Builder
from ..config.messages import message
from ..study.ensemble import holding, member_of_seed, with_member
from ..study.identity import identify
from ..study.objectives import objectives_of
from ..study.overrides import key_of, put_on_top
from ..study.request import fixed_replicates
from ..study.seeds import replicate_seed
from ..study.shared_days import alike_until, may_share, world_of
from ..verdict import Objective
from .run import Probe, Run, id_of
from .space import SEED, Axis, Value, Values, axis_at, override_of
from .subject import Planned

LONE = "run"  # the arm of a configuration without arms


class _Known(NamedTuple):
    """What is remembered of an arm at a point: all but the configuration itself, so that thousands fit."""

    identity: str
    seed: int
    world: str
    alike_until: int


class AskedPlatform:
    """The simulated platform with the arms of a question; who makes its configurations is left to the two below.

    Parameters
    ----------
    config : Config
        The study's own.
    metrics : sequence of str
        What is kept beside what the verdict needs; ``("all",)`` keeps everything.
    probe : Probe, optional
        Reads more of each run.
    """

    def __init__(self, config: Config, metrics: Sequence[str] = (), probe: Probe | None = None) -> None:
        self.config: Final = config
        self.objectives: Final = objectives_of(config)
        self._metrics = () if "all" in metrics else _kept(config, self.objectives, metrics)
        self._probe = probe
        own = [text for texts in config.study.arms.values() for text in texts]
        self._has_members = config.ensemble is not None or any(key_of(text) == "ensemble" for text in own)
        self._known: dict[tuple[str, str, int], _Known] = {}
        self._last: tuple[tuple[str, str | None], Config] | None = None

    def probed(self, probe: Probe) -> Self:
        """Return it with another probe."""
        other = copy(self)
        other._probe = probe
        return other

    @property
    def name(self) -> str:
        """Of the experiment."""
        return self.config.name

    @property
    def arms(self) -> tuple[str, ...]:
        """Of the experiment; one where it has none."""
        return tuple(self.config.study.arms) or (LONE,)

    @property
    def baseline(self) -> str:
        """The arm that others are held against."""
        return self.config.study.baseline if self.config.study.arms else LONE

    @property
    def replicates(self) -> int:
        """As the study says."""
        return fixed_replicates(self.config)

    @property
    def language(self) -> str:
        """As the report's."""
        return self.config.report.language

    def axis(self, name: str) -> Axis | None:
        """Return a number of the configuration; see ``Subject``."""
        return axis_at(name, self.value({}, name))

    def value(self, values: Values, name: str) -> Value:
        """Return a value as it was understood (5万 is 50000); a part of the model by its name."""
        found: object = self.at(values)
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
        if isinstance(found, bool | int | float | str):
            return found
        return values.get(name)

    def at(self, values: Values, arm: str | None = None) -> Config:
        """Return the configuration of an arm at a point; without an arm, the study's own.

        Raises
        ------
        ConfigError
            If the values are not allowed.
        """
        key = _written(values), arm
        if self._last is None or self._last[0] != key:
            self._last = key, self._compose(values, None if arm == LONE else arm)
        return self._last[1]

    def plan(self, values: Values, arm: str, replicate: int) -> Planned:
        """Return a run; see ``Subject``."""
        known = self._about(values, arm, self._member(values, replicate))
        seed = replicate_seed(known.seed, replicate)
        run_id = id_of(known.identity, seed, self._metrics, self._probe)
        return Planned(run_id, seed, self.config.n_days, known.world, known.alike_until)

    def run(self, values: Values, arm: str, replicate: int) -> Run:
        """Return what is run; see ``Subject``."""
        planned = self.plan(values, arm, replicate)
        config = with_member(self.at(values, arm), self._member(values, replicate))
        return Run(planned.run, config, planned.seed, self._metrics, probe=self._probe)

    def point(self, values: Values) -> str:
        """Return the name of a point; see ``Subject``."""
        raise NotImplementedError

    def _compose(self, values: Values, arm: str | None) -> Config:
        raise NotImplementedError

    def _member(self, values: Values, replicate: int) -> int:
        """Return which member of an ensemble runs: one for each replicate, or for each seed where points have some."""
        if not self._has_members:
            return 0
        return member_of_seed(int(str(values[SEED]))) if SEED in values else replicate

    def _about(self, values: Values, arm: str, member: int) -> _Known:
        key = _written(values), arm, member
        if key not in self._known:
            config = with_member(self.at(values, arm), member)
            shares = may_share(config)
            self._known[key] = _Known(
                identify(config).run, config.seed, world_of(config) if shares else "",
                alike_until(config) if shares else 0,
            )  # fmt: skip
        return self._known[key]


def _written(values: Values) -> str:
    return json.dumps(sorted(values.items()), ensure_ascii=False, default=str)


class Platform(AskedPlatform):
    """The simulated platform, asked with the arms of an experiment or a brief.

    Parameters
    ----------
    overrides : sequence of str
        What holds at every point, the experiment or the brief's own overrides among them; where an arm sets the same,
        the arm wins.
    config_dir : Path, optional
        A folder of the user's own configs.
    metrics : sequence of str
        What is kept beside what the verdict needs; ``("all",)`` keeps everything.
    probe : Probe, optional
        Reads more of each run.

    Raises
    ------
    ConfigError
        If the overrides are not allowed.
    """

    def __init__(
        self, overrides: Sequence[str], config_dir: Path | None = None, metrics: Sequence[str] = (),
        probe: Probe | None = None,
    ) -> None:  # fmt: skip
        self._overrides, self._composer, self._builder = list(overrides), Composer(config_dir), Builder()
        super().__init__(self._builder.build(self._composer.plain(self._overrides)), metrics, probe)

    def point(self, values: Values) -> str:
        """Return the name of a point; see ``Subject``."""
        rest = sorted(f"{key}={value}" for key, value in values.items() if key != "seed")
        base = [text for text in self._overrides if key_of(text) not in ("seed", "name", "threads")]
        return hashlib.sha256(json.dumps([base, rest], ensure_ascii=False).encode()).hexdigest()[:12]

    def _compose(self, values: Values, arm: str | None) -> Config:
        own = [] if arm is None else self.config.study.arms[arm]
        typed = put_on_top([*self._overrides, *(override_of(*each) for each in values.items())], own)
        try:
            return holding(self._builder.build(self._composer.plain(typed)), typed)
        except ConfigError as error:
            if arm is None:
                raise
            told = [message("study.of_arm", arm=arm, problem=problem) for problem in error.problems]
            raise ConfigError(told) from None


def _kept(config: Config, objectives: Sequence[Objective], more: Sequence[str]) -> tuple[str, ...]:
    """Return the metrics that a study keeps: its outcomes, what decides, money, and how large campaigns were."""
    from ..study.delivery import RANGE

    wanted = [*config.study.outcomes, *(each.metric for each in objectives), "spend", *RANGE.values(), *more]
    return tuple(dict.fromkeys(wanted))
