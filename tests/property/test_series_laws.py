"""Laws of an own account's series: of one piece, and opened more by who opened an earlier part."""

import numpy as np
import polars as pl
import pytest
from apart import differing

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.world.columns import PARTS

MARKET = (
    "population.n_users=3000", "content.history_days=5", "n_days=7", "threads=1", "calendar=none",
    "account=creator", "account.topic=food", "account.followers=300", "account.plan.notes_per_week=42",
    "account.plan.hours_per_week=126", "record.panel_share=1.0",
)  # fmt: skip
FIVE = "account.plan.series_length=5"


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def series(click, entry):
    return run(FIVE, f"engage.series_click={click}", f"engage.series_entry={entry}")


@pytest.fixture(scope="module")
def without_strength():
    return series(0, 0)


@pytest.fixture(scope="module")
def strong():
    return series(1.5, 0)


def later_parts(model):
    """Return the impressions of later parts: whether their user opened an earlier part before, and whether this one."""
    log = model.world.content.log
    parts = {int(log.key[slot]): part for slot, part in model.world.content.parts.items()}
    mine = model.recorder.frame("panel").filter(pl.col("note").is_in(list(parts)))
    opened, rows = {}, []
    for day, tick, user, note, clicked in mine.select("day", "tick", "user", "note", "clicked").iter_rows():
        part, before = parts[note], opened.get((user, parts[note] // PARTS), 0)
        if part % PARTS > 1 and before != part:
            rows.append((0 < before < part, clicked))
        if clicked:
            opened[user, part // PARTS] = max(before, part)
        assert day >= 1
        assert tick >= 0
    return np.array(rows)


def odds_ratio(rows):
    """Return ln of the odds of a click by who opened an earlier part, over the others'."""
    odds = [(rows[rows[:, 0] == read, 1].sum() + 0.5) / ((~rows[rows[:, 0] == read, 1]).sum() + 0.5) for read in (1, 0)]
    return np.log(odds[0] / odds[1])


def test_a_series_of_one_is_no_series_whatever_its_strength_bit_for_bit():
    plain, strong = run("n_days=4"), run("n_days=4", "engage.series_click=5", "engage.series_entry=5")
    assert differing(plain, strong) == []
    assert plain.world.content.parts == {}
    assert not plain.world.users.part.any()


def test_a_series_gives_the_same_on_two_threads(strong):
    both = run(FIVE, "engage.series_click=1.5", "engage.series_entry=0", "threads=2")
    assert differing(strong, both) == []


def test_parts_are_of_one_topic_format_and_embedding(without_strength):
    log, parts = without_strength.world.content.log, without_strength.world.content.parts
    by_series = {}
    for slot, part in parts.items():
        by_series.setdefault(part // PARTS, []).append((part % PARTS, slot))
    assert len(parts) == 36
    assert len(by_series) == 8  # seven of five, and one begun
    for number, members in by_series.items():
        members.sort()
        assert [part for part, _ in members] == list(range(1, len(members) + 1)), number
        slots = [slot for _, slot in members]
        assert np.unique(log.vec[slots], axis=0).shape[0] == 1
        assert np.unique(log.topic[slots]).size == np.unique(log.is_video[slots]).size == 1
    firsts = [members[0][1] for members in by_series.values()]
    assert np.unique(log.vec[firsts], axis=0).shape[0] == 8


def test_who_opened_a_part_opens_the_next_more(without_strength, strong):
    """The readers' log odds rise by about the effect; they are the keener ones without it, too."""
    rows, none = later_parts(strong), later_parts(without_strength)
    assert min(none[:, 0].sum(), rows[:, 0].sum()) > 30
    assert odds_ratio(rows) - odds_ratio(none) == pytest.approx(1.5, abs=0.95)  # of some thirty readers


def test_a_public_that_comes_back_raises_clicks_per_impression(without_strength, strong):
    assert ctr(strong) > 1.05 * ctr(without_strength)


def test_a_later_part_puts_newcomers_off(without_strength):
    assert ctr(series(0, 1.0)) < 0.8 * ctr(without_strength)


def ctr(model):
    days = model.recorder.frame("account_daily")
    return days["clicks"].sum() / days["impressions"].sum()
