"""How a brand's public overlaps with its partner's."""

import polars as pl

from .frames import for_each_brand, measured, ratio
from .metric import Tables, metric


@metric("share", better="none", en="Audience overlap with the partner", zh="与联名方人群重合度")
def audience_overlap(records: Tables) -> pl.DataFrame:
    """Users who know both brands of an alliance over users who know either, on the day it was signed."""
    either = pl.col("knows_brand") + pl.col("knows_partner") - pl.col("knows_both")
    value = ratio(pl.col("knows_both").sum(), either.sum())
    return for_each_brand(records, measured(records["alliances"], value, "brand"))
