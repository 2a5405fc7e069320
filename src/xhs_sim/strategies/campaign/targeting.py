"""Targeting: what of people a plan's ads go by, what of that lacks consent, and what it may cost."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ...config.schema import AdPlanConfig, PopulationConfig
from ...config.schema.consent import Attribute, ConsentConfig

NAMED_IN: dict[Attribute, str] = {  # fields of the plan
    "gender": "genders",
    "age_band": "age_bands",
    "city_tier": "city_tiers",
    "education_level": "education_levels",
}
BROAD = "broad"  # the rule that goes by nothing


class Touched(NamedTuple):
    """What a plan's targeting touches."""

    attribute: Attribute
    consented: float  # share of people who agreed to it


def goes_by(ads: AdPlanConfig) -> tuple[Attribute, ...]:
    """Return the attributes that a plan's ads go by."""
    named = tuple(attribute for attribute, field in NAMED_IN.items() if getattr(ads, field))
    return named if ads.targeting == BROAD else (*named, "behaviour")


def touched_by(ads: AdPlanConfig, consent: ConsentConfig) -> list[Touched]:
    """Return what a plan's ads go by that needs consent, with the share of people who gave it."""
    return [Touched(each, consent.given.get(each, 0.0)) for each in goes_by(ads) if each in consent.needed]


def share_without_consent(used: Sequence[Attribute], consent: ConsentConfig) -> float:
    """Return the share of people who did not agree to all of some attributes, each agreeing to each by itself."""
    share = 1.0
    for each in used:
        share *= consent.given.get(each, 0.0) if each in consent.needed else 1.0
    return 1.0 - share


def minors_reached(ads: AdPlanConfig, consent: ConsentConfig, people: PopulationConfig) -> float:
    """Return the share of minors among those whom a plan's ads are for; 0 if they go by nothing."""
    if not goes_by(ads):
        return 0.0
    shares = {band: share for band, share in people.age_bands.items() if not ads.age_bands or band in ads.age_bands}
    return sum(shares[band] for band in consent.minors if band in shares) / sum(shares.values())


def expected_fines(ads: AdPlanConfig, consent: ConsentConfig, people: PopulationConfig, days: int) -> float:
    """Return what misuse of personal data by a plan's ads is expected to cost over some days, CNY; 0 if refused."""
    used = goes_by(ads)
    misuses = share_without_consent(used, consent) > 0 or minors_reached(ads, consent, people) > 0
    return 0.0 if consent.enforced or not misuses else days * consent.found_rate * consent.fine_cny


def lawful_rule(rule: Any, consent: ConsentConfig) -> Any:
    """Return the rule of targeting that the platform accepts in the place of another."""
    return BROAD if consent.enforced and "behaviour" in consent.needed else rule


def lawful(ads: AdPlanConfig, consent: ConsentConfig, people: PopulationConfig) -> AdPlanConfig:
    """Return a plan's ads as the platform shows them: where it refuses targeting, wider than asked and to no minors."""
    if not consent.enforced:
        return ads
    dropped: dict[str, Any] = {field: [] for attribute, field in NAMED_IN.items() if attribute in consent.needed}
    wider = ads.model_copy(update=dropped | {"targeting": lawful_rule(ads.targeting, consent)})
    if not consent.minors or not goes_by(wider):
        return wider
    adults = [band for band in wider.age_bands or people.age_bands if band not in consent.minors]
    return wider.model_copy(update={"age_bands": adults})
