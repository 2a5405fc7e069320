"""Effects of topic and style on made notes of known truth."""

import numpy as np
import polars as pl
import pytest
from made_notes import made_folder, put

from xhs_sim.content_analysis import explore_notes
from xhs_sim.content_analysis.told import sentences

TRUE = {"travel": 2.0, "question": 1.0, "emoji": 1.6}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Notes of which travel gets twice the likes of food and emoji 1.6 times; nothing else does anything."""
    folder = made_folder(tmp_path_factory.mktemp("style"), 5, creators=25, each=60)
    notes, draw = pl.read_parquet(folder / "notes.parquet"), np.random.default_rng(6)
    n = notes.height
    topic = draw.choice(["food", "travel", "pets"], n, p=[0.6, 0.395, 0.005])
    emoji = draw.random(n) < 0.4
    factor = np.where(topic == "travel", TRUE["travel"], 1.0) * np.where(emoji, TRUE["emoji"], 1.0)
    likes = np.maximum(np.expm1(np.log1p(notes["likes"].to_numpy()) + np.log(factor)), 0).round().astype(np.int64)
    put(folder, notes.with_columns(
        pl.Series("likes", likes), pl.Series("topic", topic), pl.Series("title_emoji", emoji),
        pl.Series("title_question", draw.random(n) < 0.3), pl.Series("title_chars", draw.integers(5, 21, n)),
        pl.Series("tags_n", [None if lot < 0.1 else int(30 * (lot - 0.1)) % 9 + 1 for lot in draw.random(n)]),
    ))  # fmt: skip
    return explore_notes(folder)


def of(found, factor, option):
    return found.table.row(by_predicate=(pl.col("factor") == factor) & (pl.col("option") == option), named=True)


@pytest.mark.parametrize(("factor", "option", "true"), [("topic", "travel", 2.0), ("emoji", "emoji_yes", 1.6)])
def test_what_does_something_is_found_and_told_apart(found, factor, option, true):
    row = of(found, factor, option)
    assert row["ci_low"] < true < row["ci_high"]
    assert row["told"]


def test_what_does_nothing_is_not_told_apart(found):
    still = found.table.filter(pl.col("factor").is_in(["question", "title", "tags", "hour"]))
    assert still.height == 1 + 2 + 3 + 4
    assert not still["told"].any()


def test_the_model_of_all_of_it_converged(found):
    assert found.fit.how == "mixed"


def test_topics_of_too_few_go_to_the_others_which_are_too_few_themselves(found):
    assert {*found.table.filter(factor="topic")["option"]} == {"travel"}
    assert found.n > 1450  # the few others leave, nobody else does


def test_topic_and_style_are_called_by_their_names(found):
    said = " ".join(sentences(found))
    assert "travel: " in said
    assert "emoji in title: " in said
    assert "topic, " in said


def test_an_import_that_keeps_neither_is_explored_as_before(tmp_path):
    assert {*explore_notes(made_folder(tmp_path, 1)).table["factor"]} == {"format", "hour", "weekday", "followers"}
