"""What a goal asks of a market, against all that there is to have in it."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..config import Config
from .days import span_of
from .form import Brief, ObjectiveBrief
from .measured import measured

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
    name = f"objective {each.kind} = {goal:,.10g}"
    if each.kind == "engagement_rate":
        if goal > 1.0:
            return GoalSum(
                name, f"{name}: it is a share of clicks that like, save or comment, 0 to 1 (10% is 0.1 or 10%)"
            )
        usual = measured().engagements / measured().clicks
        return GoalSum(f"{name}: the whole market's is about {usual:.2f}")
    most, what = _ceiling(each, brief, config)
    share = goal / max(most, 1e-9)
    text = f"{name}: {share:.2%} of {most:,.0f}, {what}"
    if share > 1.0:
        return GoalSum(
            text, f"{name}: more than {most:,.0f}, {what}: ask for less, or in a larger market (market.audience)"
        )
    if share <= MUCH or each.kind in LIMITED:
        return GoalSum(text)
    larger = two_digits(config.population.people * share / MUCH)
    return GoalSum(text, doubt=f"{text}; it would be {MUCH:.0%} in a market of {larger:,} people")


def _ceiling(each: ObjectiveBrief, brief: Brief, config: Config) -> tuple[float, str]:
    """Return the most that could be, and what it is."""
    people, span = config.population.people, span_of(brief)
    after, rates = span.n_days - span.launch_day, measured()
    brand = config.brands.get(config.campaign.brand or "")
    product = brand.products.get(config.campaign.product or "") if brand is not None else None
    price = product.price_cny if product is not None else 0.0
    unaware = people * (1.0 - (brand.aware_share if brand is not None else 0.0))
    everybody = float(people), "the people of the market"
    an_order_each = people * price, f"an order of each user at {price:g} CNY"
    acts, seen = rates.engagements * people * after, rates.impressions * people * after
    known: dict[str, tuple[float, str]] = {
        "awareness": (unaware, "the people who do not know the brand yet"),
        "participants": (min(people, _most_rewarded(brief)), "those who can be rewarded"),
        "visitors": (min(people, brief.event.places if brief.event is not None else 0), "the places of the event"),
        "followers": (min(people, rates.follows * people * after), f"all follows of the market in {after} days"),
        "engagement": (acts, f"all likes, saves and comments of the market in {after} days"),
        "impressions": (seen, f"all impressions of the market in {after} days"),
        "searches": (float(people * after), "a search a day of each user"),
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
