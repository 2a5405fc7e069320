"""Levers: the few numbers of a plan that a page lets change, where they are, and what they are now."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, Literal

from ..config import ConfigError
from ..config.messages import message
from ..report.evidence import setting
from ..report.words import Words
from .shelf import Study

Kind = Literal["number", "numbers"]
_TIERS: Final = "campaign.tier_shares"
_SPLIT: Final = "campaign.ads.split"


@dataclass(frozen=True, slots=True)
class Lever:
    """A number of a plan, or a short list of numbers.

    Attributes
    ----------
    path : str
        Dotted.
    label : str
    value : float or list of float
        As it is.
    kind : {"number", "numbers"}
    """

    path: str
    label: str
    value: Any
    kind: Kind

    @property
    def shown(self) -> str:
        """The value as it is typed."""
        values = self.value if isinstance(self.value, list) else [self.value]
        return ", ".join(f"{value:.10g}" for value in values)


def levers_of(plain: Mapping[str, Any], words: Words) -> list[Lever]:
    """Return the levers of a plan: budget, mix, calendar, price, hours; those that it uses."""
    found: list[Lever] = []
    campaign = plain.get("campaign") or {}
    if campaign.get("brand"):
        for name in ("budget_cny", "start_day", "burst_days"):
            _add(found, plain, f"campaign.{name}", words.say(f"dashboard_lever_{name}"))
        for path, key in ((_TIERS, "tier"), (_SPLIT, "split")):
            for name in setting(plain, path) or {}:
                label = words.say(f"dashboard_lever_{key}", name=words.line(name))
                _add(found, plain, f"{path}.{name}", label)
        product = f"brands.{campaign['brand']}.products.{campaign.get('product')}.price_cny"
        _add(found, plain, product, words.say("dashboard_lever_price"))
    if (plain.get("promotion") or {}).get("brand"):
        for name in ("discount_share", "start_day", "days"):
            _add(found, plain, f"promotion.{name}", words.say(f"dashboard_lever_promotion_{name}"))
    if (plain.get("account") or {}).get("owner"):
        for name in ("notes_per_week", "video_share", "hours_per_week", "hours"):
            _add(found, plain, f"account.plan.{name}", words.say(f"dashboard_lever_account_{name}"))
    return found


def _add(found: list[Lever], plain: Mapping[str, Any], path: str, label: str) -> None:
    value = setting(plain, path)
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        found.append(Lever(path, label, value, "number"))
    elif isinstance(value, list) and value and all(isinstance(each, int | float) for each in value):
        found.append(Lever(path, label, value, "numbers"))


def moved(plain: Mapping[str, Any], levers: list[Lever], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return a plan with levers moved; see ``between`` for what was moved.

    Parameters
    ----------
    plain : mapping
    levers : list of Lever
    typed : mapping
        What was typed, by path.

    Raises
    ------
    ConfigError
        Naming the parameter and what is no number; whether it is allowed, the schema says later.
    """
    plan, problems = deepcopy(dict(plain)), []
    for lever in levers:
        text = str(typed.get(lever.path, lever.shown)).strip()
        if text == lever.shown:
            continue
        try:
            values = [float(each) for each in text.replace("，", ",").split(",")]
        except ValueError:
            values = []
        if not values or (lever.kind == "number" and len(values) > 1):
            problems.append(message("dashboard.no_number", name=lever.path, value=text))
            continue
        _put(plan, lever.path, values if lever.kind == "numbers" else _as(lever.value, values[0]))
    if problems:
        raise ConfigError(problems)
    return plan


def between(plain: Mapping[str, Any], other: Mapping[str, Any], words: Words) -> list[str]:
    """Return in which levers two plans differ, a line each: ``Budget [CNY]: 100000 → 200000``."""
    after = {lever.path: lever for lever in levers_of(other, words)}
    return [
        words.say("dashboard_lever_moved", lever=lever.label, before=lever.shown, after=after[lever.path].shown)
        for lever in levers_of(plain, words)
        if lever.path in after and after[lever.path].shown != lever.shown
    ]


def _as(before: Any, value: float) -> int | float:
    """Return a number as a whole one where it stood as such and is one."""
    return int(value) if isinstance(before, int) and value.is_integer() else value


def _put(plan: dict[str, Any], path: str, value: Any) -> None:
    *steps, last = path.split(".")
    node = plan
    for step in steps:
        node = node[step]
    node[last] = value


def may_ask(study: Study) -> bool:
    """Say whether a small simulation can be run from a study: it was a comparison, and says what it compared."""
    return study.kind == "compare" and bool(study.origin.get("arms")) and bool(study.origin.get("config"))
