"""What one tactic says without effect, or without what it would need."""

from collections.abc import Iterator

from ..config.messages import message
from .check_use import PAID_PARTS
from .form import Brief, TacticBrief
from .platform_tactics import SOLD

OF_CREATORS = {  # entry -> what it does
    "tiers": "brief.does_share_out", "cooperation": "brief.does_share_out", "choose_by": "brief.does_choose",
    "notes_each": "brief.does_count_notes", "disclosure": "brief.does_label",
    "keyword_coverage": "brief.does_brief_notes",
    "teasers": "brief.does_take_a_share", "joint_notes": "brief.does_take_a_share", "in_flight": "brief.does_hold_back",
}  # fmt: skip
OF_FEED = {
    "targeting": "brief.does_tell_of_ads", "pay_for": "brief.does_tell_of_ads", "bid_cpm_cny": "brief.does_bid",
}  # fmt: skip


def tactic_problems(place: str, tactic: TacticBrief, brief: Brief) -> Iterator[str]:
    """Say what a tactic gives and does not use, or uses and is not given."""
    yield from _missing(place, tactic, brief)
    yield from _idle(place, tactic)
    plan = tactic.in_flight
    if plan is not None and plan.hold_back == 0:
        yield message("brief.nothing_held_back", place=place)
    if plan is not None and plan.rule == "by_survey" and brief.survey is None:
        yield message("brief.rule_asks_people", place=place)


def _missing(place: str, tactic: TacticBrief, brief: Brief) -> Iterator[str]:
    """Say what a tactic needs of the brief."""
    asked = {f"spend.{part}": part for part in PAID_PARTS if getattr(tactic.spend, part) > 0}
    asked |= {part: part for part in SOLD if getattr(tactic, part)}
    for where, part in asked.items():
        if getattr(brief, part) is None:
            yield message("brief.part_unsaid", place=place, where=where, part=part)
    if tactic.joint_notes > 0 and brief.partner is None:
        yield message("brief.no_partner", place=place)
    if brief.own_account is None:
        if tactic.spend.own_note_ads > 0:
            yield message("brief.no_own_notes", place=place)
        if tactic.content is not None:
            yield message("brief.nobody_publishes", place=place)


def _idle(place: str, tactic: TacticBrief) -> Iterator[str]:
    """Say what a tactic gives for creators or ads that it does not pay."""
    spend, given = tactic.spend, tactic.model_fields_set
    if spend.creators == 0:
        said = {part: why for part, why in OF_CREATORS.items() if part in given}
        yield from (
            message("brief.idle_without_creators", place=place, part=part, why=message(why))
            for part, why in said.items()
        )
        kinds = [kind for kind in ("feed", "search") if getattr(spend, f"{kind}_ads") > 0]
        yield from (message("brief.ads_without_notes", place=place, kind=kind) for kind in kinds)
    feed, search = spend.feed_ads + spend.own_note_ads, spend.search_ads
    if feed == 0:
        said = {part: why for part, why in OF_FEED.items() if part in given}
        yield from (
            message("brief.idle_without_ads", place=place, part=part, why=message(why)) for part, why in said.items()
        )
    if search == 0 and "bid_cpc_cny" in given:
        yield message("brief.idle_search_bid", place=place)
    if feed + search == 0 and "ads_after_days" in given:
        yield message("brief.idle_ad_days", place=place)
