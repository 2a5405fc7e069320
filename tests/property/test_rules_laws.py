"""Laws of rules: without harm nothing changes; what is acted on is shown no more where it must not be."""

from functools import partial

import numpy as np
import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.records.rule_tables import TABLES_OF_RULES
from xhs_sim.records.tables import TABLES
from xhs_sim.world.safety import DEMOTED, LIMITED, REMOVED, UNSEARCHABLE

MARKET = ("population.n_users=3000", "content.history_days=6", "content.window_days=12", "n_days=6", "threads=1",
          "record.note_share=1.0")  # fmt: skip
FROM = 2  # the day from whose second tick on measures hold
HARMLESS = [f"rules.kinds.{kind}.{of}=0" for kind in load_config(["rules=platform"]).rules.kinds
            for of in ("harm", "lure")]  # fmt: skip


def play(*overrides, on_tick=None):
    model = PlatformModel(load_config([*MARKET, *overrides]))
    if on_tick is not None:
        model.cast.moderation.open_tick = partial(on_tick, model.world)
    return model.run().recorder


def acting(measure, until=99):
    """Return what acts on every third note there is, by its key, from a tick on until a day."""

    def on_tick(world, now):
        log = world.content.log
        some = np.flatnonzero((log.key >= 0) & (log.key % 3 == 0))
        if (now.day, now.tick) >= (until, 0):
            world.safety.relieve(some, measure)
        elif (now.day, now.tick) >= (FROM, 1):
            world.safety.act_on(some, measure)

    return on_tick


def share_acted_on(recorder, days, surface=None):
    """Return the share of a surface's impressions that notes which were acted on have."""
    ticks = recorder.frame("note_ticks").filter(pl.col("day").is_in(days))
    if surface is not None:
        ticks = ticks.filter(pl.col("surface") == surface)
    acted = ticks.filter(pl.col("note") % 3 == 0)
    return acted["impressions"].sum() / ticks["impressions"].sum()


BEFORE, AFTER = [0, 1], [3, 4, 5]


@pytest.fixture(scope="module")
def runs():
    measures = {"limited": LIMITED, "unsearchable": UNSEARCHABLE, "removed": REMOVED}
    found = {name: play("rules=platform", on_tick=acting(measure)) for name, measure in measures.items()}
    return found | {"none": play("rules=none"), "rules": play("rules=platform")}


def test_rules_that_do_no_harm_change_nothing_bit_for_bit(runs):
    harmless = play("rules=platform", *HARMLESS)
    for table in TABLES.keys() - TABLES_OF_RULES.keys():
        assert harmless.frame(table).equals(runs["none"].frame(table)), table
    assert harmless.frame("violations").height > 0
    assert runs["none"].frame("violations").height == 0


def test_removed_notes_are_shown_nowhere(runs):
    assert share_acted_on(runs["removed"], BEFORE) > 0.25
    assert share_acted_on(runs["removed"], AFTER) == 0.0


def test_notes_of_the_banned_are_shown_nowhere_not_even_to_followers():
    keys = set()

    def ban(world, now):
        log, who = world.content.log, np.arange(len(world.users.key))
        if (now.day, now.tick) == (FROM, 1):
            for row in who[who % 3 == 0]:
                world.safety.hold_person(row, -1000, -1000, is_banned=True, strikes=9)
        keys.update(log.key[(log.key >= 0) & (log.creator % 3 == 0)].tolist())

    ticks = play("rules=platform", on_tick=ban).frame("note_ticks").filter(pl.col("note").is_in(sorted(keys)))
    assert ticks.filter(pl.col("day") < FROM)["impressions"].sum() > 0
    assert ticks.filter(pl.col("day") > FROM)["impressions"].sum() == 0


def test_limited_notes_are_not_recommended_but_to_followers_and_found(runs):
    usual, limited = (share_acted_on(runs[name], AFTER, "explore") for name in ("rules", "limited"))
    assert 0.0 < limited < 0.25 * usual  # what followers find in their inbox
    assert share_acted_on(runs["limited"], AFTER, "search") > 0.2


def test_unsearchable_notes_are_recommended_but_not_found(runs):
    assert share_acted_on(runs["unsearchable"], AFTER, "search") == 0.0
    assert share_acted_on(runs["unsearchable"], AFTER, "explore") > 0.25


def test_demoted_notes_are_recommended_less():
    many = "rules=platform", "population.audience=60000"  # where there is more than everybody can be shown
    runs = play(*many), play(*many, on_tick=acting(DEMOTED))
    usual, demoted = (share_acted_on(each, AFTER, "explore") for each in runs)
    assert 0.0 < demoted < 0.7 * usual


def test_restored_notes_are_shown_again():
    restored = play("rules=platform", on_tick=acting(REMOVED, until=4))
    assert share_acted_on(restored, [3]) == 0.0
    assert share_acted_on(restored, [5]) > 0.2


def test_harm_lowers_satisfaction_and_raises_reports():
    worse = [f"rules.kinds.vulgar.{of}" for of in ("share=0.3", "harm=2.0", "lure=0.0")]
    none, harmed = (
        play("react.report_rate=0.02", "rules=platform", *more)
        for more in ([*worse, "rules.kinds.vulgar.harm=0.0"], worse)
    )
    mood = [each.frame("daily")["true_satisfaction"][-1] for each in (none, harmed)]
    assert mood[1] < mood[0] - 0.01
    reports = [
        each.frame("safety_daily").select(pl.col("violating_reports", "reports").sum()) for each in (none, harmed)
    ]
    usual, raised = (row["violating_reports"][0] / row["reports"][0] for row in reports)
    assert raised > 1.5 * usual


def test_what_is_told_of_violations_adds_up(runs):
    tables = {name: runs["rules"].frame(name) for name in ("safety_daily", "violation_daily", "violations", "daily")}
    safety = tables["safety_daily"]
    assert (safety["violating_impressions"] <= safety["impressions"]).all()
    assert (safety["impressions"] <= tables["daily"]["impressions"]).all()
    by_kind = tables["violation_daily"].group_by("day", maintain_order=True).agg(pl.col("impressions").sum())
    assert (by_kind["impressions"] >= safety["violating_impressions"]).all()
    assert set(tables["violations"]["true_kind"]) <= set(load_config(["rules=platform"]).rules.kinds)
