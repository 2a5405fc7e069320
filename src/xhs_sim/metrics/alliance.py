"""What a brand got from others: how its public overlaps with the partner's, and media outside the platform."""

import polars as pl

from .frames import for_each_brand, measured, ratio, total
from .metric import Tables


def audience_overlap(records: Tables) -> pl.DataFrame:
    """Users who know both brands of an alliance over users who know either, on the day it was signed."""
    either = pl.col("knows_brand") + pl.col("knows_partner") - pl.col("knows_both")
    value = ratio(pl.col("knows_both").sum(), either.sum())
    return for_each_brand(records, measured(records["alliances"], value, "brand"))


def media_contacts(records: Tables) -> pl.DataFrame:
    """Contacts with the market's users that the brand bought outside the platform."""
    return for_each_brand(records, measured(records["media_daily"], total("contacts_inside"), "brand"), absent=0.0)


def media_spill(records: Tables) -> pl.DataFrame:
    """Contacts beyond the market that the brand bought outside the platform: paid, and of no effect here."""
    return for_each_brand(records, measured(records["media_daily"], total("contacts_outside"), "brand"), absent=0.0)
