"""What is given and not used is refused, and what is used must be given: nothing in a brief is without effect."""

from collections.abc import Iterator

from ..config.messages import message
from .form import Brief
from .platform_tactics import REWARDED, SOLD

PAID_PARTS = ("media", "event", "group", *REWARDED)  # of the brief, with money in tactics.X.spend


_OF_CREATORS = {  # part of the brief -> what of it would not be used
    "quotes_file": "brief.use_of_quotes", "agreed": "brief.use_of_agreed", "partner": "brief.use_of_partner",
}  # fmt: skip


def use_problems(brief: Brief) -> Iterator[str]:
    """Say what a brief describes and no tactic does, or the other way round."""
    yield from _parts(brief)
    yield from _whole(brief)


def _parts(brief: Brief) -> Iterator[str]:
    tactics = brief.tactics.values()
    for part in PAID_PARTS:
        paid = any(getattr(tactic.spend, part) > 0 for tactic in tactics)
        if getattr(brief, part) is not None and not paid:
            yield message("brief.part_unpaid", part=part)
    for part in SOLD:
        if getattr(brief, part) is not None and not any(getattr(tactic, part) for tactic in tactics):
            yield message("brief.part_unused", part=part)
    if brief.partner is not None and not any(tactic.joint_notes > 0 for tactic in tactics):
        yield message("brief.partner_unused")
    rules = [tactic.in_flight.rule for tactic in tactics if tactic.in_flight is not None]
    if brief.survey is not None and brief.event is None and "by_survey" not in rules:
        yield message("brief.survey_unused")
    warm_up = brief.phases.warm_up
    is_warm = brief.media is not None and brief.media.first_day < brief.phases.launch.first_day
    if warm_up is not None and not is_warm and not any(tactic.teasers > 0 for tactic in tactics):
        yield message("brief.warm_up_unused")
    if warm_up is None and any(tactic.teasers > 0 for tactic in tactics):
        yield message("brief.no_warm_up")
    if warm_up is not None and brief.media is not None and brief.media.first_day < warm_up.first_day:
        yield message("brief.media_before_warm_up", first=brief.media.first_day, begin=warm_up.first_day)


def _whole(brief: Brief) -> Iterator[str]:
    """Say which parts of a brief no tactic could use, for there are no creators or no ads."""
    spends = [tactic.spend for tactic in brief.tactics.values()]
    has_creators = any(spend.creators > 0 for spend in spends)
    has_ads = any(spend.feed_ads + spend.search_ads + spend.own_note_ads > 0 for spend in spends)
    if not has_creators:
        for part, use in _OF_CREATORS.items():
            if getattr(brief, part):
                yield message("brief.creators_unpaid", part=part, what=message(use))
        if brief.audience.topics and not has_ads:
            yield message("brief.topics_unused")
    if not has_ads:
        for part in ("genders", "age_bands", "city_tiers", "education_levels"):
            if getattr(brief.audience, part):
                yield message("brief.audience_unused", part=part)
    if brief.target is not None and brief.target.is_everybody:
        yield message("brief.target_everybody")
    if brief.target is not None and brief.brand is None:
        yield message("brief.target_of_nobody")
    if brief.budget_cny > 0 and not any(value > 0 for spend in spends for _, value in spend):
        yield message("brief.budget_unused")
    if brief.own_account is not None and brief.own_account.name is not None and brief.brand is not None:
        yield message("brief.name_unused")
