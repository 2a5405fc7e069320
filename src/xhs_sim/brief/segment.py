"""How many people a plan is for: on the platform, and in the market that is a slice of it."""

from collections.abc import Iterator, Mapping

from ..config.messages import message
from ..config.schema import PopulationConfig
from .form import Brief


def segment_sums(brief: Brief, market: PopulationConfig) -> Iterator[str]:
    """Say how many people are of the genders, ages, cities and educations that a brief names, if it names any.

    Gender, age, city and education are drawn independently of each other, so their shares multiply; topics choose
    creators, and narrow nobody down.
    """
    asked = brief.audience
    parts = (asked.genders, asked.age_bands, asked.city_tiers, asked.education_levels)
    if not any(parts):
        return
    share = _share(asked.genders, {"female": market.female_share, "male": 1.0 - market.female_share})
    share *= _share(asked.age_bands, market.age_bands) * _share(asked.city_tiers, market.city_tiers)
    share *= _share(asked.education_levels, market.education_levels)
    who = "; ".join(", ".join(names) for names in parts if names)
    yield message("brief.segment", who=who, platform=share * market.platform_mau, here=share * market.people)


def _share(names: list[str], shares: Mapping[str, float]) -> float:
    """Return the share of those named; of everybody if nobody is."""
    return sum(shares[name] for name in names) / sum(shares.values()) if names else 1.0
