"""``brief=FILE`` among the overrides: the brief's own stand in for it.

A brief is checked by building what it asks for: every arm, by the code that ``compare`` plans with. So nothing passes
the check that a comparison would refuse.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..brief import (
    Brief,
    Sums,
    build_brief,
    check_brief,
    compliance_of,
    market_of,
    overrides_of,
    read_brief,
    read_rulebook,
    settle,
    sums_of,
)
from ..brief.names import arm_names
from ..brief.plain_yaml import read_plain
from ..config import Config, ConfigError
from ..config.messages import at, message
from .console import say
from .options import DEFAULT_OUT

KEY = "brief="


class Checked(NamedTuple):
    """A brief that can be compared."""

    brief: Brief
    overrides: list[str]
    warnings: list[str]
    sums: Sums
    rules: list[str]  # that it touches


def with_brief(overrides: Sequence[str], config_dir: Path | None) -> list[str]:
    """Return the overrides with those of a brief in its place; warnings are said.

    Raises
    ------
    ConfigError
        If the brief cannot be read, contradicts itself, or cannot be; a line for each problem.
    """
    files = [override.removeprefix(KEY) for override in overrides if override.startswith(KEY)]
    if not files:
        return list(overrides)
    if len(files) > 1:
        raise ConfigError(message("brief.one_at_a_time", typed=[KEY + file for file in files]))
    others = [override for override in overrides if not override.startswith(KEY)]
    wrong = [override for override in others if override.lstrip("+").split("=")[0] == "experiment"]
    if wrong:
        raise ConfigError(message("brief.beside_experiment", wrong=wrong[0], brief=KEY, file=files[0]))
    checked = read_and_check(Path(files[0]), config_dir)
    for warning in checked.warnings:
        say(warning)
    return [*checked.overrides, *others]


def without_brief(overrides: Sequence[str], command: str) -> list[str]:
    """Return the overrides, of which none is a brief.

    Raises
    ------
    ConfigError
        If one is.
    """
    if any(override.startswith(KEY) for override in overrides):
        raise ConfigError(message("brief.not_here", command=command, brief=KEY))
    return list(overrides)


def read_and_check(file: Path, config_dir: Path | None) -> Checked:
    """Return a brief that can be compared, with what will be assumed and the sums about it.

    Raises
    ------
    ConfigError
        With all problems.
    """
    return check_whole(read_brief(file), config_dir, str(file))


def check_text(text: str, file: Path, config_dir: Path | None) -> list[str]:
    """Return what would stand against a brief that is not written yet."""
    try:
        check_whole(build_brief(read_plain(text, file), str(file)), config_dir, str(file))
    except ConfigError as error:
        return error.problems
    return []


def check_whole(written: Brief, config_dir: Path | None = None, source: str = "brief") -> Checked:
    """Check a brief's words, its contradictions, what it would build, and its sums, in this order.

    Raises
    ------
    ConfigError
        With all problems of the first of these that has any.
    """
    groups, market = market_of(written, config_dir)
    brief, problems = settle(written, market)
    findings = [] if problems else check_brief(brief, market)
    problems += [finding.text for finding in findings if finding.kind == "problem"]
    _refuse(problems, source)
    overrides = overrides_of(brief, market, groups)
    sums = sums_of(brief, _arms(brief, overrides, config_dir, source), _cores())
    _refuse(list(sums.problems), source)
    warnings = [finding.text for finding in findings]
    rules = compliance_of(brief, read_rulebook(config_dir), market)
    return Checked(brief, overrides, [*warnings, *sums.warnings], sums, rules)


def _refuse(problems: list[str], source: str) -> None:
    if problems:
        raise ConfigError([at(source, problem) for problem in problems])


def _arms(brief: Brief, overrides: list[str], config_dir: Path | None, source: str) -> dict[str, Config]:
    """Build every arm as ``compare`` does; return the configs of the tactics."""
    from ..study import plan_compare

    try:
        plan = plan_compare(overrides, DEFAULT_OUT, config_dir, typed=[])
    except ConfigError as error:
        raise ConfigError([at(source, problem) for problem in error.problems]) from None
    configs = {request.arm: request.config for request in plan.requests if request.config is not None}
    return {label: configs[arm] for label, arm in arm_names(brief.tactics).items()}


def _cores() -> int:
    return os.cpu_count() or 1
