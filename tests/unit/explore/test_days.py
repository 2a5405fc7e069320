"""By how much one plan is ahead of the other."""

from xhs_sim.explore.days import NOTHING, Day, difference


def test_the_other_is_ahead_where_it_has_more():
    one, other = Day(100, 4, 900.0, 50.0, 7, 0.1), Day(130, 3, 900.0, 20.0, 8, 0.2)
    assert difference(one, other) == {"reach": 30, "orders": -1, "gmv_cny": 0.0, "spent_cny": -30.0}
    assert not any(difference(NOTHING, NOTHING).values())
