"""``brief=FILE`` among the overrides: the brief's own stand in for it."""

from collections.abc import Sequence
from pathlib import Path

from ..brief import MARKET, Brief, check_brief, overrides_of, read_brief
from ..config import Config, ConfigError, load_config
from .console import say

KEY = "brief="


def with_brief(overrides: Sequence[str], config_dir: Path | None) -> list[str]:
    """Return the overrides with those of a brief in its place; warnings are said.

    Raises
    ------
    ConfigError
        If the brief cannot be read, or contradicts itself; a line for each problem.
    """
    files = [override.removeprefix(KEY) for override in overrides if override.startswith(KEY)]
    if not files:
        return list(overrides)
    if len(files) > 1:
        raise ConfigError(f"one brief at a time, not {len(files)}")
    brief, base, warnings = read_and_check(Path(files[0]), config_dir)
    for warning in warnings:
        say(warning)
    return [*overrides_of(brief, base), *(override for override in overrides if not override.startswith(KEY))]


def read_and_check(file: Path, config_dir: Path | None) -> tuple[Brief, Config, list[str]]:
    """Return a brief, the market that it is for, and what will be assumed.

    Raises
    ------
    ConfigError
        With all problems.
    """
    brief, base = read_brief(file), load_config(MARKET, config_dir)
    findings = check_brief(brief, base)
    problems = [f"{file}: {finding.text}" for finding in findings if finding.kind == "problem"]
    if problems:
        raise ConfigError(problems)
    return brief, base, [finding.text for finding in findings]
