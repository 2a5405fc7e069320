"""Overlap of publics and media outside, against tables made by hand."""

import pytest
from metric_tables import BRANDS, brand_days, tables

from xhs_sim.metrics import alliance, campaigns

QUIET, LOUD = BRANDS


def by_brand(frame):
    return dict(frame.select("brand", "value").iter_rows())


def test_overlap_is_both_over_either_and_unknown_without_an_alliance():
    signed = {"day": 1, "brand": LOUD, "partner": QUIET, "knows_brand": 30, "knows_partner": 50, "knows_both": 20}
    records = tables(brand_daily=brand_days(), alliances=[signed])
    assert by_brand(alliance.audience_overlap(records)) == {QUIET: None, LOUD: pytest.approx(1 / 3)}


def test_contacts_add_up_over_days_and_are_nothing_without_media():
    counts = {"contacts_on_platform": 30, "contacts_elsewhere": 70, "noticed": 5, "learned": 2}
    days = [{"day": day, "campaign": "run", "brand": LOUD, **counts} for day in range(2)]
    records = tables(brand_daily=brand_days(), media_daily=days)
    assert by_brand(campaigns.media_contacts(records)) == {QUIET: 0.0, LOUD: 60.0}
    assert by_brand(campaigns.media_spill(records)) == {QUIET: 0.0, LOUD: 140.0}
    assert by_brand(campaigns.media_notices(records)) == {QUIET: 0.0, LOUD: 10.0}
    assert by_brand(campaigns.media_learned(records)) == {QUIET: 0.0, LOUD: 4.0}
