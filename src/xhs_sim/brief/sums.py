"""The arithmetic of a brief: what its money buys, what its goals need, what the market holds, how long it takes.

Worked out from the configs that would run. Sums are expectations: single runs differ from them. A plan that cannot be
is told with its sum.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..config import Config
from ..config.messages import message
from .arms import money_of
from .bought import SPARE, Bought
from .ceilings import goal_sums, two_digits
from .days import span_of
from .form import Brief
from .measured import measured
from .purchases import purchases
from .segment import segment_sums, target_doubts

LARGEST = 10_000_000  # people of a market


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
    people = brief.market.people
    by_arm = {label: [*purchases(label, config)] for label, config in arms.items()}
    bought = [one for each in by_arm.values() for one in each]
    judged = max(_judged_from(config, by_arm[label], people) for label, config in arms.items())
    problems = [text for one in bought for text in _impossible(one, people, judged)]
    goals = list(goal_sums(brief, arms))
    problems += [goal.problem for goal in goals if goal.problem]
    warnings = [one.doubt for one in bought if one.doubt]
    warnings += [goal.doubt for goal in goals if goal.doubt]
    warnings += [*_too_small(next(iter(arms.values()))), *_beyond_limits(arms, by_arm, people)]
    warnings += target_doubts(brief, next(iter(arms.values())))
    least = smallest_market(bought, people)
    facts = [*_heads(brief, arms), *(one.text for one in bought), *(goal.text for goal in goals)]
    facts.append(message("brief.smallest_market", least=max(least or 0, judged), people=people))
    if least is not None and least > people and not problems:
        warnings.append(message("brief.market_tight", people=people, least=max(least, judged)))
    return Sums((*facts, effort(brief, cores)), tuple(dict.fromkeys(problems)), tuple(dict.fromkeys(warnings)))


def _heads(brief: Brief, arms: Mapping[str, Config]) -> Iterator[str]:
    people = brief.market.people
    share, weight = people / next(iter(arms.values())).population.platform_mau, people // brief.market.n_users
    simulated = message("brief.simulated", readers=brief.market.n_users, weight=weight) if weight > 1 else ""
    yield message("brief.market", people=people, simulated=simulated, part=1 / share)
    yield from segment_sums(brief, next(iter(arms.values())))
    spends = {label: sum(money_of(tactic, brief).values()) for label, tactic in brief.tactics.items()}
    if any(spends.values()):
        most = max(spends.values())
        yield message("brief.budget", most=most, each=most / people)


def _too_small(config: Config) -> Iterator[str]:
    """Say that in so small a market nothing is judged."""
    people, least = config.population.people, config.study.judging.limits.least_audience
    if people < least:
        yield message("brief.market_too_small", people=people, least=least)


def _beyond_limits(arms: Mapping[str, Config], bought: Mapping[str, list[Bought]], people: int) -> Iterator[str]:
    """Say what lies beyond what the model can tell: the verdict will say so, and name no winner there."""
    for label, config in arms.items():
        limits, per_head = config.study.judging.limits, config.campaign.budget_cny / people
        if config.campaign.brand is not None and per_head > limits.budget_per_head_cny:
            larger = two_digits(config.campaign.budget_cny / limits.budget_per_head_cny)
            most = limits.budget_per_head_cny
            yield message("brief.out_of_range", label=label, per_head=per_head, most=most, larger=larger)
        for one in bought[label]:
            if one.share_hired > limits.share_of_tier_hired:
                larger = two_digits(people * one.share_hired / limits.share_of_tier_hired)
                told = {"tier": one.tier, "share": one.share_hired, "most": limits.share_of_tier_hired}
                yield message("brief.tier_out_of_range", place=one.place, larger=larger, **told)


def _judged_from(config: Config, bought: Iterable[Bought], people: int) -> int:
    """Return from how many people on a tactic is judged: the market large enough, the plan small against it."""
    limits, plan = config.study.judging.limits, config.campaign
    money = plan.budget_cny / limits.budget_per_head_cny if plan.brand is not None else 0.0
    hired = max((people * one.share_hired / limits.share_of_tier_hired for one in bought), default=0.0)
    return max(limits.least_audience, two_digits(money), two_digits(hired))


def _impossible(one: Bought, people: int, judged: int) -> Iterator[str]:
    if one.problem:
        yield one.problem
    elif one.takes_cny is not None and one.money_cny > SPARE * one.takes_cny:
        holds = two_digits(people * one.money_cny / max(one.takes_cny, 1e-9))
        where = message("brief.larger_holds", wanted=max(holds, judged))
        if max(holds, judged) > LARGEST:
            where = message("brief.none_holds" if holds > LARGEST else "brief.none_judges")
        yield (
            message(
                "brief.too_much_money",
                place=one.place,
                money=one.money_cny,
                people=people,
                takes=one.takes_cny,
                why=one.why,
                where=where,
            )
        )


def smallest_market(bought: Iterable[Bought], people: int) -> int | None:
    """Return how many people take all the money of every tactic; None if nothing depends on it."""
    ratios = [
        one.money_cny / max(one.takes_cny, 1e-9) for one in bought if one.takes_cny is not None and one.money_cny > 0
    ]
    if not ratios:
        return None
    return max(500, two_digits(people * max(ratios)))


def effort(brief: Brief, cores: int) -> str:
    """Say how many runs there are and about how long they take."""
    rates, days = measured(), span_of(brief).n_days
    arms, replicates, people = len(brief.tactics) + 1, brief.market.replicates, brief.market.people
    readers = brief.market.n_users
    of_people = rates.seconds_per_person + rates.seconds_per_person_day * days
    seconds = rates.seconds_per_run + of_people * people + rates.seconds_per_user_day * readers * days
    minutes = arms * replicates * seconds / 60.0 / max(min(cores, arms * replicates), 1)
    long = message("brief.minutes", minutes=minutes) if minutes >= 1.5 else message("brief.few_minutes")
    return message(
        "brief.effort", arms=arms, replicates=replicates, days=days, people=people, runs=arms * replicates, long=long,
        cores=cores,
    )  # fmt: skip
