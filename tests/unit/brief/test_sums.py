"""The sums of a brief: plans that cannot be are told with their arithmetic, and what passes can be compared."""

import pytest
from brief_play import changed, checked, growth, launch, problems_of

KOC = {"koc": {"spend": {"creators": 1}, "tiers": {"koc": 1}}}


@pytest.mark.parametrize(("plain", "sayings"), [
    (growth(objectives=[{"kind": "followers", "goal": "900万"}], market__n_users=500, budget_cny=None,
            tactics={"a": {"spend": {"creators": 0}}}),
     ["objective followers = 9,000,000: more than 105, all follows of the market in 28 days"]),
    (growth(objectives=[{"kind": "engagement_rate", "goal": 10}]), ["it is a share of clicks", "10% is 0.1"]),
    (launch(budget_cny=50, tactics=KOC), ["koc: 50 CNY buy nothing", "asks about 55 CNY"]),
    (launch(budget_cny="5万", market__n_users=500, tactics=KOC),
     ["50,000 CNY, and a market of 500 people can take about", "7.6 creators of koc", "or spend less there"]),
    (launch(phases={"launch": {"first_day": "2015-01-01", "last_day": "2035-01-01"}}),
     ["are 7,327 days", "400 at most"]),
    (launch(tactics={"a": {"tiers": {"head": 1}}}),
     ["no creator of head, who has 500,000 followers at least, among 5,000 people (market.audience takes more"]),
    (launch(budget_cny="99亿", tactics=KOC), ["no market that can be simulated holds it"]),
    (launch(objectives=[{"kind": "sales", "goal": "1亿"}]), ["more than 990,000, an order of each user at 198 CNY"]),
    (launch(objectives=[{"kind": "reach", "goal": 5001}]), ["more than 5,000, the people of the market"]),
    (launch(event={"city": "成都", "day": "2026-12-05", "places": 10, "place_cny": 50},
            tactics={"a": {"spend": {"creators": 1000, "event": 2000}}}),
     ["10 places at 50 CNY cost 500: the rest stays unspent"]),
    (launch(group={"first_day": "2026-12-01"}, tactics={"a": {"spend": {"creators": 2000, "group": 300}}}),
     ["300 CNY are less than a week of the group, 500 CNY"]),
    (launch(group={"first_day": "2026-12-01", "week_cny": 100},
            tactics={"a": {"spend": {"creators": 1500, "group": 1500}}}),
     ["keep the group for 15 weeks, and only 3 are watched", "300 CNY are enough"]),
    (launch(draw={"first_day": "2026-12-01", "last_day": "2026-12-02", "prize_cny": 500},
            tactics={"a": {"spend": {"creators": 2600, "draw": 400}}}), ["400 CNY hold none of its prizes of 500 CNY"]),
    (launch(tactics={"a": {"spend": {"creators": 1000, "feed_ads": 2000}, "targeting": "broad"}}),
     ["spend.feed_ads: 2,000 CNY, and a market of 5,000 people can take about", "targeting broad, at 45 CNY per 1000"]),
])  # fmt: skip
def test_a_plan_that_cannot_be_is_told_with_its_sum(plain, sayings):
    told = " ".join(problems_of(plain))
    assert [saying for saying in sayings if saying not in told] == []


def test_the_market_that_is_named_as_large_enough_is_large_enough():
    (problem,) = problems_of(launch(budget_cny="5万", tactics=KOC))
    enough = int(problem.split("a market of ")[2].split(" people")[0].replace(",", ""))
    assert problems_of(launch(budget_cny="5万", tactics=KOC, market__n_users=enough)) == []
    facts = checked(launch(budget_cny="5万", tactics=KOC, market__n_users=enough)).sums.facts
    least = next(fact for fact in facts if fact.startswith("smallest market"))
    assert int(least.split("about ")[1].split(" people")[0].replace(",", "")) <= enough


def test_what_the_money_buys_is_said_purpose_by_purpose():
    plain = launch(
        event={"city": "成都", "day": "2026-12-05", "places": 100, "place_cny": 10},
        tactics={"a": {"spend": {"creators": 2500, "event": 500}, "tiers": {"koc": 1}}},
    )  # fmt: skip
    facts = "\n".join(checked(plain).sums.facts)
    for saying in (
        "market: 5,000 people, one in 64,000 of the platform's", "3,000 CNY are 0.6 CNY per head",
        "koc: 2,500 CNY buy 13 to 30 notes of 83 to 192 CNY, by 13 to 30 of about 205 creators of koc",
        "500 CNY buy 50 places; about 208 of the market live in Chengdu 成都",
        "objective sales = 5,000: 0.51% of 990,000",
        "runs: 2 arms x 6 replicates x 28 days of 5,000 people are 12 runs",
    ):  # fmt: skip
        assert saying in facts


def test_as_many_creators_are_there_as_the_sum_says():
    from xhs_sim.brief.capacity import stock_of
    from xhs_sim.config import load_config
    from xhs_sim.model import PlatformModel
    from xhs_sim.strategies.kol.marketplace import tiers_of

    config = load_config(["campaign=face_cream", "prices=price_law", "population.n_users=30000", "threads=1"])
    total = PlatformModel(config).world.followers_of()[:30000]
    there = tiers_of(total, config.graph.tiers)
    stock = stock_of(config.campaign, config.graph, 30_000)
    for number, tier in ((1, "koc"), (2, "junior")):
        assert (there == number).sum() == pytest.approx(stock[tier].share * 30000, rel=0.2)


def test_agreed_creators_are_paid_by_what_the_launch_itself_has():
    agreed = {"creator": "c", "followers": 900, "price_cny": 1200, "day": "2026-12-02"}
    tactics = {"a": {"tiers": {"koc": 1}, "in_flight": {"hold_back": 0.6, "day": "2026-12-04"}}}
    (problem,) = problems_of(launch(agreed=[agreed], tactics=tactics))
    assert "agreed creators cost 1,320 CNY with the fee, and paid notes of the launch have 1,200 CNY" in problem
    assert (
        problems_of(changed(launch(agreed=[agreed], tactics=tactics), {"tactics__a__in_flight__hold_back": 0.5})) == []
    )


def test_the_smallest_market_gives_a_verdict():
    """What is named as enough is neither too small for a verdict nor too small for its money."""
    for budget in (3000, 60_000):
        plain = launch(budget_cny=budget, tactics=KOC, market__audience=1_000_000, market__n_users=5000)
        fact = next(each for each in checked(plain).sums.facts if each.startswith("smallest market"))
        least = int(fact.split("about ")[1].split(" people")[0].replace(",", ""))
        assert least >= 200_000
        told = checked(changed(plain, {"market__audience": least})).sums
        assert not told.problems
        assert [each for each in told.warnings if "verdict" in each] == []
        below = checked(changed(plain, {"market__audience": int(0.8 * least)})).sums
        assert [each for each in below.warnings if "verdict" in each]


def test_hiring_much_of_a_tier_is_told_before_the_verdict_tells_it():
    plain = launch(
        budget_cny=110_000, tactics={"a": {"tiers": {"head": 1}}}, market__audience=1_000_000, market__n_users=5000
    )
    (told,) = [each for each in checked(plain).sums.warnings if "beyond what the model can tell" in each]
    assert "of the creators of head are hired, beyond what the model can tell (25%)" in told
    enough = int(told.split("the verdict will say so; ")[1].split(" people")[0].replace(",", ""))
    assert enough > 1_000_000
    larger = checked(changed(plain, {"market__audience": enough})).sums
    assert not any("creators of head are hired" in each for each in larger.warnings)
