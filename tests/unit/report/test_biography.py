"""A note's biography: from rows tick by tick to sources, rungs, words and a picture."""

import json
import sys

import polars as pl
import pytest
import yaml

from xhs_sim.cli import main
from xhs_sim.config import ConfigError
from xhs_sim.records.tables import TABLES, schema_of
from xhs_sim.report.biography import SOURCES, biography_of, read_biography
from xhs_sim.report.figures import draw_biography
from xhs_sim.report.figures.biography import COLOURS
from xhs_sim.report.words import load_words
from xhs_sim.world.columns import ALL_SURFACES

ABOUT = {
    "note": 7, "creator": 1, "published_day": 1, "topic": "food", "format": "video", "is_sponsored": False,
    "brand": None, "followers": 12,
}  # fmt: skip
LIFE = [  # day, tick, surface, stage, impressions, clicks, likes
    (1, 2, "explore", "fresh", 10, 4, 1), (1, 2, "following", "fresh", 5, 1, 1), (1, 3, "explore", "rising", 0, 0, 0),
    (2, 0, "explore", "rising", 30, 3, 2), (2, 1, "explore", None, 2, 0, 0), (2, 3, "search", None, 8, 2, 0),
]  # fmt: skip


CONFIG = {
    "population": {"n_users": 1000}, "n_days": 5, "feed": {"ticks": 4}, "report": {"language": "en"},
    "calendar": {"start": "2025-06-02", "events": {}},
}  # fmt: skip


def ticks_of(rows=LIFE, note=7):
    names = ("day", "tick", "surface", "stage", "impressions", "reads", "likes")
    frame = pl.DataFrame(rows, schema=list(names), orient="row").with_columns(note=note)
    absent = [pl.lit(0).alias(name) for name in TABLES["note_ticks"] if name not in frame.columns]
    return frame.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in schema_of("note_ticks").items())


def life_of(rows=LIFE):
    return biography_of(ticks_of(rows), ABOUT, CONFIG)


def write_run(folder, ticks):
    (folder / "records").mkdir(parents=True)
    ticks.write_parquet(folder / "records" / "note_ticks.parquet")
    for table, rows in {"notes": [{**ABOUT, "note": 7}, {**ABOUT, "note": 8}], "creators": [ABOUT]}.items():
        columns = {name: [row.get(name) for row in rows] for name in TABLES[table]}
        pl.DataFrame(columns, schema=schema_of(table)).write_parquet(folder / "records" / f"{table}.parquet")
    (folder / "manifest.json").write_text(json.dumps({"status": "ok"}))
    (folder / "config.yaml").write_text(yaml.safe_dump(CONFIG))
    return folder


def test_impressions_are_told_apart_by_pool_and_surface():
    assert life_of().by_source.rows() == [
        ("fresh", 10, 4, 1), ("rising", 30, 3, 2), ("followed", 2, 0, 0), ("following", 5, 1, 1), ("search", 8, 2, 0),
    ]  # fmt: skip


def test_rungs_are_the_changes_of_pool():
    assert life_of().rungs == [(1.5, "fresh"), (1.75, "rising")]


def test_the_title_says_how_much_how_soon_and_from_where():
    title = draw_biography(life_of(), load_words("en")).get_label()
    assert title == "55 impressions, 100% of them within two days; 55% came from explore, rising pool"
    assert draw_biography(life_of([LIFE[2]]), load_words("zh")).get_label()  # in a pool, and seen by nobody


def test_every_surface_of_the_records_is_a_source():
    told_apart, unused = {"explore"}, {"live"}  # explore by pools; nobody is live yet
    assert set(ALL_SURFACES) - told_apart - unused <= set(SOURCES)
    assert set(SOURCES) <= set(COLOURS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_source_has_a_name(language):
    assert all(load_words(language).say(f"source_{source}") for source in (*SOURCES, "all"))


def test_the_bars_add_up_to_all_impressions():
    for scale in (1, 3):  # tick by tick, and day by day
        rows = [(day * 4 * scale, *rest) for day, *rest in LIFE]
        figure = draw_biography(life_of(rows), load_words("en"))
        assert sum(bar.get_height() for bar in figure.axes[0].patches) == pytest.approx(55)


def test_the_note_with_most_impressions_is_told_unless_another_is_named(tmp_path):
    more = ticks_of([(1, 0, "explore", "hot", 500, 9, 9)], note=8)
    folder = write_run(tmp_path / "seed=0", pl.concat([ticks_of(), more]))
    assert read_biography(folder).note == 8
    assert read_biography(folder, 7).by_source["impressions"].sum() == 55
    assert read_biography(folder, 7).about["followers"] == 12


def test_what_cannot_be_told_is_said(tmp_path):
    with pytest.raises(ConfigError, match="no finished run there"):
        read_biography(tmp_path)
    folder = write_run(tmp_path / "seed=0", ticks_of())
    with pytest.raises(ConfigError, match=r"note 9 was not followed .*: 7"):
        read_biography(folder, 9)
    empty = write_run(tmp_path / "seed=1", ticks_of().clear())
    with pytest.raises(ConfigError, match=r"raise record\.note_share"):
        read_biography(empty)


def test_the_command_tells_and_draws_it(monkeypatch, capsys, tmp_path):
    folder = write_run(tmp_path / "seed=0", ticks_of())
    monkeypatch.setattr(sys, "argv", ["xhs-sim", "show", "note", str(folder)])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().out
    assert not left.value.code
    assert "note 7: organic video on Food, day 1, by creator 1 with 12 followers" in said
    assert "ladder: fresh (day 1.50) -> rising (day 1.75)" in said
    assert (folder / "figures" / "note_7.png").stat().st_size > 20_000
