"""What of a campaign is foretold: counts, rates and costs, each a count over another."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from .past import Past

HALF: Final = 0.5  # added to counts before the logarithm, so that nothing is a number too
_FEN: Final = 0.01  # CNY, the least that an amount is taken for
Counts = Mapping[str, float | None]


class Figure(NamedTuple):
    """``above`` over ``below``, times ``per``; a total where nothing is below."""

    name: str
    part: str  # notes, ads, shop
    kind: str  # volume, rate, cost
    above: str
    below: str = ""
    per: float = 1.0

    def of(self, counts: Counts) -> float | None:
        """Return the figure; None where a count is unknown, or nothing is below."""
        above, below = counts.get(self.above), counts.get(self.below) if self.below else 1.0
        return None if above is None or not below else self.per * above / below

    def log(self, counts: Counts) -> float | None:
        """Return its logarithm; None where a count is unknown."""
        above, below = ln(counts, self.above), ln(counts, self.below) if self.below else 0.0
        return None if above is None or below is None else above - below + float(np.log(self.per))

    def back(self, log: float) -> float:
        """Return the figure of a logarithm."""
        is_count = not self.below and not is_money(self.above)
        return max(float(np.exp(log)) - (HALF if is_count else 0.0), 0.0)


FIGURES: Final = (
    Figure("note_impressions", "notes", "volume", "note_impressions"),
    Figure("note_reads", "notes", "volume", "note_reads"),
    Figure("note_engagements", "notes", "volume", "note_engagements"),
    Figure("note_read_rate", "notes", "rate", "note_reads", "note_impressions"),
    Figure("note_engagement_rate", "notes", "rate", "note_engagements", "note_reads"),
    Figure("note_cpm", "notes", "cost", "paid_cny", "note_impressions", 1000.0),
    Figure("note_cpr", "notes", "cost", "paid_cny", "note_reads"),
    Figure("note_cpe", "notes", "cost", "paid_cny", "note_engagements"),
    Figure("ad_cny", "ads", "volume", "ad_cny"),
    Figure("ad_impressions", "ads", "volume", "ad_impressions"),
    Figure("ad_clicks", "ads", "volume", "ad_clicks"),
    Figure("ad_engagements", "ads", "volume", "ad_engagements"),
    Figure("ad_ctr", "ads", "rate", "ad_clicks", "ad_impressions"),
    Figure("ad_engagement_rate", "ads", "rate", "ad_engagements", "ad_clicks"),
    Figure("ad_cpm", "ads", "cost", "ad_cny", "ad_impressions", 1000.0),
    Figure("ad_cpc", "ads", "cost", "ad_cny", "ad_clicks"),
    Figure("ad_cpe", "ads", "cost", "ad_cny", "ad_engagements"),
    Figure("orders", "shop", "volume", "orders"),
    Figure("gmv_cny", "shop", "volume", "gmv_cny"),
    Figure("order_value", "shop", "rate", "gmv_cny", "orders"),
)
_MONEY = ("paid_cny", "ad_cny", "gmv_cny")


def ln(counts: Counts, name: str) -> float | None:
    """Return the logarithm of a count or an amount; None where it is unknown."""
    value = counts.get(name)
    if value is None:
        return None
    return float(np.log(max(value, _FEN) if is_money(name) else value + HALF))


def is_money(name: str) -> bool:
    """Say whether a count is an amount of money: it has no luck of counting."""
    return name in _MONEY


def counts_of(past: Past, last_day_of_orders: object) -> dict[str, float | None]:
    """Return what came of a campaign, by the names of ``FIGURES``; None where the files do not say it of all."""
    paid, ads, orders = past.paid, past.ads, past.orders.filter(pl.col("day") <= pl.lit(last_day_of_orders))
    found: dict[str, float | None] = dict.fromkeys(
        (name for each in FIGURES for name in (each.above, each.below)), None
    )
    if paid.height:
        found |= {
            "notes": float(paid.height), "paid_cny": float(paid["fee_cny"].sum()) + float(paid["service_cny"].sum()),
            "note_impressions": whole(paid, "impressions"), "organic": organic_of(past),
            "note_reads": whole(paid, "reads"), "note_engagements": whole(paid, "engagements"),
        }  # fmt: skip
    if ads.height:
        found |= {
            "ad_cny": float(ads["cny"].sum()), "ad_impressions": whole(ads, "impressions"),
            "ad_clicks": whole(ads, "clicks"), "ad_engagements": whole(ads, "engagements"),
        }  # fmt: skip
    if orders.height:
        found |= {"orders": whole(orders, "orders"), "gmv_cny": whole(orders, "gmv_cny")}
    return found


def organic_of(past: Past) -> float | None:
    """Return the impressions that nobody paid for; None where no ads are known, or not of which notes."""
    if (told := whole(past.paid, "organic")) is not None:
        return told
    shown, ads = whole(past.paid, "impressions"), past.ads
    if ads.is_empty() or shown is None or past.paid["note"].null_count() or ads["note"].null_count():
        return None
    bought = whole(ads.join(past.paid.select("note").unique(), on="note", how="semi"), "impressions")
    return shown - bought if bought is not None and bought < shown else None


def whole(frame: pl.DataFrame, name: str) -> float | None:
    """Return a sum, if every row knows its part of it."""
    return float(frame[name].sum()) if frame.height and not frame[name].null_count() else None
