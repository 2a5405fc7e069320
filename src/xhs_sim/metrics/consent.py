"""Misuse of personal data by ads that go by what people are or did."""

import polars as pl

from .frames import exact_sum, for_each_brand, measured, ratio, total, total_cny
from .metric import Tables, metric


@metric("share of impressions", better="lower", en="Aimed ads without consent", zh="未经同意的定向广告曝光占比")
def unconsented_share(records: Tables) -> pl.DataFrame:
    """Expected impressions of who did not agree, or is a minor, over the brand's aimed ones; null without any."""
    misused = pl.max_horizontal(exact_sum(pl.col("expected_without_consent")), exact_sum(pl.col("expected_minors")))
    aimed = measured(records["targeting_daily"], ratio(misused, total("impressions")), "brand")
    return for_each_brand(records, aimed)


@metric("CNY", better="lower", en="Expected fines for misuse of data", zh="滥用个人信息的预期罚款", counts_money=True)
def data_misuse_fines(records: Tables) -> pl.DataFrame:
    """What findings of misuse are expected to cost the brand, day by day added up; null without aimed ads."""
    fines = measured(records["targeting_daily"], total_cny("expected_fine_cny"), "brand")
    return for_each_brand(records, fines)
