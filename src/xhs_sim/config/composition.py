"""What stands under the parts of the model: files of ours and of the user's, put together by Hydra."""

import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..kept import kept
from .errors import ConfigError
from .former import instead_of_group
from .messages import at, message
from .own_files import read_own, read_own_text
from .plain import as_plain
from .roots import configs_root

_USER_FOLDER: list[Path] = []  # what the hook below prepends; Hydra keeps hooks for the process
_LIBRARIES = ("hydra-core", "omegaconf")
_READ: list[str] = []  # files of the user's that the present composition has read, in order


def compose_shipped(choices: tuple[str, ...]) -> dict[str, Any]:
    """Compose from our own folder alone, or find what was composed of the same choices and files before.

    Raises
    ------
    ConfigError
        If the choices do not go together.
    """
    made_from = [*map(str.encode, choices), b"", *_shipped_files(), *map(str.encode, map(version, _LIBRARIES))]
    found: dict[str, Any] = kept("parts", made_from, lambda: compose_groups(choices, [configs_root()]))
    return found


@cache
def _shipped_files() -> tuple[bytes, ...]:
    """Return names and contents of our files."""
    root = configs_root()
    files = sorted(root.rglob("*.yaml"))
    return tuple(part for file in files for part in (file.relative_to(root).as_posix().encode(), file.read_bytes()))


def compose_groups(choices: tuple[str, ...], folders: list[Path]) -> dict[str, Any]:
    """Let Hydra compose: our folder is the last, a user's stands before it; references are left as they are.

    Raises
    ------
    ConfigError
        If the choices do not go together, or a file of the user's cannot be read.
    """
    from hydra import compose, initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from omegaconf import OmegaConf

    *own, shipped = folders
    _USER_FOLDER[:], _READ[:] = own, []
    _register_user_folder()
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(config_dir=str(shipped), version_base="1.3"):
            plain = OmegaConf.to_container(compose("config", overrides=list(choices)), resolve=False)
    except ConfigError:
        raise
    except RecursionError:
        loop = " -> ".join(dict.fromkeys(_READ[-8:])) or ", ".join(choices)
        raise ConfigError(message("config.defaults_loop", loop=loop)) from None
    except Exception as error:  # Hydra, OmegaConf and the YAML reader have many; each is the user's to mend
        raise ConfigError(_explain(error, choices)) from None
    finally:
        GlobalHydra.instance().clear()
    composed: dict[str, Any] = as_plain(plain)  # names that are numbers become text
    return composed


def _explain(error: Exception, choices: tuple[str, ...]) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    read = [*(choice.replace("'", "") for choice in choices), *dict.fromkeys(_READ)]
    reason = lines[0] if lines else type(error).__name__
    what = read or message("config.shipped_files")
    return message("config.cannot_compose", what=what, reason=reason, instead=_instead(lines))


def _instead(lines: list[str]) -> str:
    """Say what to choose instead of a group that is no more."""
    group = next(iter(re.findall(r"Could not override '(\w+)'", " ".join(lines))), "")
    instead = instead_of_group(group, "")
    return "" if instead is None else message("config.now_override", instead=instead)


def resolve_references(plain: dict[str, Any]) -> dict[str, Any]:
    """Return plain data with ``${other.parameter}`` replaced by its value.

    Raises
    ------
    ConfigError
        If there is no such parameter, or references go round in a circle.
    """
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    try:
        resolved = OmegaConf.to_container(OmegaConf.create(plain), resolve=True)
    except OmegaConfBaseException as error:
        key = getattr(error, "full_key", None)
        reason = (str(error).splitlines() or [""])[0]
        raise ConfigError(at(key, reason) if key else reason) from None
    except RecursionError:
        raise ConfigError(message("config.references_loop")) from None
    assert isinstance(resolved, dict)
    return {str(key): value for key, value in resolved.items()}


@cache
def _register_user_folder() -> None:
    """Hook into Hydra: a user's folder comes first, so that its files shadow ours, and its files are read by us."""
    from io import StringIO

    from hydra._internal.core_plugins.file_config_source import FileConfigSource
    from hydra.core.config_search_path import ConfigSearchPath
    from hydra.core.plugins import Plugins
    from hydra.plugins.config_source import ConfigResult
    from hydra.plugins.search_path_plugin import SearchPathPlugin
    from omegaconf import OmegaConf

    class OwnFiles(FileConfigSource):
        @staticmethod
        def scheme() -> str:
            return "own"

        def is_config(self, config_path: str) -> bool:
            return "/" in config_path.strip("/") and super().is_config(config_path)  # never in place of config.yaml

        def load_config(self, config_path: str) -> ConfigResult:
            file = Path(self.path, self._normalize_file_name(config_path))
            _READ.append(str(file))
            read_own(file)  # refuses what Hydra would stumble over
            text = read_own_text(file)
            header = self._get_header_dict(text)
            if header.get("package") is None:
                header["package"] = _package_of(file.parent.name, file.stem)
            plain = OmegaConf.load(StringIO(text))
            return ConfigResult(provider=self.provider, path=self.full_path(), config=plain, header=header)

    class UserFolder(SearchPathPlugin):
        def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
            for folder in _USER_FOLDER:
                search_path.prepend("user", f"own://{folder}")

    for plugin in (OwnFiles, UserFolder):
        Plugins.instance().register(plugin)


@cache
def _package_of(group: str, name: str) -> str | None:
    """Return where the shipped files of a group go: an own file that does not say so goes there too.

    Where each has a place of its own, as tactics have, an own file has too, by its name.
    """
    for file in sorted((configs_root() / group).glob("*.yaml")):
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        if first.startswith("# @package "):
            package = first.removeprefix("# @package ").strip()
            whole, _, last = package.rpartition(".")
            return f"{whole}.{name}" if last == file.stem else package
    return None
