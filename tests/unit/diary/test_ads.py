"""Rows of ads: one for each advertiser and place, whatever the number of its lines."""

import numpy as np
from ad_table import lines_of
from toy_diary import DAY, NAMED, written

from xhs_sim.diary.ads import PAID_FOR, by_flight, by_placement, record_ads
from xhs_sim.world.ads import BACKGROUND, BOOST, BRAND, FEN, FLIGHTS, OWN

LINES = {
    "source": [BRAND, BRAND, BACKGROUND, BOOST, BOOST, OWN], "advertiser": [1, 1, 4, -1, -1, 1],
    "placement": [0, 0, 1, 0, 0, 0], "topic": [0, 1, 1, 0, 1, 0], "daily": FEN * np.array([10, 20, 30, 40, 50, 60]),
}  # fmt: skip
CHARGED = np.array([7, 8, 0, 1, 2, 9])


def lines():
    """Return two lines of a brand, one of the background, two boosts, and one of a brand's own account."""
    bought = lines_of(6, **LINES)
    bought.today[:, 0] = [100, 10, 5, 3, 4, 1]
    bought.given_today[:] = [600, 500, 0, 0, 0, 0]
    bought.leads_today[:] = [2, 1, 0, 0, 0, 0]
    return bought


def rows():
    brands, topics = NAMED["brands"], NAMED["topics"]
    return written(record_ads, lines(), CHARGED, topics, brands, DAY, table="ad_daily")


def test_lines_of_one_advertiser_in_one_place_are_one_row():
    assert [(row["source"], row["advertiser"], row["placement"]) for row in rows()] == [
        ("brand", "quiet", "feed"), ("background", "pets_4", "search"), ("boost", "creators", "feed"),
        ("own", "quiet", "feed"),
    ]  # fmt: skip


def test_a_row_adds_up_its_lines():
    first = rows()[0]
    assert (first["day"], first["impressions"], first["leads"], first["spend_fen"]) == (DAY, 110, 3, 15)
    assert (first["over_fen"], first["budget_fen"]) == (1, 30)  # 1100 thousandths of a fen


def test_places_add_up_all_advertisers():
    feed, search = by_placement(lines())
    assert (feed[0], search[0]) == (118, 5)


def test_brands_owe_for_their_own_lines_by_what_they_have_money_for():
    owed = by_flight(lines(), CHARGED, 2)
    assert len(PAID_FOR) == len(FLIGHTS)
    assert owed.tolist() == [[0, 0, 0], [15, 0, 9]]
