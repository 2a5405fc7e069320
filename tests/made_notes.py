"""Made notes of creators whose truth is known, in a folder as ``xhs-sim data import`` leaves it."""

import json
from datetime import datetime, timedelta

import numpy as np
import polars as pl

CAPTURED = datetime(2026, 3, 1, 12)


def made_folder(folder, seed=0, *, creators=30, each=40, video=1.0, spread=0.3, level=0.8, followed=0.5):
    """Write a folder of notes: video times ``video``, a level and a format effect of each creator's own."""
    draw = np.random.default_rng(seed)
    n = creators * each
    owner = np.repeat(np.arange(creators), each)
    is_video = draw.random(n) < draw.uniform(0.2, 0.45, creators)[owner]
    followers = np.exp(draw.normal(8, 1, creators))
    own = followed * (np.log(followers) - 8) + level * draw.normal(size=creators)
    hours = draw.integers(24, 24 * 200, n)
    slope = np.log(video) + spread * draw.normal(size=creators)
    ln = 4 + own[owner] + slope[owner] * is_video + 0.2 * np.log1p(hours / 24) + 0.8 * draw.normal(size=n)
    notes = pl.DataFrame({
        "account_id": owner.astype(np.uint64), "note_type": np.where(is_video, "video", "image"),
        "published_at": [CAPTURED - timedelta(hours=int(h)) for h in hours], "captured_at": [CAPTURED] * n,
        "likes": np.maximum(np.expm1(ln), 0).round().astype(np.int64),
    })  # fmt: skip
    if creators == 1:
        notes = notes.drop("account_id")
    accounts = pl.DataFrame({"user_id": np.arange(creators, dtype=np.uint64), "followers": followers.astype(np.int64)})
    return put(folder, notes, accounts)


def put(folder, notes, accounts=None):
    """Write tables as an import does."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"notes": notes} | ({} if accounts is None else {"accounts": accounts})
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")
    manifest = {"format": 1, "secret": "", "imports": [], "sources": {}, "tables": {name: {} for name in tables}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
