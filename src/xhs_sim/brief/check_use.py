"""What is given and not used is refused, and what is used must be given: nothing in a brief is without effect."""

from collections.abc import Iterator

from .form import Brief
from .platform_tactics import REWARDED, SOLD

PAID_PARTS = ("media", "event", "group", *REWARDED)  # of the brief, with money in tactics.X.spend


def use_problems(brief: Brief) -> Iterator[str]:
    """Say what a brief describes and no tactic does, or the other way round."""
    yield from _parts(brief)
    yield from _whole(brief)


def _parts(brief: Brief) -> Iterator[str]:
    tactics = brief.tactics.values()
    for part in PAID_PARTS:
        paid = any(getattr(tactic.spend, part) > 0 for tactic in tactics)
        if getattr(brief, part) is not None and not paid:
            yield f"{part}: no tactic spends anything on it: give tactics.NAME.spend.{part} some money, or leave it out"
    for part in SOLD:
        if getattr(brief, part) is not None and not any(getattr(tactic, part) for tactic in tactics):
            yield f"{part}: no tactic has it: say {part}: true in a tactic, or leave it out"
    if brief.partner is not None and not any(tactic.joint_notes > 0 for tactic in tactics):
        yield "partner: no tactic publishes with it: say joint_notes: 0.5 in a tactic, or leave it out"
    rules = [tactic.in_flight.rule for tactic in tactics if tactic.in_flight is not None]
    if brief.survey is not None and brief.event is None and "by_survey" not in rules:
        yield (
            "survey: people are asked after an event (event), or before a decision in flight (tactics.NAME.in_flight "
            "with rule: by_survey); the brief has neither. The nearest without: the objectives awareness and interest, "
            "which are counted without asking"
        )
    warm_up = brief.phases.warm_up
    is_warm = brief.media is not None and brief.media.first_day < brief.phases.launch.first_day
    if warm_up is not None and not is_warm and not any(tactic.teasers > 0 for tactic in tactics):
        yield (
            "phases.warm_up: nothing happens in it: give a tactic teasers (a share of the creators' money), or media a "
            "first_day in it"
        )
    if warm_up is None and any(tactic.teasers > 0 for tactic in tactics):
        yield "phases.warm_up is missing: teasers appear in it"
    if warm_up is not None and brief.media is not None and brief.media.first_day < warm_up.first_day:
        yield f"media: first_day {brief.media.first_day} is before the warm-up begins ({warm_up.first_day})"


def _whole(brief: Brief) -> Iterator[str]:
    """Say which parts of a brief no tactic could use, for there are no creators or no ads."""
    spends = [tactic.spend for tactic in brief.tactics.values()]
    has_creators = any(spend.creators > 0 for spend in spends)
    has_ads = any(spend.feed_ads + spend.search_ads + spend.own_note_ads > 0 for spend in spends)
    if not has_creators:
        for part, what in (("quotes_file", "prices of creators"), ("agreed", "creators"), ("partner", "joint notes")):
            if getattr(brief, part):
                yield f"{part}: no tactic spends anything on creators, so {what} would not be used"
        if brief.audience.topics and not has_ads:
            yield (
                "audience.topics: no tactic pays creators or ads, so nobody is chosen by them (what an own account "
                "writes about: own_account.content.topics)"
            )
    if not has_ads:
        for part in ("genders", "age_bands", "city_tiers", "education_levels"):
            if getattr(brief.audience, part):
                yield f"audience.{part}: it narrows ads, and no tactic buys any"
    if brief.budget_cny > 0 and not any(value > 0 for spend in spends for _, value in spend):
        yield "budget_cny: no tactic spends any of it: leave it out, or give a tactic's spend something"
    if brief.own_account is not None and brief.own_account.name is not None and brief.brand is not None:
        yield "own_account.name: the brief has a brand already, and the account carries its name: leave it out"
