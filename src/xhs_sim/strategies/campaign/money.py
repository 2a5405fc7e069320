"""What a campaign's money is for: its budget by line and tier, and what the plan lets move between them.

A *line* is one use of money, some of them by tier of creator; which kind of payment belongs to which is in
``records/ledger.py``. All of it is whole fen and adds up to the budget.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CampaignConfig
from ...records.money import fen_of, fen_within, shared_out, split_fen

# Lines of the purposes of ``campaign.ads.split`` whose name is another; the creators' part has several lines.
_LINE_OF_PURPOSE = {
    "feed": "feed_ads", "search": "search_ads", "own_notes": "own_note_ads", "group": "community",
    "challenge": "rewards", "check_in": "rewards", "draw": "rewards",
}  # fmt: skip
TEASERS = {"koc": 1.0}  # weights of tiers


class Line(NamedTuple):
    """One use of money."""

    name: str
    tier: str | None = None


Lines = dict[Line, int]  # fen


def line_of(purpose: str) -> str:
    """Return the line of a purpose of ``campaign.ads.split``: a tactic's is its name, but for a few older ones."""
    return _LINE_OF_PURPOSE.get(purpose, purpose)


def share_of(weights: Mapping[Any, float], name: str) -> float:
    """Return the share that one name has in weights; 0 of a name that has none."""
    by_name = {str(key): weight for key, weight in weights.items()}
    return by_name.get(name, 0.0) / sum(by_name.values())


def budget_fen(plan: CampaignConfig, what: str) -> int:
    """Return the part of the campaign's budget for ``creators``, ``feed`` ads, ``media`` and so on."""
    return shared_out(fen_within(plan.budget_cny), plan.ads.split).get(what, 0)


class CreatorMoney(NamedTuple):
    """The creators' part of the budget, fen."""

    burst: int  # paid notes
    trial: int
    cocreation: int
    teaser: int  # for notes before the first day
    held: int  # until the decision in flight, and for the survey before it
    reserve: int  # for bonuses


def teaser_share(plan: CampaignConfig) -> float:
    """Return the share of the creators' money that hires for teaser notes."""
    return float(plan.tactics["teasers"].share) if "teasers" in plan.tactics else 0.0


def creator_money(plan: CampaignConfig) -> CreatorMoney:
    """Share the creators' money out over its uses; what is kept back comes off first."""
    whole = budget_fen(plan, "creators")
    reserve = round(whole * plan.contract.bonus_reserve)
    held = round((whole - reserve) * plan.in_flight.hold_back)
    teaser = round((whole - reserve - held) * teaser_share(plan))
    kinds = [share_of(plan.contract.kinds, kind) for kind in ("paid", "trial", "cocreation")]
    burst, trial, cocreation = split_fen(whole - reserve - held - teaser, np.array(kinds)).tolist()
    return CreatorMoney(burst, trial, cocreation, teaser, held, reserve)


def with_service(fee_fen: NDArray[np.int64], plan: CampaignConfig) -> NDArray[np.int64]:
    """Return fees with the marketplace's on top of each."""
    return fee_fen + service_fen(fee_fen, plan)


def service_fen(fee_fen: NDArray[np.int64], plan: CampaignConfig) -> NDArray[np.int64]:
    """Return the marketplace's fee on each fee."""
    return np.asarray(np.rint(fee_fen * plan.prices.service_fee_share), np.int64)


def agreed_fen(plan: CampaignConfig) -> int:
    """Return what is agreed with creators before the marketplace opens, with its fee."""
    return int(with_service(fen_of([each.price_cny for each in plan.agreed]), plan).sum())


def survey_fen(plan: CampaignConfig, held: int) -> int:
    """Return what the survey before the decision in flight may cost, out of the money that is held back."""
    survey = plan.tactics.get("survey")
    if plan.in_flight.rule != "by_survey" or survey is None:
        return 0
    unit = max(int(fen_of(survey.answer_cny)), 1)
    return int(min(survey.size, held // unit) * unit)


def by_tier(name: str, total: int, tier_shares: Mapping[Any, float]) -> Lines:
    """Share the money of a line out over tiers; without any, it stays in one."""
    shares = shared_out(total, tier_shares)
    return {Line(name, tier): fen for tier, fen in shares.items()} if shares else {Line(name): total}


def planned_lines(plan: CampaignConfig, alone: CampaignConfig, joint: Lines) -> Lines:
    """Return what each fen of a campaign's budget is planned for.

    Parameters
    ----------
    plan : CampaignConfig
    alone : CampaignConfig
        The plan as it hires for itself.
    joint : Lines
        The brand's part of joint notes.
    """
    money, owed = creator_money(alone), agreed_fen(alone)
    survey = survey_fen(plan, money.held)
    purposes = shared_out(fen_within(plan.budget_cny), plan.ads.split)
    lines: Lines = {}
    for what, fen in purposes.items():
        if what != "creators":
            line = Line(line_of(what))
            lines[line] = lines.get(line, 0) + fen
    lines |= {Line("agreed"): owed, **by_tier("creators", max(money.burst - owed, 0), plan.tier_shares)}
    lines |= by_tier("teaser", money.teaser, TEASERS)
    lines |= by_tier("trial", money.trial, plan.tactics["trial"].tiers if money.trial else {})
    lines |= by_tier("cocreation", money.cocreation, plan.tier_shares)
    lines |= {Line("survey"): survey, Line("held"): money.held - survey, Line("bonus"): money.reserve, **joint}
    return {line: fen for line, fen in lines.items() if fen > 0}


class Budget:
    """A campaign's money by line, as planned so far.

    Parameters
    ----------
    lines : Lines
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = dict(lines)

    def move(self, source: Line, fen: int, to: Lines) -> Lines:
        """Plan some money of a line for others, as far as they add up to it; return the changes."""
        changes = {source: -fen}
        for line, more in to.items():
            changes[line] = changes.get(line, 0) + more
        for line, more in changes.items():
            self.lines[line] = self.lines.get(line, 0) + more
        return changes
