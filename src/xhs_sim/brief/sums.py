"""The arithmetic of a brief: what its money buys, what its goals need, what the market holds, how long it takes.

Worked out from the configs that would run. Sums are expectations: single runs differ from them. A plan that cannot be
is told with its sum.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..config import Config
from .arms import money_of
from .bought import SPARE, Bought
from .ceilings import goal_sums, two_digits
from .days import span_of
from .form import Brief
from .measured import measured
from .purchases import purchases

LARGEST = 10_000_000  # users of a market


class Sums(NamedTuple):
    """What the arithmetic says: facts in order, and what cannot be."""

    facts: tuple[str, ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


def sums_of(brief: Brief, arms: Mapping[str, Config], cores: int) -> Sums:
    """Do the sums of a brief.

    Parameters
    ----------
    brief : Brief
        In the market's words.
    arms : mapping
        The config of each tactic, by its label.
    cores : int
        On which runs would run.
    """
    n_users = brief.market.n_users
    bought = [one for label, config in arms.items() for one in purchases(label, config)]
    problems = [text for one in bought for text in _impossible(one, n_users)]
    goals = list(goal_sums(brief, arms))
    problems += [goal.problem for goal in goals if goal.problem]
    warnings = [one.doubt for one in bought if one.doubt]
    warnings += [goal.doubt for goal in goals if goal.doubt]
    warnings += [text for label, config in arms.items() for text in _out_of_range(label, config, n_users)]
    least = smallest_market(bought, n_users)
    facts = [*_heads(brief, arms), *(one.text for one in bought), *(goal.text for goal in goals)]
    if least is not None:
        facts.append(f"smallest market that can hold the plan: about {least:,} users (asked: {n_users:,})")
        if least > n_users and not problems:
            warnings.append(f"market.n_users: {n_users:,} users barely hold the plan; {least:,} hold it")
    return Sums((*facts, effort(brief, cores)), tuple(dict.fromkeys(problems)), tuple(dict.fromkeys(warnings)))


def _heads(brief: Brief, arms: Mapping[str, Config]) -> Iterator[str]:
    n_users = brief.market.n_users
    share = n_users / next(iter(arms.values())).population.platform_mau
    yield f"market: {n_users:,} users, one in {1 / share:,.0f} of the platform's"
    spends = {label: sum(money_of(tactic, brief).values()) for label, tactic in brief.tactics.items()}
    if any(spends.values()):
        most = max(spends.values())
        yield f"budget: {most:,.0f} CNY are {most / n_users:,.3g} CNY per head of the market"


def _out_of_range(label: str, config: Config, n_users: int) -> Iterator[str]:
    """Say what lies beyond what the model can tell: the verdict will say so, and name no winner there."""
    per_head, most = config.campaign.budget_cny / n_users, config.study.judging.limits.budget_per_head_cny
    if config.campaign.brand is not None and per_head > most:
        larger = two_digits(config.campaign.budget_cny / most)
        yield (
            f"tactics.{label}: {per_head:,.3g} CNY per head of the market are beyond what the model can tell "
            f"({most:g}): the verdict will say so; {larger:,} users are enough for it"
        )


def _impossible(one: Bought, n_users: int) -> Iterator[str]:
    if one.problem:
        yield one.problem
    elif one.takes_cny is not None and one.money_cny > SPARE * one.takes_cny:
        wanted = two_digits(n_users * one.money_cny / max(one.takes_cny, 1e-9))
        where = (
            f"a market of {wanted:,} users would hold it"
            if wanted <= LARGEST
            else "no market that can be simulated holds it"
        )
        yield (
            f"{one.place}: {one.money_cny:,.0f} CNY, and a market of {n_users:,} users can take about "
            f"{one.takes_cny:,.0f} ({one.why}): {where}, or spend less there"
        )


def smallest_market(bought: Iterable[Bought], n_users: int) -> int | None:
    """Return how many users take all the money of every tactic; None if nothing depends on it."""
    ratios = [
        one.money_cny / max(one.takes_cny, 1e-9) for one in bought if one.takes_cny is not None and one.money_cny > 0
    ]
    if not ratios:
        return None
    return max(500, two_digits(n_users * max(ratios)))


def effort(brief: Brief, cores: int) -> str:
    """Say how many runs there are and about how long they take."""
    rates, days = measured(), span_of(brief).n_days
    arms, replicates, n_users = len(brief.tactics) + 1, brief.market.replicates, brief.market.n_users
    seconds = rates.seconds_per_run + rates.seconds_per_user_day * n_users * days
    minutes = arms * replicates * seconds / 60.0 / max(min(cores, arms * replicates), 1)
    long = f"{minutes:,.0f} minutes" if minutes >= 1.5 else "a minute or two"
    return (
        f"runs: {arms} arms x {replicates} replicates x {days} days of {n_users:,} users are {arms * replicates} runs, "
        f"about {long} on {cores} cores (an estimate)"
    )
