"""From a brief to an experiment: the overrides that say the same to the platform."""

from typing import Any

import numpy as np

from ..config import Config
from ..config.grammar import written
from ..strategies.kol.marketplace import law_price
from .arms import NOTHING, arm_of
from .days import Span, span_of
from .form import AgreedBrief, Brief
from .home_market import CAMPAIGN
from .names import BASELINE, SILENT, arm_names, name_of
from .objectives import decided_by, goal_of, outcomes_of
from .sides import Side, Sides, newcomers, sides_of


def overrides_of(brief: Brief, market: Config, groups: tuple[str, ...] = (CAMPAIGN,)) -> list[str]:
    """Return Hydra overrides: the market, the campaign, and an arm for each tactic beside doing nothing.

    Parameters
    ----------
    brief : Brief
        In the market's words, as ``settle`` returns it.
    market : Config
        The market without the brief.
    groups : tuple of str
        The choices of groups that it is made of, as ``market_of`` returns them.
    """
    sides, span, names = sides_of(brief, market), span_of(brief), arm_names(brief.tactics)
    said: dict[str, Any] = {
        "name": name_of(brief.name), "seed": brief.market.seed, "n_days": span.n_days,
        "population.n_users": brief.market.n_users, "population.audience": brief.market.people,
        "calendar.start": f"{span.start}",
    }  # fmt: skip
    said |= _campaign(brief, sides.own, sides.product, market, span) if sides.own is not None else {}
    said |= _partner(sides) | _target(brief) | _study(brief, sides)
    ways = {names[label]: arm_of(tactic, brief, sides, market, span) for label, tactic in brief.tactics.items()}
    arms = {_baseline(brief): NOTHING} | ways
    labels = {name: label for label, name in (*names.items(), (brief.name, said["name"])) if name != label}
    said |= {"++study.arms": arms, "++study.labels": labels}
    values = [f"{path}={written(value)}" for path, value in said.items()]
    new = [f"{path}={written(value)}" for path, value in newcomers(brief, sides).items()]
    if sides.own is None:  # an account that belongs to no brand
        groups = tuple("campaign=none" if group.startswith("campaign=") else group for group in groups)
    return [*groups, *_own_account(brief, sides, span), *_groups(brief), *new, *values]


def _groups(brief: Brief) -> list[str]:
    """Choose the usual terms of what the brief does."""
    return [] if brief.partner is None else ["alliance=education_travel"]


def _campaign(brief: Brief, own: Side, product: str | None, market: Config, span: Span) -> dict[str, Any]:
    topics = brief.audience.topics or [str(own.topic)]
    return {
        "campaign.brand": own.name, "campaign.product": product, "campaign.budget_cny": brief.budget_cny,
        "campaign.start_day": span.launch_day, "campaign.burst_days": span.burst_days,
        "campaign.topics": topics, "campaign.ads.genders": brief.audience.genders,
        "campaign.ads.age_bands": brief.audience.age_bands, "campaign.ads.city_tiers": brief.audience.city_tiers,
        "campaign.ads.education_levels": brief.audience.education_levels,
        "campaign.prices.quotes_file": brief.quotes_file,
        "campaign.agreed": [_agreed(each, span, market) for each in brief.agreed],
        "report.brand_focus": own.name,
    }  # fmt: skip


def _partner(sides: Sides) -> dict[str, Any]:
    """Name the partner; how much goes into joint notes is a tactic's."""
    if sides.partner is None or sides.own is None:
        return {}
    return {"alliance.partner": sides.partner.name, "alliance.label": sides.label, "alliance.share": 0.0}


def _target(brief: Brief) -> dict[str, Any]:
    return {} if brief.target is None else {f"target.{part}": words for part, words in brief.target}


def _study(brief: Brief, sides: Sides) -> dict[str, Any]:
    return {
        "study.question": brief.question or _question(brief), "study.baseline": _baseline(brief),
        "study.replicates": brief.market.replicates, "study.outcomes": outcomes_of(brief, sides),
        "study.goal": goal_of(brief), "study.decide_by": decided_by(brief),
    }  # fmt: skip


def _baseline(brief: Brief) -> str:
    """Name what tactics are held against: an account without money has no campaign to leave out, only its notes."""
    return BASELINE if brief.budget_cny > 0 or brief.own_account is None else SILENT


def _question(brief: Brief) -> str:
    """Ask, in the language that the plan and its tactics are named in, what a brief asks without saying so."""
    names = "".join((brief.name, *brief.tactics))
    is_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in names)
    if brief.budget_cny > 0:
        money = f"{brief.budget_cny:,.0f}"
        return f"{money} 元怎样花效果更好？" if is_chinese else f"Which way to spend {money} CNY brings more?"
    return "哪个方案效果更好？" if is_chinese else "Which plan brings more?"


def _own_account(brief: Brief, sides: Sides, span: Span) -> list[str]:
    """Take the account over when the campaign begins; before, and without a plan, it is its creator's."""
    own = brief.own_account
    if own is None:
        return []
    is_brands = sides.own is not None and (own.owner == "brand" or brief.brand is None)
    said = {
        "account.topic": own.topic, "account.followers": own.followers, "account.start_day": span.launch_day,
        "account.brand": sides.own.name if is_brands and sides.own is not None else None,
    }  # fmt: skip
    owner = "brand" if is_brands else "creator"
    return [f"account={owner}", *(f"{path}={written(value)}" for path, value in said.items())]


def _agreed(each: AgreedBrief, span: Span, market: Config) -> dict[str, float]:
    """Say a creator in the words of the campaign; without a price, the price law's."""
    price = each.price_cny or float(law_price(np.array([each.followers]), market.campaign.prices)[0])
    return {"followers": each.followers, "price_cny": round(price, 2), "after_days": span.after(each.day)}
