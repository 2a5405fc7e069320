"""From names, overrides and values to a checked ``Config``.

Hydra puts the parts together (groups, a user's own ``--config-dir`` that shadows ours) and reads what is typed;
values are put on top here, and checking is the schema's, over plain data, every problem reported at once by its path.
"""

import hashlib
import json
import warnings
from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .amounts import parse_amount
from .composition import compose_groups, compose_shipped, resolve_references
from .errors import ConfigError, ConfigWarning
from .former import in_todays_words
from .grammar import MOST_CELLS, Override, Several, choices_of, read_override, read_value
from .messages import message
from .own_files import REFERENCE, no_reference
from .problems import sentences
from .roots import config_folders, list_choices
from .schema import Config
from .settings import put_typed, put_value
from .usual_terms import with_usual_terms

_SHIPPED: dict[tuple[str, ...], dict[str, Any]] = {}  # compositions of our own folder, by choice of groups
UNHASHED = ("name", "seed", "threads", "study", "report")


class Composer:
    """Composes configurations, and remembers each choice of groups: a grid over values composes once.

    Parameters
    ----------
    config_dir : Path, optional
        A folder of the user's own; its files are found before ours.
    """

    def __init__(self, config_dir: Path | None = None) -> None:
        self._folders = config_folders(config_dir)
        self._options = list_choices(config_dir)
        self._composed: dict[tuple[str, ...], dict[str, Any]] = _SHIPPED if config_dir is None else {}

    def plain(self, overrides: Sequence[str] = (), values: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Compose into plain data, unchecked.

        Parameters
        ----------
        overrides : sequence of str
            As typed: ``experiment=kol_mix``, ``population.n_users=20000``, ``study.question=双11 大促``.
        values : mapping, optional
            Values by dotted path, put on top as they are; text for a part of the model chooses one, as
            ``{"ranker": "popular"}``.

        Raises
        ------
        ConfigError
            If there is no such option or parameter.
        """
        given = dict(values or {})
        chosen = [path for path, value in given.items() if path in self._options and isinstance(value, str)]
        read = [*map(read_override, overrides), *(Override("", path, given.pop(path)) for path in chosen)]
        plain, problems = self._parts([each for each in read if self._group_of(each)]), []
        for each in read:
            try:
                plain = plain if self._group_of(each) else put_typed(plain, each)
            except ConfigError as error:
                problems += error.problems
        plain = _without_references(plain)
        for path, value in given.items():
            try:
                plain = put_value(plain, path, value)
            except ConfigError as error:
                problems += error.problems
        if problems:
            raise ConfigError(problems)
        return with_usual_terms(in_todays_words(plain), self._folders)

    def options_of(self, key: str) -> list[str]:
        """Return what may be chosen for a part of the model; nothing if ``key`` is none."""
        return self._options.get(key, [])

    def _group_of(self, override: Override) -> str | None:
        """Return the group of which an override chooses an option; None if it sets a value."""
        group = override.key.split("@")[0]
        return group if group in self._options else None

    def _parts(self, choices: list[Override]) -> dict[str, Any]:
        """Compose the parts, once for each choice of them."""
        typed = tuple(self._checked(choice) for choice in choices)
        if typed not in self._composed:
            is_shipped = len(self._folders) == 1
            self._composed[typed] = compose_shipped(typed) if is_shipped else compose_groups(typed, self._folders)
        return self._composed[typed]

    def _checked(self, choice: Override) -> str:
        """Return a choice in Hydra's words, if there is such an option.

        Raises
        ------
        ConfigError
            If there is none, or several are given.
        """
        group, key = self._group_of(choice) or "", choice.sign + choice.key
        if choice.text is None:
            return key
        wanted = read_value(choice.text)
        if isinstance(wanted, Several):
            raise ConfigError(message("config.one_choice", typed=choice.typed))
        for name in wanted if isinstance(wanted, list) else [wanted]:
            if wanted is not None and str(name) not in self._options[group]:
                raise ConfigError(message("config.no_option", group=group, name=name, allowed=self._options[group]))
        if wanted is None:
            return f"{key}=null"
        quoted = [f"'{name}'" for name in (wanted if isinstance(wanted, list) else [wanted])]
        return f"{key}=[{','.join(quoted)}]" if isinstance(wanted, list) else f"{key}={quoted[0]}"


def _without_references(plain: dict[str, Any]) -> dict[str, Any]:
    """Resolve ``${other.parameter}``; anything else in such brackets is refused."""
    found = [(path, text) for path, text in _texts(plain, "") if "${" in text]
    if wrong := [(path, text) for path, text in found if "${" in REFERENCE.sub("", text)]:
        raise ConfigError(
            [message("config.not_allowed", place=path, value=text, reason=no_reference()) for path, text in wrong]
        )
    return resolve_references(plain) if found else plain


def _texts(plain: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(plain, str):
        return [(path, plain)]
    inner = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    return [found for name, value in inner for found in _texts(value, f"{path}.{name}".lstrip("."))]


def compose_plain(
    overrides: Sequence[str] = (), config_dir: Path | None = None, values: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Compose one configuration into plain data, unchecked; see ``Composer``."""
    return Composer(config_dir).plain(overrides, values)


def build_config(plain: dict[str, Any]) -> Config:
    """Check plain data and freeze it; amounts in words (5万, 1.2w, 50,000) are read, with a warning that says so.

    Raises
    ------
    ConfigError
        With one line per problem: dotted path, value, what is allowed.
    """
    plain = in_todays_words(plain)
    try:
        return Config.model_validate(plain)
    except ValidationError as error:
        amounts = _amounts_in(error)
        problems = [line for problem in error.errors() for line in sentences(problem)]
    if not amounts:
        raise ConfigError(problems) from None
    for path, (text, amount) in amounts.items():
        plain = _replaced(plain, path, amount)
        place = ".".join(map(str, path))
        warnings.warn(message("config.amount_read", place=place, text=text, amount=amount), ConfigWarning, stacklevel=2)
    return build_config(plain)


def _amounts_in(error: ValidationError) -> dict[tuple[int | str, ...], tuple[str, float]]:
    """Return the amounts in words that stand where a number is due."""
    texts = {each["loc"]: each["input"] for each in error.errors() if each["type"] in ("int_parsing", "float_parsing")}
    found = {path: (text, parse_amount(text)) for path, text in texts.items() if isinstance(text, str)}
    return {path: (text, amount) for path, (text, amount) in found.items() if amount is not None}


def _replaced(plain: Any, path: tuple[int | str, ...], value: Any) -> Any:
    if not path:
        return value
    copy = plain.copy()
    copy[path[0]] = _replaced(plain[path[0]], path[1:], value)
    return copy


def load_config(
    overrides: Sequence[str] = (), config_dir: Path | None = None, values: Mapping[str, Any] | None = None
) -> Config:
    """Compose and check: what every command starts from.

    Parameters
    ----------
    overrides : sequence of str
        As typed on the command line.
    config_dir : Path, optional
        A folder of the user's own configs.
    values : mapping, optional
        Values by dotted path, taken as they are: ``{"population.n_users": 3000}``.

    Raises
    ------
    ConfigError
        With a line for each problem.
    """
    return build_config(compose_plain(overrides, config_dir, values))


def expand_sweep(overrides: Sequence[str], config_dir: Path | None = None) -> list[list[str]]:
    """Expand Hydra's sweep syntax (``a=1,2,3``) into a grid; the last key varies fastest.

    Raises
    ------
    ConfigError
        If an argument is no override, or the grid has more than a million cells.
    """
    composer = Composer(config_dir)
    read = [read_override(argument) for argument in overrides]
    choices = [
        [each.typed] if each.text is None else
        [each._replace(text=text).typed for text in choices_of(each, composer.options_of(each.key))]
        for each in read
    ]  # fmt: skip
    if (cells := prod(map(len, choices))) > MOST_CELLS:
        raise ConfigError(message("config.grid_too_large", cells=cells, most=MOST_CELLS))
    return [list(point) for point in product(*choices)]


def config_digest(config: Config) -> str:
    """Return 16 hex digits that name everything that moves results, save the seed."""
    plain = config.model_dump(mode="json", exclude=set(UNHASHED))
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
