"""What one tactic says without effect, or without what it would need."""

from collections.abc import Iterator

from .check_use import PAID_PARTS
from .form import Brief, TacticBrief
from .platform_tactics import SOLD

OF_CREATORS = {
    "tiers": "shares out the creators' money", "cooperation": "shares out the creators' money",
    "choose_by": "chooses creators", "notes_each": "counts creators' notes",
    "keyword_coverage": "briefs creators' notes", "teasers": "is a share of the creators' money",
    "joint_notes": "is a share of the creators' money", "in_flight": "keeps creators' money back",
}  # fmt: skip
OF_FEED = {"targeting": "is about feed ads", "pay_for": "is about feed ads", "bid_cpm_cny": "is a bid for feed ads"}
NO_CREATORS = "without creators there is nothing to show (ads on the own account's notes: own_note_ads)"


def tactic_problems(place: str, tactic: TacticBrief, brief: Brief) -> Iterator[str]:
    """Say what a tactic gives and does not use, or uses and is not given."""
    yield from _missing(place, tactic, brief)
    yield from _idle(place, tactic)
    plan = tactic.in_flight
    if plan is not None and plan.hold_back == 0:
        yield f"{place}.in_flight.hold_back is 0: with nothing kept back there is nothing to decide on"
    if plan is not None and plan.rule == "by_survey" and brief.survey is None:
        yield f"{place}.in_flight.rule: by_survey asks people: add survey"


def _missing(place: str, tactic: TacticBrief, brief: Brief) -> Iterator[str]:
    """Say what a tactic needs of the brief."""
    asked = {f"spend.{part}": part for part in PAID_PARTS if getattr(tactic.spend, part) > 0}
    asked |= {part: part for part in SOLD if getattr(tactic, part)}
    for where, part in asked.items():
        if getattr(brief, part) is None:
            yield f"{place}.{where}: the brief does not say what it is: add {part}"
    if tactic.joint_notes > 0 and brief.partner is None:
        yield f"{place}.joint_notes: the brief names no partner: add partner"
    if brief.own_account is None:
        if tactic.spend.own_note_ads > 0:
            yield f"{place}.spend.own_note_ads: there is no own_account whose notes could be shown"
        if tactic.content is not None:
            yield f"{place}.content: there is no own_account that could publish it"


def _idle(place: str, tactic: TacticBrief) -> Iterator[str]:
    """Say what a tactic gives for creators or ads that it does not pay."""
    spend, given = tactic.spend, tactic.model_fields_set
    if spend.creators == 0:
        said = {part: why for part, why in OF_CREATORS.items() if part in given}
        yield from (f"{place}.{part} {why}, but spend.creators is 0" for part, why in said.items())
        kinds = [kind for kind in ("feed", "search") if getattr(spend, f"{kind}_ads") > 0]
        yield from (f"{place}.spend: {kind} ads show creators' notes; {NO_CREATORS}" for kind in kinds)
    feed, search = spend.feed_ads + spend.own_note_ads, spend.search_ads
    if feed == 0:
        said = {part: why for part, why in OF_FEED.items() if part in given}
        yield from (f"{place}.{part} {why}, and the tactic buys none" for part, why in said.items())
    if search == 0 and "bid_cpc_cny" in given:
        yield f"{place}.bid_cpc_cny is a bid for search ads, and the tactic buys none"
    if feed + search == 0 and "ads_after_days" in given:
        yield f"{place}.ads_after_days is about ads, and the tactic buys none"
