"""Briefs for tests: a small launch, an account that grows, and how both are changed, checked and built."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from xhs_sim.brief import Answers, build_brief, template
from xhs_sim.cli.briefed import check_whole
from xhs_sim.config import ConfigError
from xhs_sim.study import plan_compare

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "docs" / "briefs").glob("*.yaml"))
_LAUNCH = Answers(
    "launch",
    "qingrou",
    "skincare",
    "face_cream",
    198.0,
    "sales",
    5_000.0,
    3_000.0,
    date(2026, 12, 1),
    audience=5000,
    n_users=5000,
)


@cache
def text_of(**changes):
    return template(_LAUNCH._replace(**changes))


def launch(**changes):
    """Return the launch as plain data, with values set by dotted path (``__`` for the dot); None takes a part out."""
    return changed(_plain(), changes)


def growth(**changes):
    """Return an account's brief for followers as plain data; see ``launch``."""
    return changed(_plain(name="grow", kind="followers", goal=30.0, budget_cny=1_000.0), changes)


def _plain(**changes):
    """Return a brief as plain data, in a market that is simulated whole and has no juniors."""
    plain = yaml.safe_load(text_of(**changes))
    for tactic in plain["tactics"].values():
        if "junior" in tactic.get("tiers", {}):
            tactic["tiers"] = {"koc": 1.0}
    del plain["market"]["audience"]
    return plain


def changed(plain, changes):
    for path, value in changes.items():
        *steps, last = path.split("__")
        part = plain
        for step in steps:
            part = part[step]
        if value is None:
            part.pop(last, None)
        else:
            part[last] = value
    return plain


def problems_of(plain):
    """Return what stands against a brief, without the file's name."""
    try:
        checked(plain)
    except ConfigError as error:
        return [problem.removeprefix("brief: ") for problem in error.problems]
    return []


def checked(plain):
    return check_whole(build_brief(plain))


def warnings_of(plain):
    return checked(plain).warnings


def arms_of(plain, tmp_path):
    """Return the config of each arm as a comparison would run it."""
    plan = plan_compare(checked(plain).overrides, tmp_path, typed=[])
    return {request.arm: request.config for request in plan.requests}
