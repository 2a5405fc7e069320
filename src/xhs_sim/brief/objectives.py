"""What a brief is for, in metrics: which one decides, which are shown beside it, and what they need."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..config.messages import message
from .form import Brief, ObjectiveBrief
from .sides import Sides


class Aim(NamedTuple):
    """What an objective is measured by."""

    of_brand: str | None  # metric, where it is the brand's
    of_account: str | None  # metric, where it is the own account's
    measure: str  # "effect" against doing nothing, or "level" as it is
    needs: tuple[str, ...] = ()  # one of which the brief must have
    also: str = ""  # what else it must have


AIMS = {
    "reach": Aim("reach", None, "effect"),
    "awareness": Aim("aware_users", None, "effect"),
    "interest": Aim("interested_users", None, "effect"),
    "impressions": Aim("brand_impressions", "account_impressions", "effect"),
    "engagement": Aim("brand_engagements", "account_engagements", "effect"),
    "engagement_rate": Aim("brand_engagement_rate", "account_engagement_rate", "level"),
    "searches": Aim("brand_searches", None, "effect"),
    "sales": Aim("gmv", None, "effect", ("product",)),
    "orders": Aim("orders", None, "effect", ("product",)),
    "profit": Aim("brand_profit", None, "effect", ("product",)),
    "live_sales": Aim("live_gmv", None, "effect", ("live",)),
    "target_reach": Aim("target_reach", None, "effect", ("target",)),
    "target_orders": Aim("target_expected_orders", None, "effect", ("target",), "product"),
    "target_sales": Aim("target_expected_gmv", None, "effect", ("target",), "product"),
    "followers": Aim(None, "followers_gained", "effect"),
    "participants": Aim("participants", None, "effect", ("challenge", "check_in", "draw")),
    "visitors": Aim("attendance", None, "effect", ("event",)),
    "members": Aim("community_members", None, "effect", ("group",)),
    "notes": Aim("prompted_notes", None, "effect", ("challenge", "draw", "event")),
}
OWN_OUTCOMES = ("followers_gained", "account_impressions", "account_engagement_rate", "account_hours")
USUAL_OUTCOMES = ("reach", "brand_impressions", "brand_engagements", "influenced_gmv", "gmv")
SHY_OUTCOMES = ("reach", "brand_impressions", "brand_engagements")  # of who sells nothing
OF_PARTS = {
    "event": ("attendance", "event_spend", "surveyed_interest"), "challenge": ("participants", "reward_spend"),
    "check_in": ("participants", "reward_spend"), "draw": ("participants", "reward_spend"),
    "group": ("community_members", "community_spend"), "live": ("live_gmv",),
    "coupon": ("coupons_used", "coupon_discount"), "media": ("media_learned",),
    "partner": ("aware_users", "interested_users"),
    "target": ("target_reach", "cost_per_target_reach"),
}  # fmt: skip


def is_of_account(each: ObjectiveBrief, brief: Brief) -> bool:
    """Say whether an objective is the own account's, rather than the brand's."""
    aim = AIMS[each.kind]
    if aim.of_brand is None or aim.of_account is None:
        return aim.of_brand is None
    return each.of == "account" or (each.of is None and brief.own_account is not None)


def metric_of(each: ObjectiveBrief, brief: Brief) -> str:
    """Return the metric of an objective."""
    aim = AIMS[each.kind]
    metric = aim.of_account if is_of_account(each, brief) else aim.of_brand
    assert metric is not None
    return metric


def outcomes_of(brief: Brief, sides: Sides) -> list[str]:
    """Return what is measured, the objectives first."""
    wanted = [metric_of(each, brief) for each in brief.objectives]
    own = OWN_OUTCOMES if brief.own_account is not None else ()
    brands = () if sides.own is None else USUAL_OUTCOMES if sides.product is not None else SHY_OUTCOMES
    parts = [metric for part, metrics in OF_PARTS.items() if getattr(brief, part) is not None for metric in metrics]
    return list(dict.fromkeys([*wanted, *own, *parts, *brands]))


def decided_by(brief: Brief) -> list[dict[str, Any]]:
    """Return what decides between tactics, in order: metrics with their goals, all else left to the law."""
    found = []
    for each in brief.objectives:
        goal = None if each.goal is None else {"value": each.goal, "measure": AIMS[each.kind].measure}
        found.append({"metric": metric_of(each, brief), "better": None, "per": None, "goal": goal})
    return found


def goal_of(brief: Brief) -> dict[str, Any] | None:
    """Return the first goal that is a number."""
    goals = [each for each in brief.objectives if each.goal is not None]
    if not goals:
        return None
    first = goals[0]
    return {"metric": metric_of(first, brief), "at_least": first.goal, "measure": AIMS[first.kind].measure}


def objective_problems(brief: Brief, sides: Sides) -> Iterator[str]:
    """Say which objectives nobody in the brief could reach."""
    several = brief.objectives
    for number, each in enumerate(several):
        place = (
            message("brief.objective_of_several", number=number, kind=each.kind)
            if len(several) > 1
            else message("brief.objective", kind=each.kind)
        )
        aim = AIMS.get(each.kind)
        if aim is None:
            continue
        if each.of is not None and (aim.of_brand is None or aim.of_account is None):
            yield message("brief.of_unused", place=place, of=each.of)
        if is_of_account(each, brief) and brief.own_account is None:
            yield (
                message("brief.followers_of_nobody", place=place)
                if (each.kind == "followers")
                else message("brief.aim_of_account", place=place)
            )
        elif not is_of_account(each, brief) and sides.own is None:
            yield message("brief.aim_of_brand", place=place)
        if aim.needs and all(getattr(brief, part) is None for part in aim.needs):
            yield message("brief.aim_needs", place=place, needs=aim.needs)
        if aim.also and getattr(brief, aim.also) is None:
            yield message("brief.aim_needs", place=place, needs=(aim.also,))
    metrics = [(metric_of(each, brief), each.kind) for each in several if each.kind in AIMS]
    for metric, kind in dict.fromkeys(pair for pair in metrics if [m for m, _ in metrics].count(pair[0]) > 1):
        yield message("brief.aim_twice", kind=kind, metric=metric)
