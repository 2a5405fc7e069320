"""Rows of users: cohorts, and what is known when a run ends."""

from toy_diary import new_recorder
from toy_world import log_of, states_of, world_of

from xhs_sim.diary.audience import record_brand_segments, record_cohorts, record_reach, record_users


def cohort_rows(day, **changes):
    """Return cohorts of a market of two, with four who sign up on days 0, 0, 2 and 9."""
    log = log_of(6, signup_day=[-31, -31, 0, 0, 2, 9], **changes)
    recorder = new_recorder()
    record_cohorts(recorder, world_of(6, log=log), day)
    return [tuple(row.values()) for row in recorder.frame("cohorts").to_dicts()]


def test_cohorts_are_those_who_signed_up_so_far():
    assert cohort_rows(4, is_active=[1, 1, 1, 0, 1, 0]) == [(0, 4, 2, 1), (2, 2, 1, 1)]


def test_before_anybody_signs_up_there_are_no_cohorts():
    log = log_of(3, signup_day=[-31, -31, 5])
    recorder = new_recorder()
    record_cohorts(recorder, world_of(3, log=log), 4)
    assert recorder.frame("cohorts").height == 0


def test_a_cohort_that_left_keeps_its_size():
    assert cohort_rows(9, is_gone=1) == [(0, 9, 2, 0), (2, 7, 1, 0), (9, 0, 1, 0)]


def end(n_days=3, **log):
    states = states_of(4, impressions=[[0], [2], [2], [5]])
    world, recorder = world_of(4, ((0, 1), (0, 2)), log=log_of(4, **log), brands=states), new_recorder()
    record_users(recorder, world, n_days)
    record_reach(recorder, world, n_days)
    return recorder


def test_days_of_activity_leave_out_the_day_that_is_never_simulated():
    frame = end(active_days=[0b0001, 0b0001, 0b0110, 0b1111]).frame("activity_days")
    assert frame["active_days"].to_list() == [0, 1, 2, 3]
    assert frame["users"].to_list() == [2, 0, 1, 1]


def test_days_of_activity_look_back_over_the_run_only_and_thirty_days_at_most():
    before_the_run = 0b110000  # visits of the days before day 0
    assert end(active_days=before_the_run).frame("activity_days")["users"].to_list() == [4, 0, 0, 0]
    frame = end(n_days=60, active_days=0xFFFFFFFF).frame("activity_days")
    assert frame["active_days"].max() == 30
    assert frame["users"].to_list() == [0] * 30 + [4]


def test_those_who_have_not_signed_up_by_the_end_are_not_counted():
    signup = {"signup_day": [-31, -31, 2, 3]}
    assert end(**signup).frame("activity_days")["users"].sum() == 3
    assert end(**signup).frame("reach_frequency")["users"].sum() == 3


def test_frequency_says_how_many_saw_the_brand_how_often():
    frame = end().frame("reach_frequency")
    assert frame["frequency"].to_list() == [0, 1, 2, 3, 4, 5]
    assert frame["users"].to_list() == [1, 0, 2, 0, 0, 1]
    assert frame["brand"].unique().to_list() == ["loud"]


def test_bands_count_users_with_more_followers_than_so_many():
    frame = end().frame("follower_bands")
    assert frame["more_than"].to_list()[:3] == [-1, 0, 10]
    assert frame["users"].to_list()[:3] == [4, 1, 0]


def test_segments_of_a_brand_count_how_far_their_people_came():
    who = {"gender": [0, 1, 1, 1, 1], "age_band": [0, 1, 1, 1, 0], "city_tier": [0, 1, 1, 1, 0],
           "education_level": [0, 1, 1, 1, 0]}  # fmt: skip
    log = log_of(5, **who, is_gone=[0, 0, 1, 0, 0], signup_day=[-31, -31, -31, 2, 3])
    states = states_of(5, impressions=[[0], [2], [1], [0], [9]], stage=[[0], [1], [4], [2], [5]])
    recorder = new_recorder()
    record_brand_segments(recorder, world_of(5, log=log, brands=states), (2, 2, 2), 3)
    frame = recorder.frame("brand_segments")
    assert frame.height == 16
    assert frame["users"].sum() == 4  # one signs up after the run
    counted = ("users", "reached", "aware_or_more", "interested_or_more", "bought")
    women = frame.filter(gender="female", age_band="old", city_tier="tier_2", education_level="school").select(counted)
    assert women.row(0) == (3, 2, 3, 2, 1)
    assert frame.filter(gender="male", age_band="young", city_tier="tier_1", education_level="bachelor").select(
        counted
    ).row(0) == (1, 0, 0, 0, 0)
