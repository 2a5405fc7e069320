"""Effects of content on made notes: the truth is found, and what is none is told apart no more often than promised."""

import numpy as np
import polars as pl
import pytest
from made_notes import made_folder, put

from xhs_sim.config import ConfigError
from xhs_sim.content_analysis import explore_notes, mixed
from xhs_sim.content_analysis.effects import holm

SEEDS = 20


def of(found, factor, option):
    return found.table.row(by_predicate=(pl.col("factor") == factor) & (pl.col("option") == option), named=True)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Explorations of several draws of one truth: videos get 1.5 times, hours and weekdays do nothing."""
    folder = tmp_path_factory.mktemp("drawn")
    return [explore_notes(made_folder(folder / str(seed), seed, video=1.5)) for seed in range(SEEDS)]


def test_the_truth_lies_inside_its_interval_as_often_as_promised(drawn):
    rows = [of(found, "format", "video") for found in drawn]
    assert all(found.fit.how == "mixed" for found in drawn)
    inside = sum(row["ci_low"] < 1.5 < row["ci_high"] for row in rows)
    assert inside >= 16  # fewer of 20 at 95%: once in 400 such tests
    assert abs(np.mean([np.log(row["ratio"]) for row in rows]) - np.log(1.5)) < 0.06
    assert sum(row["told"] for row in rows) >= 15


def test_what_does_nothing_is_told_apart_in_few_tables(drawn):
    nothing = [found.table.filter(pl.col("factor").is_in(["hour", "weekday"])) for found in drawn]
    assert sum(table["told"].any() for table in nothing) <= 4  # of 20 at 5%
    assert all(table.height == 10 for table in nothing)


def test_hours_and_weekdays_stand_in_their_own_order(drawn):
    for factor, order in (("hour", ("night", "morning", "noon", "afternoon", "evening")),
                          ("weekday", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))):  # fmt: skip
        for found in drawn:
            rows = found.table.filter(pl.col("factor") == factor)
            assert rows["option"].to_list() == [option for option in order if option != rows["against"][0]]


def test_twice_the_followers_go_with_as_many_likes_as_they_were_made_to(drawn):
    rows = [of(found, "followers", "twice") for found in drawn]
    assert sum(row["ci_low"] < 2**0.5 < row["ci_high"] for row in rows) >= 16


def test_effects_that_differ_between_creators_widen_the_interval(tmp_path):
    """A model that took a format for the same everywhere would be as sure of both."""
    widths = []
    for spread in (0.0, 1.0):
        row = of(explore_notes(made_folder(tmp_path / str(spread), 3, spread=spread)), "format", "video")
        widths.append(np.log(row["ci_high"] / row["ci_low"]))
    assert widths[1] > 2 * widths[0]


def test_one_account_has_least_squares_with_robust_errors(tmp_path):
    found = explore_notes(made_folder(tmp_path / "own", 1, creators=1, each=400, video=3.0, spread=0.0))
    assert (found.fit.how, found.n_creators) == ("one_account", 1)
    row = of(found, "format", "video")
    assert row["told"]
    assert row["ci_low"] < 3.0 < row["ci_high"]
    assert "followers" not in found.table["factor"]


def test_a_group_that_is_too_small_is_not_told(tmp_path):
    folder = made_folder(tmp_path / "notes", 2)
    notes = pl.read_parquet(folder / "notes.parquet")
    one = pl.when(pl.col("account_id") == 0).then(pl.lit("video")).otherwise(pl.lit("image"))
    put(folder, notes.with_columns(one.alias("note_type")))  # 40 videos, of one creator
    assert "format" not in explore_notes(folder).table["factor"]


def test_a_search_that_ends_nowhere_is_said_and_least_squares_stand_in(tmp_path, monkeypatch):
    whole = explore_notes(made_folder(tmp_path / "notes", 4, video=2.0))

    class Endless:
        """What L-BFGS of statsmodels 0.15 hands back on a real crawl: "converged", to an infinite likelihood."""

        converged, llf, scale, cov_re = True, np.inf, 1.13, np.zeros((1, 1))

    monkeypatch.setattr(mixed, "_mixed", lambda *asked: Endless)
    found = explore_notes(tmp_path / "notes")
    assert (found.fit.how, found.fit.why) == ("by_creator", "not_converged")
    row, before = of(found, "format", "video"), of(whole, "format", "video")
    assert row["ratio"] == pytest.approx(before["ratio"], rel=0.35)
    assert row["ci_low"] < 2.0 < row["ci_high"]


def test_creators_without_a_level_of_their_own_are_said_to_have_none(tmp_path):
    draw = np.random.default_rng(0)
    x = np.column_stack([np.ones(300), draw.random(300)])
    y = draw.normal(size=300)
    creator = np.repeat(np.arange(10), 30)
    for each in range(10):
        y[creator == each] -= y[creator == each].mean()
    fit = mixed.fit_notes(y, x, creator)
    assert (fit.how, fit.why) == ("by_creator", "singular")


def test_holm_steps_down():
    """By hand: 0.01 x 4, 0.02 x 3, 0.03 x 2 (not below the one before), 0.5 x 1."""
    assert holm(np.array([0.03, 0.01, 0.5, 0.02])) == pytest.approx([0.06, 0.04, 0.5, 0.06])


@pytest.mark.parametrize(
    ("change", "outcome", "told"),
    [
        (lambda notes: notes, "clicks", "clicks"),
        (lambda notes: notes, "views", "views"),
        (lambda notes: notes.drop("likes"), "likes", "likes"),
        (lambda notes: notes.head(9), "likes", "9"),
        (lambda notes: notes.filter(pl.col("account_id") < 2), "likes", "2 creators"),
    ],
)
def test_what_cannot_be_told_is_refused(tmp_path, change, outcome, told):
    folder = made_folder(tmp_path / "notes")
    put(folder, change(pl.read_parquet(folder / "notes.parquet")))
    with pytest.raises(ConfigError, match=told):
        explore_notes(folder, outcome)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ConfigError):
        explore_notes(tmp_path)


@pytest.mark.parametrize("missing", [("note_type", "published_at"), ("captured_at",), ("published_at",)])
def test_columns_that_are_missing_leave_the_rest(tmp_path, missing):
    folder = made_folder(tmp_path / "notes", 5, video=2.0)
    put(folder, pl.read_parquet(folder / "notes.parquet").drop(missing))
    found = explore_notes(folder)
    assert not found.by_age
    assert (found.fit is None) == ("note_type" in missing)
