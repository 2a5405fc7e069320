"""The marketplace as a campaign met it."""

import polars as pl

from .frames import for_each_brand, measured
from .metric import Tables, metric


@metric("offers", better="none", en="Offers that creators refused", zh="被博主拒绝的邀约")
def offers_refused(records: Tables) -> pl.DataFrame:
    """Offers of the campaign that creators refused; the money went on to the next."""
    refused = records["contract_events"].lazy().filter(pl.col("event") == "refused")
    return for_each_brand(records, measured(refused, pl.len(), "brand"), absent=0.0)
