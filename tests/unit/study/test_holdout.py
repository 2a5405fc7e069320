"""Held-out accounts: who they are, what they show, and whether intervals hold as much as they say."""

import json

import numpy as np
import polars as pl
import pytest

from xhs_sim.study.holdout import Account, figures_of, is_held_out, predict, read_accounts, read_run

SIZES = (4, 6, 9, 15)


def accounts(rng, n, between=0.9, within=1.0, slope=0.3):
    """Draw accounts by a known law: a level that hangs on followers and on who it is, notes around it."""
    made = []
    for k in range(n):
        followers = np.exp(rng.normal(6.5, 0.8))
        level = 2.5 + slope * (np.log(followers) - 6.5) + between * rng.normal()
        logs = level + within * rng.normal(size=SIZES[k % len(SIZES)])
        made.append(Account(float(followers), np.log1p(np.round(np.expm1(np.maximum(logs, 0.0))))))
    return made


def covered(rng, truth, **law):
    held = {f"a{k}": account for k, account in enumerate(accounts(rng, 30, **truth))}
    return predict(held, accounts(rng, 1500, **law), draws=200, level=0.9, seed=1)


def test_intervals_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(5)
    hits = [each.is_within for _ in range(40) for each in covered(rng, {})]
    assert 0.84 < np.mean(hits) < 0.95


def test_a_simulator_with_another_law_is_found_out():
    rng = np.random.default_rng(6)
    alike, noisy = ([{e.figure: e.is_within for e in covered(rng, {}, **law)} for _ in range(10)] for law in
                    ({"between": 0.2}, {"within": 2.0}))  # fmt: skip
    assert np.mean([each["variance between accounts"] for each in alike]) < 0.2
    assert np.mean([each["variance within accounts"] for each in noisy]) < 0.2


def test_variances_are_told_apart():
    rng = np.random.default_rng(7)
    logs = [rng.normal(3.0, 0.8) + 1.1 * rng.normal(size=n) for n in rng.integers(2, 20, 3000)]
    found = figures_of(logs)
    assert found["variance within accounts"] == pytest.approx(1.21, rel=0.05)
    assert found["variance between accounts"] == pytest.approx(0.64, rel=0.08)


def test_a_set_has_accounts_like_the_held_out_ones():
    small = [Account(100.0, np.full(20, 1.0)) for _ in range(20)]
    large = [Account(5000.0, np.full(20, 4.0)) for _ in range(20)]
    one, two = ({"a": Account(f, np.array([0.0, 1.0])), "b": Account(f, np.array([0.0]))} for f in (110.0, 4800.0))
    for held, level in ((one, 1.0), (two, 4.0)):
        mean, *_ = predict(held, small + large, draws=5, level=0.9, seed=0)
        assert mean.middle == level


def test_halves_hang_on_the_name_and_the_seed_alone():
    names = [f"c{k:03d}" for k in range(400)]
    assert 160 < sum(is_held_out(name, 0) for name in names) < 240
    assert [is_held_out(name, 0) for name in names] == [is_held_out(name, 0) for name in names]
    assert [is_held_out(name, 0) for name in names] != [is_held_out(name, 1) for name in names]


def test_files_as_dirty_as_exports_are_read(tmp_path):
    (tmp_path / "notes.csv").write_text(
        "note,creator,format,published_utc,snapshot_date,likes,saves,comments,shares\n"
        "n1,c1,video,2025-01-20 16:00,2025-01-28,5,0,0,0\n"
        "n1,c1,video,2025-01-20 16:00,2025-02-28,1.2万,0,0,0\n"  # the last snapshot counts
        "n2,c1,video,2025-01-10 16:00,2025-02-28,3,0,0,0\n"
        "n3,c1,video,2024-11-01 16:00,2025-02-28,8,0,0,0\n"  # long before the last one
        "n4,c1,video,2025-01-21 16:00,2025-01-23,2,0,0,0\n"  # likes still to come
        "n5,c1,video,,2025-02-28,2,0,0,0\n"
        "n6,c2,video,2025-01-21 16:00,2025-02-28,2,0,0,0\n"  # nobody knows the followers
    )
    (tmp_path / "creators.csv").write_text("creator,followers,following\nc1,450.0,9.0\n")
    found = read_accounts(tmp_path / "notes.csv", tmp_path / "creators.csv", days=53, grown=7)
    assert list(found) == ["c1"]
    assert found["c1"].followers == 450.0
    assert sorted(np.expm1(found["c1"].logs).round()) == [3, 12000]


def test_of_a_run_organic_notes_that_had_their_days_count(tmp_path):
    (tmp_path / "records").mkdir()
    notes = {"creator": [1, 1, 2, 2], "published_day": [0, 8, 3, -4], "is_sponsored": [False, False, False, False],
             "likes": [4, 9, 2, 7]}  # fmt: skip
    pl.DataFrame(notes).write_parquet(tmp_path / "records" / "notes.parquet")
    creators = pl.DataFrame({"creator": [1, 2, 3], "followers": [50, 60, 70]})
    creators.write_parquet(tmp_path / "records" / "creators.parquet")
    (tmp_path / "manifest.json").write_text(json.dumps({"n_days": 14}))
    found = read_run(tmp_path, grown=7)
    assert {name: (a.followers, np.expm1(a.logs).round().tolist()) for name, a in found.items()} == {
        "1": (50.0, [4.0]), "2": (60.0, [2.0]),
    }  # fmt: skip
