"""The home market of a brief, on which it is tried: that of its topic, with the brands that the configs know there."""

from collections.abc import Iterator
from pathlib import Path

from ..config import Config, list_choices, load_config
from .form import Brief
from .sides import exactly
from .words import find, vocabulary

CAMPAIGN = "campaign=face_cream"  # prices and ads of a campaign, before the brief says what it wants
TERMS = "tactics=[trial]"  # whose usual price is asked for
USUAL = "skincare"


def market_of(brief: Brief, config_dir: Path | None = None) -> tuple[tuple[str, ...], Config]:
    """Return the choices of groups that make a brief's market, and the market.

    It is the one that knows the brief's brand; else one with a brand of its topic; else the usual one.

    Parameters
    ----------
    config_dir : Path, optional
        A folder of the user's own configs.
    """
    usual, topical = None, None
    for groups, market in _markets(config_dir):
        usual = usual or (groups, market)
        if brief.brand is not None and exactly(brief.brand.name, vocabulary("brands", market)):
            return groups, market
        if topical is None and _topic(brief, market) in {brand.topic for brand in market.brands.values()}:
            topical = groups, market
            if brief.brand is None:
                break
    assert usual is not None
    return topical or usual


def _markets(config_dir: Path | None) -> Iterator[tuple[tuple[str, ...], Config]]:
    """Yield the usual market, then the others."""
    yield (CAMPAIGN,), load_config([CAMPAIGN, TERMS], config_dir)
    for name in list_choices(config_dir)["brands"]:
        if name != USUAL:
            groups = CAMPAIGN, f"brands={name}"
            yield groups, load_config([*groups, TERMS, "campaign.brand=null", "campaign.product=null"], config_dir)


def _topic(brief: Brief, market: Config) -> str | None:
    """Return what a brief is about, by name; None if it does not say, or the market does not know it."""
    said = brief.brand.topic if brief.brand is not None else brief.own_account.topic if brief.own_account else None
    return find(said, vocabulary("topics", market)) if said is not None else None
