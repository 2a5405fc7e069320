"""From names and overrides to a checked ``Config``: the only user of Hydra.

Composition is Hydra's (groups, overrides, a user's own ``--config-dir`` that shadows ours);
checking is the schema's, over plain data, with every problem reported at once by its dotted path.
"""

import copy
import difflib
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from yaml import YAMLError

from .errors import ConfigError
from .overlay import put_value
from .roots import broken_yaml, config_folders
from .schema import Config
from .schema_paths import known_paths

_USER_FOLDER: list[Path] = []  # what the hook below prepends; Hydra keeps hooks for the process
_SHIPPED: dict[tuple[str, ...], Any] = {}  # compositions of our own folder, by choice of groups
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
        self._composed: dict[tuple[str, ...], Any] = _SHIPPED if config_dir is None else {}

    def plain(self, overrides: Sequence[str] = ()) -> dict[str, Any]:
        """Compose into plain data, unchecked.

        Parameters
        ----------
        overrides : sequence of str
            Hydra overrides, such as ``experiment=kol_mix`` or ``population.n_users=20000``.

        Raises
        ------
        ConfigError
            If Hydra finds no such group, option or key.
        """
        from hydra.errors import HydraException
        from omegaconf.errors import OmegaConfBaseException

        _check_form(overrides)
        try:
            return self._put_on_known(overrides) or _resolved(_compose(overrides, self._folders))
        except YAMLError as error:
            raise ConfigError(broken_yaml(error)) from None
        except (HydraException, OmegaConfBaseException, ValueError) as error:
            raise ConfigError(_explain(error)) from None

    def _put_on_known(self, overrides: Sequence[str]) -> dict[str, Any] | None:
        """Put plain values on a composition that is there already; None if more than that is asked for."""
        values = tuple(text for text in overrides if self._is_value(text))
        groups = tuple(text for text in overrides if text not in values)
        if groups not in self._composed:
            composed = _compose(groups, self._folders)
            self._composed[groups] = None if _refers(composed) else _resolved(composed)
        plain: dict[str, Any] | None = copy.deepcopy(self._composed[groups])
        is_done = plain is not None and all(put_value(plain, override) for override in _parsed(values))
        return plain if is_done else None

    def _is_value(self, text: str) -> bool:
        """Return whether an override is a value of a key, and not an option of a group or something special."""
        key = text.split("=", 1)[0]
        return key[:1].isalpha() and not any((folder / key.split("@")[0]).is_dir() for folder in self._folders)


def _refers(composed: Any) -> bool:
    """Say whether a composition has gaps, or values that refer to others: then only Hydra can put values on it."""
    from omegaconf import OmegaConf

    text = OmegaConf.to_yaml(composed)
    return "${" in text or "???" in text


def _resolved(composed: Any) -> dict[str, Any]:
    """Return a composition as plain data."""
    from omegaconf import OmegaConf

    plain = OmegaConf.to_container(composed, resolve=True, throw_on_missing=True)
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}


def compose_plain(overrides: Sequence[str] = (), config_dir: Path | None = None) -> dict[str, Any]:
    """Compose one configuration into plain data, unchecked; see ``Composer``."""
    return Composer(config_dir).plain(overrides)


def _compose(overrides: Sequence[str], folders: list[Path]) -> Any:
    """Let Hydra compose; our folder is the last, a user's stand before it."""
    from hydra import compose, initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra

    *own, shipped = folders
    GlobalHydra.instance().clear()
    _USER_FOLDER.clear()
    _USER_FOLDER.extend(own)
    _register_user_folder()
    try:
        with initialize_config_dir(config_dir=str(shipped), version_base="1.3"):
            return compose("config", overrides=list(overrides))
    finally:
        GlobalHydra.instance().clear()


def _parsed(overrides: Sequence[str]) -> list[Any]:
    from hydra.core.override_parser.overrides_parser import OverridesParser

    return OverridesParser.create().parse_overrides(list(overrides))


def _check_form(overrides: Sequence[str]) -> None:
    """Refuse what is no override at all, before Hydra's grammar sees it."""
    wrong = [text for text in overrides if not text.startswith("~") and ("=" not in text or text.startswith("="))]
    if wrong:
        raise ConfigError([f"not an override: {text!r} (expected key=value)" for text in wrong])


@cache
def _register_user_folder() -> None:
    """Hook into Hydra's search path: a user's folder comes first, so its files shadow ours."""
    from hydra.core.config_search_path import ConfigSearchPath
    from hydra.core.plugins import Plugins
    from hydra.plugins.search_path_plugin import SearchPathPlugin

    class UserFolder(SearchPathPlugin):
        def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
            for folder in _USER_FOLDER:
                search_path.prepend("user", f"file://{folder}")

    Plugins.instance().register(UserFolder)


def _explain(error: Exception) -> str:
    """Turn Hydra's message into one line that names the key and what is near it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    message = lines[0] if lines else type(error).__name__
    if "LexerNo" in message or "mismatched input" in message or "no viable" in message:
        return f"not an override: {message.split(': ', 1)[-1]} (expected key=value)"
    key = getattr(error, "full_key", None) or getattr(error, "key", None)
    if "not in struct" in str(error) or "Could not override" in message:
        if "'" in message and not key:
            key = message.split("'")[1]
        message = f"unknown parameter: {str(key).split('=')[0]}{_suggest(str(key).split('=')[0])}"
    elif any(line.startswith("Config search path") for line in lines):
        end = next(i for i, line in enumerate(lines) if line.startswith("Config search path"))
        wanted = message.split("'")[-2]
        message = f"{wanted.replace('/', '=')}: no such option (allowed: {', '.join(lines[2:end])})"
    return message


def _suggest(key: str) -> str:
    known = known_paths()
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    if not near:
        last = key.rsplit(".", 1)[-1]
        near = [path for path in known if path.rsplit(".", 1)[-1] == last][:1]
    return f" (did you mean {near[0]}?)" if near else ""


def build_config(plain: dict[str, Any]) -> Config:
    """Check plain data and freeze it.

    Raises
    ------
    ConfigError
        With one line per problem: dotted path, value, what is allowed.
    """
    try:
        return Config.model_validate(plain)
    except ValidationError as error:
        raise ConfigError([_sentence(problem) for problem in error.errors()]) from None


def _sentence(problem: Any) -> str:
    path = ".".join(str(step) for step in problem["loc"])
    kind, value, context = problem["type"], problem.get("input"), problem.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown parameter: {path}{_suggest(path)}"
    if kind == "missing":
        return f"missing parameter: {path}"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{path} = {value} is outside {_allowed(path, context)}"
    if kind == "value_error":
        return f"{path}: {context['error']}" if path else str(context["error"])
    text = str(problem["msg"])
    return f"{path} = {value!r} is not allowed: {text[0].lower()}{text[1:]}"


def _allowed(path: str, context: dict[str, Any]) -> str:
    row = known_paths().get(path)
    if row is not None and row.low is not None:
        return f"[{row.low:g}, {row.high:g}] {row.unit}"
    return f"the allowed range ({'>=' if 'ge' in context else '<='} {context.get('ge', context.get('le'))})"


def load_config(overrides: Sequence[str] = (), config_dir: Path | None = None) -> Config:
    """Compose and check: what every command starts from."""
    return build_config(compose_plain(overrides, config_dir))


def expand_sweep(overrides: Sequence[str]) -> list[list[str]]:
    """Expand Hydra's sweep syntax (``a=1,2,3``) into a grid; the last key varies fastest."""
    from itertools import product

    from hydra.errors import HydraException

    _check_form(overrides)
    try:
        parsed = _parsed(overrides)
    except HydraException as error:
        raise ConfigError(_explain(error)) from None
    choices = []
    for override in parsed:
        if override.is_sweep_override():
            key = override.get_key_element()
            choices.append([f"{key}={value}" for value in override.sweep_string_iterator()])
        else:
            assert override.input_line is not None
            choices.append([override.input_line])
    return [list(point) for point in product(*choices)]


def config_digest(config: Config) -> str:
    """Return 16 hex digits that name everything that moves results, save the seed."""
    plain = config.model_dump(mode="json", exclude=set(UNHASHED))
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
