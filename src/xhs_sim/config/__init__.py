"""What may be set, what it means, and how a user's choice becomes a checked ``Config``."""

from typing import TYPE_CHECKING

from ..late import late_names

if TYPE_CHECKING:
    from .amounts import parse_amount
    from .errors import ConfigError, ConfigWarning
    from .load import Composer, build_config, compose_plain, config_digest, expand_sweep, load_config
    from .roots import configs_root, list_choices, list_experiments, shipped_question
    from .schema import Config
    from .schema_paths import ParameterRow, describe_parameters

__all__ = [
    "Composer",
    "Config",
    "ConfigError",
    "ConfigWarning",
    "ParameterRow",
    "build_config",
    "compose_plain",
    "config_digest",
    "configs_root",
    "describe_parameters",
    "expand_sweep",
    "list_choices",
    "list_experiments",
    "load_config",
    "parse_amount",
    "shipped_question",
]

__getattr__, __dir__ = late_names(
    __name__,
    {
        "amounts": ["parse_amount"],
        "errors": ["ConfigError", "ConfigWarning"],
        "load": [
            "Composer", "build_config", "compose_plain", "config_digest", "expand_sweep", "load_config",
        ],
        "roots": ["configs_root", "list_choices", "list_experiments", "shipped_question"],
        "schema": ["Config"],
        "schema_paths": ["ParameterRow", "describe_parameters"],
    },
)  # fmt: skip
