"""What teams plan beside creators and ads: each part is built as it is said, and none is accepted and ignored."""

import pytest
from brief_play import arms_of, launch, problems_of, warnings_of

EVENT = {"city": "成都", "day": "2026-12-05", "places": 20, "place_cny": 25}
REWARD = {"first_day": "2026-12-02", "last_day": "2026-12-08"}
PARTS = {
    "phases__warm_up": {"first_day": "2026-11-20"},
    "partner": {"brand": {"name": "冰岛", "topic": "旅行"}, "cost_share": "40%"},
    "media": {"kind": "warm_up", "first_day": "2026-11-21", "last_day": "2026-11-30"},
    "challenge": REWARD | {"reward_cny": 5}, "check_in": REWARD | {"reward_cny": 6, "visits": 3},
    "draw": REWARD | {"prize_cny": 100}, "event": EVENT, "group": {"first_day": "2026-12-03", "week_cny": 100},
    "live": {"days": ["2026-12-04", "2026-12-11"], "minutes": 60, "host_followers": "5k", "host_fee_cny": 100},
    "coupon": {"first_day": "2026-12-04", "last_day": "2026-12-10", "value_cny": "20元", "who": "感兴趣"},
    "promotion": {"first_day": "2026-12-04", "last_day": "2026-12-06", "discount_share": "20%"},
    "survey": {"people": 40},
}  # fmt: skip
SPEND = {"creators": 2000, "media": 200, "event": 200, "group": 100}
FULL = {
    "challenge": {"spend": SPEND | {"challenge": 100}, "tiers": {"koc": 1}, "teasers": "10%", "joint_notes": 0.5},
    "check_in": {"spend": SPEND | {"check_in": 100}, "tiers": {"koc": 1}, "live": True},
    "draw": {"spend": SPEND | {"draw": 100}, "tiers": {"koc": 1}, "promotion": True, "coupon": True},
}  # fmt: skip


def whole(**changes):
    plain = launch(
        **PARTS, tactics=FULL, objectives=[{"kind": "参与人数"}, {"kind": "到场人数"}], market__n_users=20_000
    )
    plain.update(changes)
    return plain


def test_everything_that_a_team_plans_can_be_said_at_once(tmp_path):
    arms = arms_of(whole(), tmp_path)
    plan, base = arms["challenge"].campaign, arms["nothing"]
    assert base.study.outcomes[:2] == ["participants", "attendance"]
    assert {what: cny for what, cny in plan.ads.split.items() if cny} == {
        "creators": 2000, "media": 200, "event": 200, "group": 100, "challenge": 100,
    }  # fmt: skip
    assert (plan.start_day, plan.tactics["teasers"].days, plan.tactics["teasers"].share) == (11, 11, 0.1)
    media, event, group = (plan.tactics[name] for name in ("media", "event", "group"))
    assert (media.after_days, media.days, media.share_on_platform) == (-10, 10, 0.5)
    names = list(base.population.city_names)
    assert (names[event.city], event.after_days, event.places) == ("成都", 4, 20)
    assert event.survey_size == 40
    assert (group.after_days, group.week_cny) == (2, 100)
    assert base.campaign.budget_cny == 0


def test_each_tactic_rewards_sells_and_publishes_as_it_says(tmp_path):
    arms = arms_of(whole(), tmp_path)
    kinds = {arm: config.campaign.tactics.keys() & FULL.keys() for arm, config in arms.items()}
    assert kinds == {"nothing": set(), **{kind: {kind} for kind in FULL}}
    rewarded = {kind: arms[kind].campaign.tactics[kind] for kind in FULL}
    assert {(each.after_days, each.days) for each in rewarded.values()} == {(1, 7)}
    assert (rewarded["challenge"].reward_cny, rewarded["draw"].prize_cny) == (5, 100)
    assert (rewarded["check_in"].reward_cny, rewarded["check_in"].check_ins_needed) == (6, 3)
    live, sale = arms["check_in"].live, arms["draw"].promotion
    assert (live.on_days, live.minutes, live.host_followers, live.product) == ([14, 21], 60, 5000, "face_cream")
    assert (sale.start_day, sale.days, sale.discount_share) == (14, 3, 0.2)
    off = arms["draw"].campaign.tactics["coupon"]
    assert (off.after_days, off.days, off.value_cny, off.least_cny, off.who) == (3, 7, 20, 20.01, "interested")
    assert {"coupon" in arms[arm].campaign.tactics for arm in ("nothing", "challenge", "check_in")} == {False}
    assert {arms[arm].live.product for arm in ("nothing", "challenge", "draw")} == {None}
    assert {arms[arm].promotion.product for arm in ("nothing", "challenge", "check_in")} == {None}
    joint, alone = arms["challenge"].alliance, arms["draw"].alliance
    assert (joint.share, joint.cost_share, alone.share, arms["nothing"].alliance.share) == (0.5, 0.4, 0.0, 0.0)
    assert arms["nothing"].brands[str(joint.partner)].zh == "冰岛"
    assert arms["nothing"].brands[str(joint.label)].zh == "qingrou × 冰岛"


@pytest.mark.parametrize("part", [part for part in PARTS if part not in ("survey", "phases__warm_up")])
def test_a_part_that_no_tactic_has_is_refused(part):
    problems = problems_of(launch(**{part: PARTS[part]}, tactics={"a": {"tiers": {"koc": 1}}}))
    assert any(problem.startswith(f"{part}: no tactic") for problem in problems)


@pytest.mark.parametrize(("tactic", "saying"), [
    ({"spend": {"creators": 0.5, "event": 0.5}}, "spend.event: the brief does not say what it is: add event"),
    ({"spend": {"creators": 0.5, "draw": 0.5}}, "spend.draw: the brief does not say what it is: add draw"),
    ({"live": True}, "live: the brief does not say what it is"),
    ({"promotion": True}, "promotion: the brief does not say what it is"),
    ({"coupon": True}, "coupon: the brief does not say what it is: add coupon"),
    ({"joint_notes": 0.5}, "the brief names no partner"),
    ({"teasers": 0.5}, "phases.warm_up is missing"),
    ({"spend": {"own_note_ads": 1}}, "there is no own_account whose notes could be shown"),
    ({"in_flight": {"hold_back": 0.5, "day": "2026-12-03", "rule": "by_survey"}}, "by_survey asks people: add survey"),
    ({"in_flight": {"hold_back": 0, "day": "2026-12-03"}}, "with nothing kept back there is nothing to decide on"),
    ({"in_flight": {"hold_back": 0.5, "day": "2026-12-01"}}, "is the launch itself"),
    ({"bid_cpm_cny": 9}, "bid_cpm_cny is a bid for feed ads, and the tactic buys none"),
    ({"bid_cpc_cny": 9}, "bid_cpc_cny is a bid for search ads"),
    ({"targeting": "broad"}, "targeting is about feed ads"),
    ({"ads_after_days": 3}, "ads_after_days is about ads"),
])  # fmt: skip
def test_what_a_tactic_says_without_effect_is_refused(tactic, saying):
    assert any(saying in problem for problem in problems_of(launch(tactics={"a": tactic})))


@pytest.mark.parametrize(("changes", "saying"), [
    ({"event": EVENT | {"city": "火星"}}, "event.city: '火星' is not known"),
    ({"event": EVENT | {"day": "2026-11-30"}}, "before it there are media and teasers only"),
    ({"event": EVENT | {"day": "2027-11-30"}}, "the last day that is watched"),
    ({"challenge": REWARD | {"first_day": "2026-11-30", "reward_cny": 5}}, "2026-11-30 is before the launch"),
    ({"draw": REWARD | {"last_day": "2026-12-01", "prize_cny": 5}}, "draw: last_day 2026-12-01 is before first_day"),
    ({"partner": {"brand": {"name": "清柔"}}}, "is the brief's own brand"),
    ({"partner": {"brand": {"name": "冰岛"}}}, "partner.brand: the market does not know '冰岛'; say its topic"),
    ({"event": None, "tactics": {name: {**each, "spend": {**each["spend"], "event": 0}} for name, each in FULL.items()},
      "objectives": [{"kind": "reach"}]}, "The nearest without: the objectives awareness and interest"),
    ({"objectives": [{"kind": "reach"}, {"kind": "触达"}]}, "reach stands twice"),
])  # fmt: skip
def test_parts_that_cannot_be_are_refused_with_what_can(changes, saying):
    assert any(saying in problem for problem in problems_of(whole(**changes)))


@pytest.mark.parametrize(("kind", "needs"), [
    ("participants", "challenge, check_in or draw"), ("visitors", "event"), ("members", "group"), ("live_sales", "live")
])  # fmt: skip
def test_an_objective_needs_what_it_counts(kind, needs):
    assert any(f"needs {needs} in the brief" in problem for problem in problems_of(launch(objectives=[{"kind": kind}])))


def test_in_flight_decisions_and_series_are_said_by_tactic(tmp_path):
    kept = {"hold_back": "50%", "day": "2026-12-05", "rule": "按调研"}
    plain = launch(
        survey={"people": 30, "answer_cny": 4}, tactics={"a": {"tiers": {"koc": 1}, "in_flight": kept, "notes_each": 2}}
    )
    plan = arms_of(plain, tmp_path)["a"].campaign
    assert (plan.in_flight.rule, plan.in_flight.hold_back, plan.in_flight.after_days) == ("by_survey", 0.5, 4)
    assert (plan.tactics["survey"].size, plan.tactics["survey"].answer_cny, plan.contract.notes_each) == (30, 4, 2)


def test_more_places_than_people_would_come_is_told():
    many = launch(
        event=EVENT | {"places": 200, "place_cny": 5},
        tactics={"a": {"spend": {"creators": 2000, "event": 1000}, "tiers": {"koc": 1}}},
    )
    assert any("200 places, and were all of Chengdu 成都 interested" in text for text in warnings_of(many))
