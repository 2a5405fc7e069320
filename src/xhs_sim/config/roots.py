"""Where configuration files are: the user's folder, the installed package, or the checkout."""

from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from .errors import ConfigError


def configs_root() -> Path:
    """Return the folder of the shipped configs (in a wheel or in a checkout)."""
    installed = Path(str(resources.files(__package__.split(".")[0]))) / "configs"
    if (installed / "config.yaml").is_file():
        return installed
    checkout = Path(__file__).parents[3] / "configs"
    if (checkout / "config.yaml").is_file():
        return checkout
    raise ConfigError("the configs folder is missing: reinstall the package")


def config_folders(config_dir: Path | None) -> list[Path]:
    """Return the folders to search, the user's first."""
    if config_dir is None:
        return [configs_root()]
    folder = Path(config_dir).resolve()
    if not folder.is_dir():
        raise ConfigError(f"--config-dir {config_dir}: no such folder")
    return [folder, configs_root()]


def list_choices(config_dir: Path | None = None) -> dict[str, list[str]]:
    """Return the options of each config group, such as ``{"ranker": ["default", ...]}``."""
    found: dict[str, set[str]] = {}
    for root in config_folders(config_dir):
        for path in sorted(root.glob("*/*.yaml")):
            found.setdefault(path.parent.name, set()).add(path.stem)
    return {group: sorted(options) for group, options in sorted(found.items())}


def broken_yaml(error: yaml.YAMLError, path: Path | None = None) -> str:
    """Say which file, line and column is no YAML."""
    mark = getattr(error, "problem_mark", None)
    place = f"{path or mark.name}, line {mark.line + 1}, column {mark.column + 1}" if mark else str(path)
    return f"{place}: no valid YAML ({getattr(error, 'problem', None) or 'cannot be read'})"


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise ConfigError(broken_yaml(error, path)) from None


def list_experiments(config_dir: Path | None = None) -> dict[str, str]:
    """Return each shipped or own experiment with the question it asks."""
    questions: dict[str, str] = {}
    for root in config_folders(config_dir):
        for path in sorted((root / "experiment").glob("*.yaml")):
            content = _read_yaml(path)
            questions.setdefault(path.stem, str(content.get("study", {}).get("question", "")))
    questions.pop("none", None)
    return questions
