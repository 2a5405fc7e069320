"""Parameters as draws of what they may be: the replicates of a study take the members of an ensemble in turn.

``ensemble=FILE`` names a table as ``xhs-sim calibrate`` leaves it: a column for each parameter, a row for each member.
Replicate r of every arm runs with member r, and begins again after the last; so arms stay paired, and intervals hold
what is not known of parameters beside what is luck. What somebody set himself, in an arm, at a point of a sweep or for
the whole study, stays: what differs from the shipped value, and by ``study.held`` what was typed and does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ..config import Config, ConfigError, build_config, load_config
from ..config.inputs import find_file
from ..config.messages import message
from ..rng import hash_words
from .overrides import key_of, value_of

TRUST_CARD: Final = "trust_card.json"  # beside an ensemble, of xhs-sim validate: how far it foretells what was left out
_ABOUT: Final = ("member",)  # columns that are no parameters
Member = Mapping[str, float]


def with_member(config: Config, number: int) -> Config:
    """Return a configuration with the values of a member; itself where it names no ensemble.

    Parameters
    ----------
    config : Config
    number : int
        Of the replicate; members are taken in turn.

    Raises
    ------
    ConfigError
        Naming the file, and the row and column of what is no value of a parameter.
    """
    if config.ensemble is None:
        return config
    members = read_members(config.ensemble)
    values = {name: value for name, value in members[number % len(members)].items() if _is_as_shipped(config, name)}
    plain = config.model_dump(mode="json")
    for name, value in values.items():
        *path, last = name.split(".")
        node: Any = plain
        for step in path:
            node = node[step]
        node[last] = round(value) if isinstance(node[last], int) else value
    try:
        return build_config(plain)
    except ConfigError as error:
        row = number % len(members) + 1
        raise ConfigError(
            [message("study.ensemble_refused", file=config.ensemble, row=row, problem=each) for each in error.problems]
        ) from None


def holding(config: Config, overrides: Sequence[str]) -> Config:
    """Return a configuration in which the parameters that overrides set are held; itself without an ensemble."""
    if config.ensemble is None:
        return config
    names = [name for name in read_members(config.ensemble)[0] if any(_sets(text, name) for text in overrides)]
    held = list(dict.fromkeys([*config.study.held, *names]))
    return config.model_copy(update={"study": config.study.model_copy(update={"held": held})})


def _sets(override: str, name: str) -> bool:
    key = key_of(override)
    return key == name or (name.startswith(f"{key}.") and value_of(override).lstrip().startswith("{"))


def trust_card_of(config: Config) -> Path | None:
    """Return the trust card that lies beside the ensemble, or a study's copy of it beside the copy; the newest."""
    file = None if config.ensemble is None else find_file(config.ensemble)
    cards = [] if file is None else [*file.parent.glob(TRUST_CARD), *file.parent.glob(f"*-{TRUST_CARD}")]
    return max(cards, key=lambda each: each.stat().st_mtime, default=None)


def member_of_seed(seed: int) -> int:
    """Return the number of a member for whoever runs each point with a seed of its own."""
    return hash_words("ensemble", seed) >> 32


def left_alone(configs: Iterable[Config]) -> list[str]:
    """Return the parameters of an ensemble that no configuration leaves as shipped: somebody set them."""
    named = [config for config in configs if config.ensemble is not None]
    names = dict.fromkeys(name for each in named for name in read_members(str(each.ensemble))[0])
    return [name for name in names if not any(_is_as_shipped(each, name) for each in named)]


def read_members(file: str) -> tuple[Member, ...]:
    """Return the members of an ensemble.

    Raises
    ------
    ConfigError
        If the file is not there or cannot be read, a column is no parameter, or a cell no number.
    """
    path = find_file(file)
    if path is None:
        raise ConfigError(message("study.ensemble_absent", file=file))
    return _read(path, path.stat().st_mtime_ns, file)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, file: str) -> tuple[Member, ...]:
    import polars as pl  # late: a plan is checked without it

    try:
        table = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ConfigError(message("study.ensemble_unread", file=file, reason=str(error).splitlines()[0])) from None
    table = table.drop(name for name in _ABOUT if name in table.columns)
    wrong = [name for name in table.columns if not isinstance(_value(_shipped(), name), int | float)]
    if wrong or table.is_empty() or not table.columns:
        raise ConfigError(message("study.ensemble_columns", file=file, columns=wrong or [*table.columns]))
    for name in table.columns:
        column = table[name]
        bad = (~column.is_finite().fill_null(False)).arg_true() if column.dtype.is_numeric() else [0]
        if len(bad):
            raise ConfigError(message("study.ensemble_cell", file=file, row=int(bad[0]) + 2, column=name))
    return tuple(table.cast(pl.Float64).to_dicts())


def _is_as_shipped(config: Config, name: str) -> bool:
    return name not in config.study.held and _value(config, name) == _value(_shipped(), name)


@lru_cache(maxsize=1)
def _shipped() -> Config:
    return load_config(())


def _value(config: Config, name: str) -> object:
    found: object = config
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
    return found
