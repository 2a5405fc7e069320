"""The ads of a past campaign, by day and place: of 聚光, 乘风 and 薯条; the same money is never counted twice."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..config import ConfigError
from ..config.messages import Called, message
from .columns import Read, engagements, first_known, number, there

ADS: Final = pl.Schema({
    "day": pl.Date, "placement": pl.String, "cny": pl.Float64, "impressions": pl.Float64, "clicks": pl.Float64,
    "engagements": pl.Float64, "note": pl.UInt64,
})  # fmt: skip
# Reports of one and the same money, the finest first; what is no report of these stands by itself.
_SAME: Final = (("juguang_creatives", "juguang_api", "juguang_account"),)
_LEVELS: Final = ("creativity_id", "note_id", "unit_id", "campaign_id")


def read_ads(folder: Path, tables: Mapping[str, Any]) -> Read:
    """Read ads; none where the folder has none.

    Raises
    ------
    ConfigError
        If money was spent on no day.
    """
    path = folder / "ads.parquet"
    if "ads" not in tables or not path.exists():
        return Read(pl.DataFrame(schema=ADS), "", ())
    whole = pl.read_parquet(path, glob=False)
    said: list[str] = []
    cny = first_known(whole, ("fee_yuan", "spend_yuan"), pl.Float64())
    ads = _one_level(_one_report(whole.filter(cny > 0), said), said)
    if "counts" in ads.columns:  # 薯条: an order that was not finished is paid back
        ads = ads.filter(pl.col("counts").is_null() | pl.col("counts"))
    day = first_known(ads, ("date", "time", "started_at"), pl.Date())
    if undated := ads.filter(day.is_null()).height:
        raise ConfigError(message("backtest.no_day", path=path, n=undated, columns=["date", "time", "started_at"]))
    engaged, engagement = engagements(ads, "five")
    place = there(ads, "placement", pl.String())
    if n_unknown := ads.filter(place.is_null()).height:
        said.append(message("backtest.no_placement", n=n_unknown))
    made = {
        "day": day, "placement": pl.when(place == "search").then(pl.lit("search")).otherwise(pl.lit("feed")),
        "cny": cny, "impressions": number(ads, "impressions"),
        "clicks": first_known(ads, ("clicks", "reads"), pl.Float64()), "engagements": engaged,
        "note": there(ads, "note_id", pl.UInt64()),
    }  # fmt: skip
    return Read(ads.select(**made).cast(ADS), engagement, tuple(said))


def _one_report(ads: pl.DataFrame, said: list[str]) -> pl.DataFrame:
    """Leave out the coarser of reports that tell of the same money."""
    sources = {*ads["source"].to_list()}
    for same in _SAME:
        found = [name for name in same if name in sources]
        if len(found) > 1:
            said.append(message("backtest.same_money", kept=_called(found[0]), left=[*map(_called, found[1:])]))
            ads = ads.filter(~pl.col("source").is_in(found[1:]))
    return ads


def _one_level(ads: pl.DataFrame, said: list[str]) -> pl.DataFrame:
    """Of a report that was handed over by note and by plan as well, keep the level with most rows."""
    levels = [name for name in _LEVELS if name in ads.columns]
    if not levels or ads.is_empty():
        return ads
    marked = ads.with_columns(
        pl.concat_str([pl.col(name).is_not_null().cast(pl.Int8).cast(pl.String) for name in levels]).alias("_level")
    )
    counts = marked.group_by("source", "_level").len().sort("source", "len", "_level", descending=[False, True, True])
    most = counts.unique("source", keep="first", maintain_order=True)
    kept = marked.join(most, on=["source", "_level"], how="semi", maintain_order="left").drop("_level")
    if kept.height < ads.height:
        said.append(message("backtest.one_level", n=ads.height - kept.height))
    return kept


def _called(source: str) -> str:
    """Return what a source of ads is called."""
    from ..ingest.exports.sources import sources

    return next((each.called for each in sources() if each.name == source), Called(source, source))
