"""What a goal asks of a market, against all that there is to have in it."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..config import Config
from ..config.messages import message
from .days import span_of
from .form import Brief, ObjectiveBrief
from .measured import measured
from .segment import share_of_target
from .words import spoken

LIMITED = ("participants", "visitors")  # by the brief itself, whatever the market
MUCH = 0.1  # of all that there is, above which a goal is told to be bold


class GoalSum(NamedTuple):
    """A goal as a sum."""

    text: str
    problem: str = ""
    doubt: str = ""


def goal_sums(brief: Brief, arms: Mapping[str, Config]) -> Iterator[GoalSum]:
    """Yield a sum for each objective with a goal."""
    config = next(iter(arms.values()))
    for each in brief.objectives:
        if each.goal is not None:
            yield _sum(each, each.goal, brief, config)


def _sum(each: ObjectiveBrief, goal: float, brief: Brief, config: Config) -> GoalSum:
    name = message("brief.goal", kind=spoken("objectives", each.kind, config), goal=goal)
    if each.kind == "engagement_rate":
        if goal > 1.0:
            return GoalSum(name, message("brief.rate_above_one", name=name))
        usual = measured().engagements / measured().clicks
        return GoalSum(message("brief.usual_rate", name=name, usual=usual))
    most, what = _ceiling(each, brief, config)
    share = goal / max(most, 1e-9)
    text = message("brief.goal_share", name=name, share=share, most=most, what=what)
    if share > 1.0:
        return GoalSum(text, message("brief.goal_too_high", name=name, most=most, what=what))
    if share <= MUCH or each.kind in LIMITED:
        return GoalSum(text)
    larger = two_digits(config.population.people * share / MUCH)
    return GoalSum(text, doubt=message("brief.goal_bold", text=text, share=MUCH, larger=larger))


def _ceiling(each: ObjectiveBrief, brief: Brief, config: Config) -> tuple[float, str]:
    """Return the most that could be, and what it is."""
    people, span = config.population.people, span_of(brief)
    after, rates = span.n_days - span.launch_day, measured()
    brand = config.brands.get(config.campaign.brand or "")
    product = brand.products.get(config.campaign.product or "") if brand is not None else None
    price = product.price_cny if product is not None else 0.0
    unaware = people * (1.0 - (brand.aware_share if brand is not None else 0.0))
    everybody = float(people), message("brief.all_people")
    an_order_each = people * price, message("brief.all_buy", price=price)
    fond = people * (1.0 if brief.target is None else share_of_target(brief.target, config))
    acts, seen = rates.engagements * people * after, rates.impressions * people * after
    known: dict[str, tuple[float, str]] = {
        "awareness": (unaware, message("brief.all_unaware")),
        "participants": (min(people, _most_rewarded(brief)), message("brief.all_rewarded")),
        "visitors": (min(people, brief.event.places if brief.event is not None else 0), message("brief.all_places")),
        "followers": (min(people, rates.follows * people * after), message("brief.all_follows", days=after)),
        "engagement": (acts, message("brief.all_acts", days=after)),
        "impressions": (seen, message("brief.all_impressions", days=after)),
        "target_reach": (fond, message("brief.all_of_target")),
        "target_orders": (fond, message("brief.all_of_target")),
        "target_sales": (fond * price, message("brief.all_of_target_buy", price=price)),
        "searches": (float(people * after), message("brief.all_searches")),
        "sales": an_order_each, "profit": an_order_each, "live_sales": an_order_each,
    }  # fmt: skip
    return known.get(each.kind, everybody)


def _most_rewarded(brief: Brief) -> float:
    """Return how many people a challenge or check-in can pay at most, over the tactics; a draw has no limit."""
    most = 0.0
    for tactic in brief.tactics.values():
        whole = 1.0 if any(value > 1.0 for _, value in tactic.spend) else brief.budget_cny
        if tactic.spend.draw > 0:
            return float("inf")
        if brief.challenge is not None:
            most = max(most, tactic.spend.challenge * whole / brief.challenge.reward_cny)
        if brief.check_in is not None and tactic.spend.check_in > 0:
            return float("inf")
    return most


def two_digits(value: float) -> int:
    """Round up to two digits."""
    step = 10 ** max(math.floor(math.log10(max(value, 1.0))) - 1, 0)
    return int(math.ceil(value / step) * step)
