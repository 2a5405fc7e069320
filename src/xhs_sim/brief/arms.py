"""One tactic as an arm: what it sets beside the market that all tactics share."""

from typing import Any

from ..config import Config
from ..config.grammar import written
from ..config.schema import COOPERATIONS
from .days import Span
from .form import Brief, TacticBrief
from .platform_tactics import parts_of
from .sides import Sides

NOTHING = ["campaign.budget_cny=0", "account.plan.notes_per_week=0"]  # the baseline
PURPOSES = {  # of a tactic's money -> weight of the campaign's
    "creators": "creators", "feed_ads": "feed", "search_ads": "search", "own_note_ads": "own_notes", "media": "media",
    "event": "event", "group": "group", "challenge": "challenge", "check_in": "check_in", "draw": "draw",
}  # fmt: skip


def has_amounts(tactic: TacticBrief) -> bool:
    """Say whether a tactic's money is in CNY, and not in shares of the budget."""
    return any(value > 1.0 for _, value in tactic.spend)


def money_of(tactic: TacticBrief, brief: Brief) -> dict[str, float]:
    """Return what a tactic spends on each purpose, CNY."""
    whole = 1.0 if has_amounts(tactic) else brief.budget_cny
    return {what: value * whole for what, value in tactic.spend}


def arm_of(tactic: TacticBrief, brief: Brief, sides: Sides, market: Config, span: Span) -> list[str]:
    """Return the overrides of a tactic's arm."""
    said = _money(tactic, brief, market) if sides.own is not None else {}
    if sides.own is not None:
        said |= _creators(tactic, market) | _ads(tactic, market, span) | parts_of(tactic, brief, market, span)
        said |= _in_flight(tactic, span) | _joint_notes(tactic, brief, sides) | _selling(tactic, brief, sides, span)
    if brief.own_account is not None:
        content = tactic.content or brief.own_account.content
        said |= {f"account.plan.{name}": value for name, value in content}
    return [f"{path}={written(value)}" for path, value in said.items()]


def _money(tactic: TacticBrief, brief: Brief, market: Config) -> dict[str, Any]:
    money = money_of(tactic, brief)
    whole = sum(money.values())
    if whole <= 0:
        return {"campaign.budget_cny": 0.0}
    split = dict.fromkeys(market.campaign.ads.split, 0.0)
    for what, cny in money.items():
        if cny > 0:
            split[PURPOSES[what]] = cny if has_amounts(tactic) else getattr(tactic.spend, what)
    budget = {} if not has_amounts(tactic) else {"campaign.budget_cny": whole}
    return budget | {"campaign.ads.split": split}


def _creators(tactic: TacticBrief, market: Config) -> dict[str, Any]:
    said: dict[str, Any] = {
        "campaign.selector": tactic.choose_by, "campaign.keyword_coverage": tactic.keyword_coverage,
    }  # fmt: skip
    if tactic.disclosure != "marketplace":
        said["campaign.disclosure.way"] = tactic.disclosure
    if tactic.notes_each > 1:
        said["campaign.contract.notes_each"] = tactic.notes_each
    if tactic.tiers:
        said["campaign.tier_shares"] = dict.fromkeys(market.campaign.tier_shares, 0.0) | tactic.tiers
    if tactic.cooperation:
        said["campaign.contract.kinds"] = dict.fromkeys(COOPERATIONS, 0.0) | tactic.cooperation
    return said


def ad_days(tactic: TacticBrief, market: Config, span: Span) -> int:
    """Return on how many days ads run: as usual, and on own notes as long as the launch lasts."""
    if tactic.spend.own_note_ads > 0:
        return max(min(span.burst_days, 365) - tactic.ads_after_days, market.campaign.ads.days)
    return market.campaign.ads.days


def _ads(tactic: TacticBrief, market: Config, span: Span) -> dict[str, Any]:
    said: dict[str, Any] = {
        "campaign.ads.targeting": tactic.targeting, "campaign.ads.after_days": tactic.ads_after_days,
        "campaign.ads.billing": tactic.pay_for,
    }  # fmt: skip
    days = ad_days(tactic, market, span)
    said |= {} if days == market.campaign.ads.days else {"campaign.ads.days": days}
    said |= {} if tactic.bid_cpm_cny is None else {"campaign.ads.value_cpm_cny": tactic.bid_cpm_cny}
    said |= {} if tactic.bid_cpc_cny is None else {"campaign.ads.search_cpc_cny": tactic.bid_cpc_cny}
    return said


def _in_flight(tactic: TacticBrief, span: Span) -> dict[str, Any]:
    plan = tactic.in_flight
    if plan is None:
        return {}
    said: dict[str, Any] = {
        "campaign.in_flight.rule": plan.rule, "campaign.in_flight.hold_back": plan.hold_back,
        "campaign.in_flight.after_days": span.after(plan.day),
    }  # fmt: skip
    return said


def _joint_notes(tactic: TacticBrief, brief: Brief, sides: Sides) -> dict[str, Any]:
    if tactic.joint_notes <= 0 or brief.partner is None or sides.partner is None:
        return {}
    return {
        "alliance.share": tactic.joint_notes, "alliance.cost_share": brief.partner.cost_share,
        "alliance.attention": brief.partner.attention,
    }  # fmt: skip


def _selling(tactic: TacticBrief, brief: Brief, sides: Sides, span: Span) -> dict[str, Any]:
    said: dict[str, Any] = {}
    owner = {"brand": sides.own.name if sides.own is not None else None, "product": sides.product}
    if tactic.promotion and brief.promotion is not None:
        plan = brief.promotion
        said |= {f"promotion.{name}": value for name, value in owner.items()} | {
            "promotion.start_day": span.of_run(plan.first_day),
            "promotion.days": (plan.last_day - plan.first_day).days + 1,
            "promotion.discount_share": plan.discount_share, "promotion.stock_units": plan.stock_units,
        }  # fmt: skip
    if tactic.live and brief.live is not None:
        room = brief.live.model_dump(exclude={"days"}) | {
            "on_days": sorted({span.of_run(day) for day in brief.live.days})
        }
        said |= {f"live.{name}": value for name, value in (owner | room).items()}
    return said
