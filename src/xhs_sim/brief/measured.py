"""Rates of the platform left alone, measured once: what sums in a brief's check are made with."""

from functools import cache
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from ..config import configs_root
from ..config.param import Part, param
from ..config.yaml_text import read_yaml

Rates = Annotated[list[Annotated[float, Field(ge=0.0, le=1e6)]], Field(min_length=1)]


class AdsPlaced(Part):
    """What one brand's ads can place in the feed, by what it bids and whom they are for."""

    bids_cpm_cny: Rates = Field(description="CNY per 1000 impressions, ascending")
    broad: Rates = Field(description="impressions per user and day at each bid, shown to everybody")
    aimed: Rates = Field(description="impressions per user and day at each bid, by taste or likeness")
    paid: dict[Literal["cpm", "cpc", "ocpx"], Annotated[float, Field(ge=0.0, le=20.0)]] = Field(
        description="price of an impression over the bid, by what is paid for"
    )

    def at(self, bid_cpm_cny: float, *, is_broad: bool) -> float:
        """Return impressions per user and day at a bid; a low one gets in proportion."""
        rates = self.broad if is_broad else self.aimed
        return float(np.interp(bid_cpm_cny, [0.0, *self.bids_cpm_cny], [0.0, *rates]))


class Measured(Part):
    """Rates by user of the market and day, whether the user comes or not."""

    impressions: float = param(
        "per user and day", 0.0, 1000.0, "impressions of notes", source="measured", confidence="medium"
    )
    clicks: float = param("per user and day", 0.0, 100.0, "clicks on notes", source="measured", confidence="medium")
    engagements: float = param(
        "per user and day", 0.0, 100.0, "likes, saves and comments", source="measured", confidence="medium"
    )
    follows: float = param("per user and day", 0.0, 100.0, "follows", source="measured", confidence="medium")
    ads_placed: AdsPlaced
    seconds_per_run: float = param(
        "s", 0.0, 600.0, "beginning and end of a run, on one core", source="measured", confidence="low"
    )
    seconds_per_person: float = param(
        "s", 0.0, 1.0, "to build a person of the market, on one core", source="measured", confidence="low"
    )
    seconds_per_person_day: float = param(
        "s", 0.0, 1.0, "a day of what a person writes, on one core", source="measured", confidence="low"
    )
    seconds_per_user_day: float = param(
        "s", 0.0, 1.0, "a reader's day, on one core", source="measured", confidence="low"
    )
    gigabytes_per_worker: float = param(
        "GB", 0.0, 100.0, "memory of a process that makes runs, without its market", source="measured", confidence="low"
    )
    gigabytes_per_million: float = param(
        "GB",
        0.0,
        100.0,
        "memory of a market of a million people, twice: a run, and the days that it shares",
        source="measured",
        confidence="low",
    )


@cache
def measured() -> Measured:
    """Return the rates."""
    return Measured.model_validate(read_yaml(configs_root() / "arithmetic.yaml"))
