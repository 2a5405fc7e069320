"""A sweep again, from nothing but its folder: the same configurations, and the very files that it read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..config import Config, ConfigError
from ..config.messages import message
from ..study.changes import changed
from ..study.origin import PLAN, read_origin
from ..study.replay import configuration, refuse_own_folder
from .function_subject import FunctionSubject
from .plan import Sweep
from .platform import AskedPlatform
from .space import Value, Values
from .subject import Subject


class KeptPlatform(AskedPlatform):
    """The platform with configurations that a plan keeps.

    Parameters
    ----------
    folder : Path
        Of the study.
    origin : mapping
        Its ``plan.json``.
    """

    def __init__(self, folder: Path, origin: Mapping[str, Any]) -> None:
        self._folder, self._origin = folder, origin
        self._place = {_key(values): i for i, values in enumerate(origin["points"])}
        self._names = dict(zip(map(_key, origin["points"]), origin["names"], strict=True))
        super().__init__(configuration(folder, origin["config"], origin["inputs"]), origin["keep"])

    def point(self, values: Values) -> str:
        """Return the name that a point had."""
        return str(self._names[_key(values)])

    def _compose(self, values: Values, arm: str | None) -> Config:
        if not values:
            own = [] if arm is None else self._origin["arms"][arm]
            return configuration(self._folder, changed(self._origin["config"], own), self._origin["inputs"])
        changes = self._origin["changes"][self._place[_key(values)]]
        if changes is None:
            raise ConfigError(self._origin["problems"][str(self._place[_key(values)])])
        plain = changed(self._origin["config"], changes[arm or ""])
        return configuration(self._folder, plain, self._origin["inputs"])


def _key(values: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, repr(value)) for name, value in values.items()))


def plan_again(folder: Path, out_dir: Path) -> Sweep | None:
    """Plan the sweep that a folder holds once more; None if it holds none.

    Raises
    ------
    ConfigError
        If ``out_dir`` is its own, or a file that was read is there no more.
    """
    origin = read_origin(folder / PLAN)
    if origin is None:
        return None
    refuse_own_folder(folder, out_dir)
    if "changes" not in origin:
        raise ConfigError(message("sweep.other_form", file=folder / PLAN))
    subject: Subject
    subject = FunctionSubject(**origin["function"]) if origin["config"] is None else KeptPlatform(folder, origin)
    problems = {int(place): text for place, text in origin["problems"].items()}
    command = ("xhs-sim", "replay", str(folder), "--out", str(out_dir))
    return Sweep(
        subject, tuple(origin["parameters"]), tuple(origin["points"]), problems, out_dir / subject.name, command,
        tuple(origin["keep"]),
    )  # fmt: skip
