"""What a model is given to run: a config, or parameters by name; and a seed in whatever form Mesa knows."""

from collections.abc import Mapping
from typing import Any

from .errors import ConfigError
from .load import load_config
from .messages import message
from .schema import Config
from .seeds import fresh_seed, one_seed


def given_config(config: Config | None, parameters: Mapping[str, Any], scenario: Any, **seeds: Any) -> Config:
    """Return what runs: with the seed that is given under any name, else the config's; else one of its own.

    Parameters
    ----------
    config : Config, optional
    parameters : mapping
        By dotted path with ``__`` for the dot.
    scenario : mesa Scenario, optional
        Holds parameters in the same form, and perhaps a seed as ``rng``.

    Raises
    ------
    ConfigError
        If a config and parameters are given: which should hold? Or if seeds contradict each other.
    """
    held = dict(scenario) if scenario is not None else {}
    root = one_seed(**seeds, scenario=held.pop("rng", None))
    values = {path.replace("__", "."): value for path, value in (held | dict(parameters)).items()}
    if config is not None and values:
        told = [f"{path}={value!r}" for path, value in values.items()]
        raise ConfigError(message("config.beside_config", told=told))
    chosen = config or load_config(values=values)
    if root is None:
        root = fresh_seed() if config is None else chosen.seed
    return chosen.model_copy(update={"seed": root})
