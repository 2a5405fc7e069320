"""What identifies a run: its configuration and seed, the contents of all that it reads, and what computes it.

A file counts by its contents, not by its name: one that was moved gives the same run, one that was edited
another.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..config import Config, ConfigError, config_digest
from ..config.inputs import Input, declared_inputs, find_file, put_inputs
from ..config.load import UNHASHED
from ..config.messages import message
from ..config.param import Reads
from .engine import engine_version, versions
from .fingerprint import content_digest
from .own_code import sources_of

ABSENT = "absent"  # in place of a digest: the run itself says what is wrong with a name that leads nowhere


@dataclass(frozen=True, slots=True)
class Identity:
    """A run may stand in for another if and only if their ``run`` is the same."""

    run: str
    config: str  # digest of the configuration as it was written
    seed: int
    inputs: Mapping[str, str]  # name -> sha256 of the contents
    files: Mapping[str, Path | None]  # the same names -> where they were found

    def about(self) -> dict[str, Any]:
        """Return what the manifest says of it."""
        return {"run": self.run, "config_digest": self.config, "seed": self.seed, "inputs": dict(self.inputs)}


def read_files(config: Config) -> dict[str, Path | None]:
    """Return the files that a run of ``config`` reads, by the name that people know them by."""
    return _files_of(list(declared_inputs(config)))


def _files_of(declared: Sequence[Input]) -> dict[str, Path | None]:
    from ..metrics import METRICS  # late: a study is planned without them

    found: dict[str, Path | None] = {}
    for each in declared:
        found |= _files(each)
    for name in METRICS.brought:  # all of them are computed of every run
        found |= _modules(METRICS.place_of(name) or name)
    return found


def _files(each: Input) -> dict[str, Path | None]:
    if each.kind is Reads.CODE:
        return _modules(each.value)
    return {each.value: find_file(each.value)}


def _modules(function: str) -> dict[str, Path | None]:
    sources = sources_of(function)
    return {f"module {name}": path for name, path in sources.items()} or {f"module {function}": None}


def _digests(files: Mapping[str, Path | None]) -> dict[str, str]:
    return {name: ABSENT if path is None else content_digest(path) for name, path in files.items()}


def identify(config: Config) -> Identity:
    """Return the identity of a run of ``config`` with its own seed."""
    return Identifier().of(config, config.seed)


class Identifier:
    """Identifies many runs; what replicates share is worked out once."""

    def __init__(self) -> None:
        self._shared: dict[int, tuple[Config, Identity]] = {}  # holds the key's object: ids are reused

    def of(self, config: Config, seed: int) -> Identity:
        """Return the identity of a run of ``config`` with another seed than its own."""
        if id(config) not in self._shared:
            self._shared[id(config)] = (config, _without_seed(config))
        _, shared = self._shared[id(config)]
        run = hashlib.sha256(f"{shared.run} {seed}".encode()).hexdigest()[:16]
        return replace(shared, run=run, seed=seed)


def _without_seed(config: Config) -> Identity:
    """Return the identity that replicates share: ``run`` is a digest of all that decides results but the seed."""
    declared = list(declared_inputs(config))
    files = _files_of(declared)
    inputs = _digests(files)
    plain = config.model_dump(mode="json", exclude=set(UNHASHED))
    named = {e.steps: inputs[e.value] for e in declared if e.kind is not Reads.CODE}
    whole = [put_inputs(plain, named), sorted(inputs.values()), engine_version(), versions()]
    text = json.dumps(whole, sort_keys=True)
    return Identity(hashlib.sha256(text.encode()).hexdigest(), config_digest(config), 0, inputs, files)


def refuse_changed(before: Identity) -> None:
    """Refuse a run whose inputs were written to while it read them.

    Raises
    ------
    ConfigError
        Naming the files.
    """
    after = _digests(before.files)
    changed = [name for name, digest in before.inputs.items() if after.get(name) != digest]
    if changed:
        raise ConfigError(message("study.changed_while_read", changed=[*changed]))
