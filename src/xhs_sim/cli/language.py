"""In which language a command answers; it loads nothing that runs or measures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..config import ConfigError, load_config
from ..config.messages import message

if TYPE_CHECKING:
    from ..report.words import Words


def check_language(lang: str | None) -> str | None:
    """Return ``lang`` if it is one that the report speaks."""
    from ..report.words import LANGUAGES

    if lang is not None and lang not in LANGUAGES:
        raise ConfigError(message("command.no_lang", lang=lang, allowed=[*LANGUAGES]))
    return lang


def with_language(overrides: Sequence[str] | None, lang: str | None) -> list[str]:
    """Return the overrides with the language of ``--lang`` on top."""
    own = list(overrides or ())
    return own if check_language(lang) is None else [*own, f"report.language={lang}"]


def words_of(lang: str | None, config_dir: Path | None) -> "Words":
    """Return the words of ``--lang``, or of the language that is configured."""
    from ..report.words import load_words

    return load_words(check_language(lang) or load_config((), config_dir).report.language)
