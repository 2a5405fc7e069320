"""Where configuration files are: the user's folder, the installed package, or the checkout."""

from functools import cache
from importlib import resources
from pathlib import Path

from .errors import ConfigError
from .messages import message
from .own_files import read_own


def configs_root() -> Path:
    """Return the folder of the shipped configs (in a wheel or in a checkout)."""
    installed = Path(str(resources.files(__package__.split(".")[0]))) / "configs"
    if (installed / "config.yaml").is_file():
        return installed
    checkout = Path(__file__).parents[3] / "configs"
    if (checkout / "config.yaml").is_file():
        return checkout
    raise ConfigError(message("config.no_configs"))


def config_folders(config_dir: Path | None) -> list[Path]:
    """Return the folders to search, the user's first."""
    if config_dir is None:
        return [configs_root()]
    folder = Path(config_dir).resolve()
    if not folder.is_dir():
        raise ConfigError(message("config.no_config_dir", folder=config_dir))
    if (folder / "config.yaml").exists():
        raise ConfigError(message("config.config_yaml_unread", file=folder / "config.yaml"))
    return [folder, configs_root()]


def list_choices(config_dir: Path | None = None) -> dict[str, list[str]]:
    """Return the options of each config group, such as ``{"ranker": ["default", ...]}``."""
    found: dict[str, set[str]] = {}
    for root in config_folders(config_dir):
        for path in sorted(root.glob("*/*.yaml")):
            found.setdefault(path.parent.name, set()).add(path.stem)
    return {group: sorted(options) for group, options in sorted(found.items())}


def list_experiments(config_dir: Path | None = None) -> dict[str, str]:
    """Return each shipped or own experiment with the question it asks, or why it cannot be used."""
    questions: dict[str, str] = {}
    for root in config_folders(config_dir):
        for path in sorted((root / "experiment").glob("*.yaml")):
            questions.setdefault(path.stem, _question_of(path))
    questions.pop("none", None)
    return questions


@cache
def shipped_question(experiment: str) -> str | None:
    """Return what an experiment of ours asks; None if it is none of ours."""
    file = configs_root() / "experiment" / f"{experiment}.yaml"
    return _question_of(file) if experiment != "none" and file.is_file() else None


def _question_of(file: Path) -> str:
    """Return what an experiment asks; of one that cannot be read, why."""
    try:
        study = read_own(file).get("study")
    except ConfigError as error:
        return message("config.cannot_be_used", problem=error.problems[0])
    return str(study.get("question", "")) if isinstance(study, dict) else ""
