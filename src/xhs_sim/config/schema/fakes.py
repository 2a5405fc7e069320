"""Fake engagement: followers, likes and comments that are bought, what the platform finds of it, what a vendor sees."""

from ..param import Part, param


class BoughtFollowersConfig(Part):
    """Followers that creators have bought: bots, who raise the public number and read nothing."""

    share: float = param(
        "share of creators",
        0.0,
        1.0,
        "who bought followers before day 0; 0 = nobody",
        source="design: facts call the share of fake engagement unknown",
        confidence="low",
    )
    from_followers: int = param(
        "followers", 0, 10_000_000, "people who follow a creator, below which nobody buys", source="design",
        confidence="low",
    )  # fmt: skip
    times: float = param(
        "ratio", 0.0, 100.0, "bots bought for each person who follows, median", source="design", confidence="low"
    )
    log_sd: float = param("log", 0.0, 3.0, "of that ratio between buyers", source="design", confidence="low")
    rebuy_share: float = param(
        "ratio", 0.0, 2.0, "of the bots that a sweep took, bought again the day after", source="design",
        confidence="low",
    )  # fmt: skip


class BoughtActsConfig(Part):
    """Likes and comments that creators buy for each of their notes."""

    share: float = param(
        "share of creators",
        0.0,
        1.0,
        "who buy them; first those who bought followers; 0 = nobody",
        source="design: facts call the share of fake engagement unknown",
        confidence="low",
    )
    paid_share: float = param(
        "share of notes",
        0.0,
        1.0,
        "paid notes that somebody buys them for, whoever writes them: a brand, or its agency; no book has the price",
        source="design: facts call the share of fake engagement unknown",
        confidence="low",
    )
    likes_per_follower: float = param(
        "likes per follower", 0.0, 1.0, "bought for a note, by the creator's public number of followers, mean",
        source="design", confidence="low",
    )  # fmt: skip
    log_sd: float = param("log", 0.0, 3.0, "of that between notes", source="design", confidence="low")
    comments_per_like: float = param(
        "comments per like", 0.0, 1.0, "by the bots that like", source="design", confidence="low"
    )
    days: int = param(
        "days", 1, 14, "over which they come in, from the morning of publication on", source="design", confidence="low"
    )
    in_feed_share: float = param(
        "share",
        0.0,
        1.0,
        "of bots that pass for readers of the feed, so that ranking learns from them; others come by a link and only "
        "raise the counter",
        source="design",
        confidence="low",
    )


class SweepConfig(Part):
    """What the platform does about bots."""

    every_days: int = param("days", 0, 365, "from sweep to sweep; 0 = none", source="design", confidence="low")
    recall: float = param(
        "share", 0.0, 1.0, "of bots that a sweep finds, with all that they follow and liked", source="design",
        confidence="low",
    )  # fmt: skip
    false_share: float = param(
        "share", 0.0, 0.2, "of people that a sweep takes for bots: not counted as followers until the next one",
        source="design", confidence="low",
    )  # fmt: skip
    delist_share: float = param(
        "share",
        0.0,
        1.0,
        "of a creator's public followers, found in one sweep, from which on it is not for hire for a while",
        source="design",
        confidence="low",
    )
    delist_days: int = param(
        "days",
        0,
        365,
        "for which it is not; 0 = nobody",
        source="trade_moderation: 7 to 30 days of limits",
        confidence="low",
    )


class VendorConfig(Part):
    """The figure of audience quality that vendors sell: the share of a creator's followers that are active."""

    active_share: float = param(
        "share",
        0.01,
        0.99,
        "of people who follow a creator that a vendor finds active, median; where price quotes tell it, theirs holds",
        source="food_creators_2025: .50 of small creators' followers",
        confidence="medium",
    )
    logit_sd: float = param(
        "logit",
        0.0,
        3.0,
        "of that between creators, whoever follows them: what hides bots",
        source="food_creators_2025: .42 to .74 from the first to the last tenth",
        confidence="medium",
    )
    priced_in: float = param(
        "exponent",
        0.0,
        2.0,
        "of the figure over its tier's median in what creators ask; 0 = prices follow the public number alone",
        source="design: off, as no source tells the size",
        confidence="low",
    )


class FakesConfig(Part):
    """Fake engagement; all shares at 0 = none, bit for bit."""

    puts_in = "fake_follower_share"

    followers: BoughtFollowersConfig
    acts: BoughtActsConfig
    sweep: SweepConfig
    vendor: VendorConfig

    @property
    def is_there(self) -> bool:
        """Whether anybody buys, or is swept."""
        acts = max(self.acts.share, self.acts.paid_share) * self.acts.likes_per_follower
        bought = self.followers.share * self.followers.times + acts
        return bought > 0 or (self.sweep.every_days > 0 and self.sweep.false_share > 0)
