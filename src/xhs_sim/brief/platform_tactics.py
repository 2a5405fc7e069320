"""What the platform's tactics are like in a brief's arm: those that it has, each by its part of the config."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from ..config import Config
from .days import Span
from .form import Brief, ChallengeBrief, CheckInBrief, DrawBrief, EventBrief, GroupBrief, MediaBrief, TacticBrief
from .words import vocabulary

Said = dict[str, Any]
SOLD = ("live", "promotion", "coupon")  # what a tactic may do about prices and sales, yes or no
REWARDED = ("challenge", "check_in", "draw")


class _Asked(NamedTuple):
    """An arm's tactic, and what it is read with."""

    tactic: TacticBrief
    brief: Brief
    market: Config
    span: Span


def parts_of(tactic: TacticBrief, brief: Brief, market: Config, span: Span) -> Said:
    """Return what an arm sets of each platform tactic that it has, by dotted path."""
    said: Said = {}
    asked = _Asked(tactic, brief, market, span)
    if brief.media is not None and _is_bought("media", asked):
        kind = brief.media.kind
        said["tactics"] = "media" if kind == "warm_up" else f"media_{kind}"
    values = {name: tell(getattr(brief, name), asked) for name, tell in _BOUGHT.items() if _is_bought(name, asked)}
    values |= {name: tell(asked) for name, tell in _OTHERS.items()}
    return said | {
        f"campaign.tactics.{name}.{key}": value for name, its in values.items() for key, value in its.items()
    }


def _is_bought(name: str, asked: _Asked) -> bool:
    """Say whether the brief has such a part, and the tactic money for it."""
    return getattr(asked.tactic.spend, name) > 0 and getattr(asked.brief, name) is not None


def _media(plan: MediaBrief, asked: _Asked) -> Said:
    price = {} if plan.cpm_cny is None else {"cpm_cny": plan.cpm_cny}
    return {"after_days": asked.span.after(plan.first_day), "days": _days(plan.first_day, plan.last_day), **price}


def _event(plan: EventBrief, asked: _Asked) -> Said:
    cities = [word.name for word in vocabulary("cities", asked.market)]
    return {
        "city": cities.index(plan.city), "after_days": asked.span.after(plan.day), "places": plan.places,
        "place_cny": plan.place_cny, "survey_size": asked.brief.survey.people if asked.brief.survey is not None else 0,
    }  # fmt: skip


def _group(plan: GroupBrief, asked: _Asked) -> Said:
    return {
        "after_days": asked.span.after(plan.first_day),
        "week_cny": plan.week_cny,
        "talks_per_week": plan.talks_per_week,
    }


def _challenge(plan: ChallengeBrief, asked: _Asked) -> Said:
    return {**_stretch(plan.first_day, plan.last_day, asked.span), "reward_cny": plan.reward_cny}


def _check_in(plan: CheckInBrief, asked: _Asked) -> Said:
    terms = {"reward_cny": plan.reward_cny, "check_ins_needed": plan.visits}
    return {**_stretch(plan.first_day, plan.last_day, asked.span), **terms}


def _draw(plan: DrawBrief, asked: _Asked) -> Said:
    return {**_stretch(plan.first_day, plan.last_day, asked.span), "prize_cny": plan.prize_cny}


def _coupon(asked: _Asked) -> Said:
    plan = asked.brief.coupon
    if not asked.tactic.coupon or plan is None:
        return {}
    least = plan.least_cny if plan.least_cny is not None else round(plan.value_cny + 0.01, 2)
    terms = {"who": plan.who, "value_cny": plan.value_cny, "least_cny": least}
    return {**_stretch(plan.first_day, plan.last_day, asked.span), **terms}


def _teasers(asked: _Asked) -> Said:
    warm_up, tactic = asked.brief.phases.warm_up, asked.tactic
    if tactic.teasers <= 0:
        return {}
    days = {} if warm_up is None else {"days": max(asked.span.launch_day - asked.span.of_run(warm_up.first_day), 1)}
    return {"share": tactic.teasers, **days}


def _survey(asked: _Asked) -> Said:
    plan = asked.brief.survey
    if plan is None or asked.tactic.in_flight is None or asked.tactic.in_flight.rule != "by_survey":
        return {}
    return {"size": plan.people, "answer_cny": plan.answer_cny}


def _stretch(first: date, last: date, span: Span) -> Said:
    return {"after_days": span.after(first), "days": _days(first, last)}


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


_BOUGHT: dict[str, Callable[[Any, _Asked], Said]] = {
    "media": _media,
    "event": _event,
    "group": _group,
    "challenge": _challenge,
    "check_in": _check_in,
    "draw": _draw,
}
_OTHERS: dict[str, Callable[[_Asked], Said]] = {"coupon": _coupon, "teasers": _teasers, "survey": _survey}
