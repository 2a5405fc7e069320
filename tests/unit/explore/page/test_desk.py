"""Who lets the days pass: up to what was asked for, on and on in the same markets until it starts again."""

from dataclasses import replace

import pytest

from xhs_sim.explore.market import Place, Plan

pytest.importorskip("solara")
page = pytest.importorskip("xhs_sim.explore.page")
desk_of = pytest.importorskip("xhs_sim.explore.page.desk")
Desk, Settings, Wanted = desk_of.Desk, desk_of.Settings, desk_of.Wanted
PLAN = Plan(budget_cny=20_000, mix="small", ranker="default")
SMALL = Settings(plans=(PLAN, replace(PLAN, budget_cny=0)), place=Place(n_users=1000, weight=1, seed=1))


@pytest.fixture
def told():
    return []


@pytest.fixture
def desk(told):
    desk = Desk(told.append)
    yield desk
    desk.close()


def test_days_pass_up_to_what_is_wanted_and_go_on_from_there(desk, told):
    assert desk.work(Wanted(settings=SMALL, until=2)).day == 2
    assert desk.work(Wanted(settings=SMALL, until=3)).day == 3
    assert told == [1, 2, 3]
    assert desk.work(Wanted(settings=SMALL, start=1)).day == 0


def test_whoever_stops_sees_the_days_until_then(told):
    desk = Desk(lambda day: (told.append(day), desk.stop() if day == 2 else None))
    seen = desk.work(Wanted(settings=SMALL, until=9))
    desk.close()
    assert seen.day == 2
    assert len(seen.sides[0].days) == 2


def test_the_address_says_the_language():
    assert [page.asked_language(each) for each in ("lang=zh", "lang=fr", "", None)] == ["zh", "en", "en", "en"]
