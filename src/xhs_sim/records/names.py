"""Words for codes: what the numbers in the world's columns are called in the tables."""

from typing import NamedTuple

from ..config.schema import Config


class Names(NamedTuple):
    """Names of a run, in the order of their codes."""

    topics: list[str]
    brands: list[str]
    products: list[str]
    age_bands: list[str]
    city_tiers: list[str]
    education_levels: list[str]


def names_of(config: Config) -> Names:
    """Return the names that a config uses."""
    return Names(
        list(config.content.topics),
        list(config.brands),
        [name for brand in config.brands.values() for name in brand.products],
        list(config.population.age_bands),
        list(config.population.city_tiers),
        list(config.population.education_levels),
    )
