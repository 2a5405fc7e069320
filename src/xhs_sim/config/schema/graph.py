"""Who follows whom: tiers of creators by followers, the follower graph and friends at day 0."""

import math
from typing import Literal, Self

from pydantic import Field, model_validator

from ..messages import message
from ..param import InputFile, Part, param

BODY_END, FAR_START = 100.0, 10_000.0  # followers where the fitted tails begin (docs/odd/)


class TierConfig(Part):
    """Follower thresholds of the creator tiers."""

    koc: int = param("followers", 1, 1_000_000, "KOC from", source="design", confidence="low")
    junior: int = param(
        "followers", 1, 10_000_000, "junior from", source="xinhong_2021: tiers of creators", confidence="medium"
    )
    waist: int = param(
        "followers", 1, 10_000_000, "waist from", source="xinhong_2021: tiers of creators", confidence="medium"
    )
    head: int = param(
        "followers", 1, 100_000_000, "head from", source="xinhong_2021: tiers of creators", confidence="medium"
    )

    def least(self, tier: str) -> int:
        """Return the followers from which somebody is of a tier."""
        return int(getattr(self, tier, 0))

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        if not self.koc < self.junior < self.waist < self.head:
            raise ValueError(message("config.thresholds_rise"))
        return self


class GraphConfig(Part):
    """The follower graph and friends at day 0."""

    source: Literal["generate", "file"] = Field(description="where follows come from")
    edge_list: InputFile = Field(description="file of follows, one in a line")
    followees_log_sd: float = param(
        "log",
        0.0,
        2.0,
        "spread between users of how keen they are to follow",
        source="kuairand_2022: degrees of another app",
        confidence="medium",
    )
    homophily: float = param(
        "share of followers",
        0.0,
        1.0,
        "followers who are drawn from those with the creator's main topic",
        source="design",
        confidence="low",
    )
    copy_share: float = param(
        "share of followers", 0.0, 1.0, "followers who follow as a mate does", source="design", confidence="low"
    )
    friends_mean: float = param(
        "friends",
        0.0,
        200.0,
        "mean number of friends with whom somebody shares",
        source="kuairand_2022: median 16, another app",
        confidence="low",
    )
    friends_log_sd: float = param("log", 0.0, 2.0, "spread of friends between users", source="design", confidence="low")
    closeness: float = param(
        "probability",
        0.05,
        1.0,
        "chance that two of a circle are friends, who are alike in topic and number of friends",
        source="design",
        confidence="low",
    )
    followers_median: float = param(
        "followers",
        1.0,
        1000.0,
        "median followers (lognormal body)",
        source="profiles_2018: median 11",
        confidence="medium",
    )
    followers_log10_sd: float = param(
        "log10", 0.1, 2.0, "spread of the lognormal body", source="profiles_2018: fitted", confidence="medium"
    )
    tail_exponent: float = param(
        "CCDF exponent",
        0.3,
        3.0,
        "tail of followers above 100",
        source="profiles_2018: .70 (100-1k), .85 (1k-10k)",
        confidence="medium",
    )
    far_tail_exponent: float = param(
        "CCDF exponent",
        0.3,
        4.0,
        "tail above 10,000 followers",
        source="trade_accounts_2023: 1.0-1.5",
        confidence="low",
    )
    tiers: TierConfig

    @staticmethod
    def most_followers(people: int) -> int:
        """Return the most followers that anybody can have among so many people: all others."""
        return people - 1

    def share_with_more(self, followers: float) -> float:
        """Return the share of the platform's people who have more than so many followers."""
        in_body = math.log(min(max(followers, 1e-9), BODY_END) / self.followers_median)
        above = 0.5 * math.erfc(in_body / (self.followers_log10_sd * math.log(10)) / math.sqrt(2))
        near, far = min(max(followers / BODY_END, 1.0), FAR_START / BODY_END), max(followers / FAR_START, 1.0)
        return float(above * near**-self.tail_exponent * far**-self.far_tail_exponent)

    @model_validator(mode="after")
    def _file_named(self) -> Self:
        if self.source == "file" and not self.edge_list:
            raise ValueError(message("config.no_edge_list"))
        return self
