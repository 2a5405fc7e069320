"""What a command asks of a subject, written beside its results before anything runs: by it a folder knows another's."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from ..config import Config, config_digest
from ..study.changes import changes_of
from ..study.origin import all_files, all_withheld, write_origin
from .function_subject import FunctionSubject
from .platform import AskedPlatform
from .subject import Subject


class Made(Protocol):
    """What is going to be asked by a command."""

    @property
    def subject(self) -> Subject:
        """Who answers."""
        ...

    @property
    def command(self) -> tuple[str, ...]:
        """That makes it, word by word."""
        ...


def write_question(
    path: Path, made: Made, question: Mapping[str, Any], about: Mapping[str, Any], *, may_replace: bool,
    reading: Sequence[Config] | None = None,
) -> Path:  # fmt: skip
    """Write what is going to be asked, and copies of what is read; return ``path``.

    Parameters
    ----------
    path : Path
    made : Made
    question, about : mapping
        What the command says of itself, put on top of what is said of any subject: arms with the digest of each one's
        configuration, baseline and metric; the configuration with what each arm changes, or the function.
    may_replace : bool
        Overwrite the answer to another question.
    reading : sequence of Config, optional
        Whose files are read; left out, those of the arms.

    Raises
    ------
    OtherRunError
        If the folder holds the answer to another question, and it may not be replaced.
    """
    subject = made.subject
    said: dict[str, Any] = {"experiment": subject.name, "command": list(made.command), "config": None}
    configs: Sequence[Config] = ()
    digests: dict[str, str] = {}
    if isinstance(subject, AskedPlatform):
        base = subject.config.model_dump(mode="json")
        own = {arm: subject.at({}, arm) for arm in subject.arms}
        digests = {arm: config_digest(config) for arm, config in own.items()}
        changes = {arm: changes_of(config.model_dump(mode="json"), base) for arm, config in own.items()}
        said |= {"config": base, "arms": changes}
        configs = [*own.values()]
    elif isinstance(subject, FunctionSubject):
        digests = dict.fromkeys(subject.arms, subject.point({}))
        said["function"] = subject.about()
    asked = {"arms": digests, "baseline": subject.baseline, "metric": subject.objectives[0].metric}
    configs = configs if reading is None else reading
    write_origin(
        path, asked | dict(question), all_files(configs, made.command), said | dict(about), may_replace=may_replace,
        withheld=all_withheld(configs),
    )  # fmt: skip
    return path
