"""How the feed is read: depth, the first click, surfaces, and how soon notes are liked."""

import pytest
from metric_tables import days, tables

from xhs_sim.metrics import METRICS, Tables


def of(name: str, records: Tables) -> float | None:
    return METRICS[name].compute(records)["value"].item()


def event(**changes: object) -> dict[str, object]:
    plain = {"day": 0, "user": 1, "session": 0, "slot": 0, "surface": "explore", "clicked": False, "liked": False}
    return plain | changes


def test_the_first_click_is_the_lowest_slot_of_each_session_that_has_one() -> None:
    panel = [
        event(slot=0), event(slot=3, clicked=True), event(slot=7, clicked=True),  # place 4
        event(session=1, slot=1, clicked=True),  # place 2
        event(session=2, slot=0), event(session=3, surface="following", clicked=True),  # neither counts
    ]  # fmt: skip
    assert of("first_click_rank", tables(daily=days(1), panel=panel)) == 3


def test_depth_and_the_following_share_are_ratios_of_sums() -> None:
    records = tables(
        daily=[{"day": 0, "impressions": 30, "requests": 2}, {"day": 1, "impressions": 10, "requests": 2}],
        surface_daily=[
            {"day": 0, "surface": "explore", "impressions": 25, "clicks": 3},
            {"day": 1, "surface": "explore", "impressions": 10, "clicks": 6},
            {"day": 0, "surface": "following", "impressions": 5, "clicks": 1},
            {"day": 0, "surface": "search", "impressions": 99},
        ],
    )  # fmt: skip
    assert of("session_depth", records) == 10
    assert of("following_click_share", records) == pytest.approx(0.1)


def test_only_notes_with_a_week_in_the_run_tell_how_soon_likes_come() -> None:
    notes = [{"note": 5, "published_day": 1}, {"note": 6, "published_day": 4}]
    likes = [event(note=5, day=day, liked=True) for day in (1, 2, 2, 5, 9)] + [event(note=6, day=4, liked=True)]
    assert of("first_day_like_share", tables(daily=days(10), notes=notes, panel=likes)) == pytest.approx(3 / 4)


def test_topics_are_counted_in_the_first_ten_notes_of_sessions_that_saw_ten() -> None:
    notes = [{"note": n, "topic": topic} for n, topic in enumerate(("beauty", "food", "travel"))]
    long = [event(slot=slot, note=min(slot // 5, 2)) for slot in range(12)]  # the third topic comes after ten
    short = [event(session=1, slot=slot, note=2) for slot in range(4)]
    assert of("topics_per_screenful", tables(notes=notes, panel=long + short)) == 2


def test_prediction_is_judged_by_order_and_by_level() -> None:
    panel = [event(predicted_click=p, clicked=c) for p, c in ((0.1, False), (0.4, True), (0.4, False), (0.7, True))]
    panel.append(event(predicted_click=0.9, surface="following"))  # does not count
    records = tables(daily=days(1), panel=panel)
    assert of("click_auc", records) == pytest.approx(3.5 / 4)
    assert of("click_calibration", records) == pytest.approx(1.6 / 2)
    assert of("click_auc", tables(daily=days(1))) is None


def test_women_and_followers_won() -> None:
    records = tables(
        segment_daily=[{"day": 0, "gender": g, "active_users": n} for g, n in (("female", 3), ("male", 1))],
        daily=[{"day": 0, "follows": 2, "likes": 15, "saves": 5}],
    )
    assert of("women_share", records) == 0.75
    assert of("follows_per_engagement", records) == pytest.approx(0.1)


def test_search_is_measured_on_its_own_surface() -> None:
    records = tables(
        daily=[{"day": 0, "searches": 12, "searchers": 4}],
        search_daily=[{"day": 0, "kind": "topic", "searches": 12, "purchase_searches": 3, "impressions": 240}],
        surface_daily=[
            {"day": 0, "surface": "explore", "impressions": 1000, "clicks": 80, "likes": 8},
            {"day": 0, "surface": "search", "impressions": 240, "clicks": 20, "likes": 1},
        ],
        brand_daily=[{"day": 0, "brand": "loud", "searches": 7, "searched_cumulative": 3, "reach_cumulative": 60}],
    )  # fmt: skip
    values = {
        "search_share_of_clicks": 0.2, "searches_per_searcher_day": 3, "purchase_search_share": 0.25,
        "search_depth": 20, "search_ctr_ratio": 20 / 240 / 0.08, "search_like_rate": 0.05, "feed_like_rate": 0.1,
        "brand_searches": 7, "search_back_rate": 0.05,
    }  # fmt: skip
    assert {name: of(name, records) for name in values} == pytest.approx(values)
