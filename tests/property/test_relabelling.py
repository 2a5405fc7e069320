"""Users have no order: whoever stands in another row does the same things."""

import numpy as np
import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.world.follower_graph import from_pairs

CONFIG = load_config(
    [
        "population.n_users=1500",
        "content.history_days=4",
        "content.notes_per_active_day=0.2",
        "n_days=3",
        "threads=1",
        "record.panel_share=0.3",
        "engage.rates.follow=0.2",
    ]
)  # fmt: skip; many follows, so that the graph and the inboxes change
ACTS = ["impressions", "clicks", "likes", "saves", "comments", "shares", "follows"]


def relabel(model: PlatformModel, new_row: np.ndarray) -> None:
    """Move user ``i`` of a model that has not started to row ``new_row[i]``."""
    world, old_row = model.world, np.argsort(new_row)
    for columns in (world.truth, world.users, world.creators, world.brands):
        for column in columns:
            column[:] = column[old_row]
    for chosen in (model.cast.watching.is_panel, model.cast.watching.is_traced):
        chosen[:] = chosen[old_row]
    for name in ("graph", "friends"):
        creators, followers = getattr(world, name).pairs()
        setattr(world, name, from_pairs(new_row[creators], new_row[followers], len(new_row)))
    world.archive.log.creator[:] = new_row[world.archive.log.creator]
    known = world.content.log.creator >= 0
    world.content.log.creator[known] = new_row[world.content.log.creator[known]]


@pytest.fixture(scope="module")
def pair():
    """Return a model and its relabelled twin after three days, and where everybody went."""
    one, other = PlatformModel(CONFIG), PlatformModel(CONFIG)
    n, n_all = one.config.population.people, len(one.world.users.key)
    new_row = np.arange(n_all)
    new_row[:n] = np.random.default_rng(5).permutation(n)
    relabel(other, new_row)
    return one.run(), other.run(), new_row


def test_every_user_ends_in_the_same_state(pair):
    one, other, new_row = pair
    for part in ("truth", "users", "creators", "brands"):
        mine, theirs = getattr(one.world, part), getattr(other.world, part)
        for name in mine._fields:
            if name not in ("inbox", "new_follows"):  # hold rows and slots, which have other names now
                assert np.array_equal(getattr(mine, name), getattr(theirs, name)[new_row]), name


def test_every_note_has_the_same_fate(pair):
    one, other, new_row = pair
    mine, theirs = (model.recorder.frame("notes").sort("note") for model in (one, other))
    assert mine.height > 100
    assert mine.select("note", *ACTS).equals(theirs.select("note", *ACTS))
    assert np.array_equal(new_row[mine["creator"].to_numpy()], theirs["creator"].to_numpy())


def test_the_same_people_follow_the_same_creators(pair):
    one, other, new_row = pair
    creators, followers = one.world.graph.pairs()
    moved = set(zip(new_row[creators].tolist(), new_row[followers].tolist(), strict=True))
    assert moved == set(zip(*(column.tolist() for column in other.world.graph.pairs()), strict=True))
    assert len(moved) > one.recorder.frame("daily")["follows"].sum() > 50


def test_the_panel_saw_the_same_slates(pair):
    one, other, new_row = pair
    order = ["day", "tick", "user", "session", "surface", "slot", "note"]
    mine = one.recorder.frame("panel").with_columns(
        pl.col("user").map_elements(lambda row: int(new_row[row]), return_dtype=pl.Int32)
    )
    theirs = other.recorder.frame("panel")
    shown = [*order, "channel", "clicked", "liked"]
    assert mine.select(shown).sort(order).equals(theirs.select(shown).sort(order))
