"""What a run of the replayed campaign came to, in the counts that the files have."""

from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

THREE: Final = ("likes", "saves", "comments")
FIVE: Final = (*THREE, "shares", "follows")
ACTS: Final = {"three": THREE, "five": FIVE, "": THREE}
FORMATS: Final = {"image": "image_text", "video": "video"}
Counts = dict[str, float]


class Shown(NamedTuple):
    """Counts of one run by name; of its paid notes by tier and by format: impressions, reads and notes."""

    counts: Counts
    by_tier: dict[str, tuple[float, float]]  # notes, impressions
    by_format: dict[str, tuple[float, float]]  # impressions, reads
    followers: float  # of those who stand for the creators, in all


def read_shown(run_dir: Path, brand: str, engagement: tuple[str, str], days: tuple[int, int]) -> Shown:
    """Read what a finished run shows.

    Parameters
    ----------
    run_dir : Path
    brand : str
        Whose campaign it is.
    engagement : tuple of str
        What counts as an engagement, of paid notes and of ads.
    days : tuple of int
        The first and the last on which orders count.
    """
    records = run_dir / "records"
    own = pl.col("brand").cast(pl.String) == brand
    notes = pl.read_parquet(records / "notes.parquet", glob=False).filter("is_sponsored", own)
    contracts = pl.read_parquet(records / "contracts.parquet", glob=False).filter(own)
    ads = pl.read_parquet(records / "ad_daily.parquet", glob=False)
    ads = ads.filter(pl.col("source").cast(pl.String) == "brand", pl.col("advertiser") == brand)
    sold = pl.read_parquet(records / "brand_daily.parquet", glob=False).filter(own, pl.col("day").is_between(*days))
    counts = {
        "notes": float(notes.height),
        "note_impressions": _total(notes, "impressions"),
        "organic": _total(notes, "impressions") - _total(notes, "impressions_ads"),
        "note_reads": _total(notes, "reads"),
        "note_engagements": _total(notes, *ACTS[engagement[0]]),
        "ad_cny": _total(ads, "spend_fen") / 100,
        "ad_impressions": _total(ads, "impressions"),
        "ad_clicks": _total(ads, "clicks"),
        "ad_engagements": _total(ads, *ACTS[engagement[1]]),
        "orders": _total(sold, "orders"),
        "gmv_cny": _total(sold, "gmv_cny"),
    }
    tiers = notes.join(contracts.select("note", pl.col("tier").cast(pl.String)).unique("note"), on="note")
    by_tier = tiers.group_by("tier").agg(n=pl.len(), shown=pl.col("impressions").sum())
    by_format = notes.group_by(pl.col("format").cast(pl.String)).agg(pl.col("impressions").sum(), pl.col("reads").sum())
    back = {ours: theirs for theirs, ours in FORMATS.items()}
    return Shown(
        counts,
        {tier: (float(n), float(shown)) for tier, n, shown in by_tier.iter_rows()},
        {back[name]: (float(shown), float(reads)) for name, shown, reads in by_format.iter_rows()},
        _total(contracts, "followers"),
    )


def _total(frame: pl.DataFrame, *columns: str) -> float:
    return float(sum(frame[name].sum() for name in columns))
