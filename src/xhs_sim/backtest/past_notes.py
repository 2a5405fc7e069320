"""The notes that a past campaign paid for: of 蒲公英's reports of notes, and of orders whose notes no report has."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from .columns import Read, engagements, first_known, number, there

PAID: Final = pl.Schema({
    "day": pl.Date, "followers": pl.Float64, "fee_cny": pl.Float64, "service_cny": pl.Float64, "format": pl.String,
    "impressions": pl.Float64, "organic": pl.Float64, "reads": pl.Float64, "engagements": pl.Float64,
    "note": pl.UInt64, "account": pl.UInt64, "seen": pl.Date,
})  # fmt: skip


def read_paid(folder: Path, tables: Mapping[str, Any]) -> Read:
    """Read paid notes; none where the folder has none.

    Raises
    ------
    ConfigError
        If a note has results and no day.
    """
    said: list[str] = []
    notes = _of_campaign(folder, tables)
    orders = _orders_without_notes(folder, tables, notes)
    parts = [
        (notes, ("published_at", "published_date"), "notes.parquet"),
        (orders, ("created_date",), "orders.parquet"),
    ]
    shown = pl.concat([frame for frame, *_ in parts if frame.height] or [notes], how="diagonal_relaxed")
    _, engagement = engagements(shown, "three")
    frames = []
    for frame, days, file in parts:
        if frame.height:
            # what is told of all must be known of all: one meaning of an engagement for both tables
            own, which = engagements(frame, engagement or "three")
            made = _rows(frame, days, own if which == engagement else pl.lit(None, pl.Float64))
            frames.append(_dated(made, folder / file, days, said))
    if orders.height:
        said.append(message("backtest.order_days", n=orders.height))
    whole = pl.concat(frames) if frames else pl.DataFrame(schema=PAID)
    if free := int((whole["fee_cny"].is_null()).sum()):
        said.append(message("backtest.no_price", n=free))
    return Read(whole.with_columns(pl.col("fee_cny", "service_cny").fill_null(0.0)), engagement, tuple(said))


def _of_campaign(folder: Path, tables: Mapping[str, Any]) -> pl.DataFrame:
    """Return the notes of a table that somebody was paid for, each as it was seen last."""
    if "notes" not in tables or not (folder / "notes.parquet").exists():
        return pl.DataFrame()
    notes = pl.read_parquet(folder / "notes.parquet", glob=False)
    asked = pl.any_horizontal(there(notes, name, pl.Float64()).is_not_null() for name in ("quote_yuan", "order_id"))
    return _last_seen(notes.filter(asked), "note_id")


def _orders_without_notes(folder: Path, tables: Mapping[str, Any], notes: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each note of cooperation orders that the notes do not name."""
    if "orders" not in tables or not (folder / "orders.parquet").exists():
        return pl.DataFrame()
    orders = pl.read_parquet(folder / "orders.parquet", glob=False)
    orders = _last_seen(orders.filter(number(orders, "quote_yuan").is_not_null()), "order_id")
    if "order_id" in notes.columns:
        orders = orders.join(notes.select("order_id").drop_nulls(), on="order_id", how="anti")
    return orders


def _last_seen(frame: pl.DataFrame, by: str) -> pl.DataFrame:
    if by not in frame.columns:
        return frame
    known = frame.filter(pl.col(by).is_not_null())
    kept = known.sort("captured_at", "source", nulls_last=False).unique(by, keep="last", maintain_order=True)
    return pl.concat([kept, frame.filter(pl.col(by).is_null())])


def _rows(frame: pl.DataFrame, days: tuple[str, ...], engaged: pl.Expr) -> pl.DataFrame:
    shown = number(frame, "impressions")
    bought = pl.sum_horizontal(
        number(frame, name).fill_null(0.0) for name in ("promoted_impressions", "heated_impressions")
    )
    is_told = pl.any_horizontal(
        number(frame, name).is_not_null() for name in ("promoted_impressions", "heated_impressions")
    )
    organic = pl.coalesce(
        number(frame, "organic_impressions"), pl.when(is_told & (bought <= shown)).then(shown - bought)
    )
    video = number(frame, "video_share")
    by_share = pl.when(video == 1.0).then(pl.lit("video")).when(video == 0.0).then(pl.lit("image"))
    made = {
        "day": first_known(frame, days, pl.Date()), "followers": number(frame, "followers"),
        "fee_cny": number(frame, "quote_yuan"), "service_cny": number(frame, "service_fee_yuan"),
        "format": pl.coalesce(there(frame, "note_type", pl.String()), by_share), "impressions": shown,
        "organic": organic, "reads": number(frame, "reads"), "engagements": engaged,
        "note": there(frame, "note_id", pl.UInt64()), "account": there(frame, "account_id", pl.UInt64()),
        "seen": there(frame, "captured_at", pl.Date()),
    }  # fmt: skip
    return frame.select(**made).cast(PAID)


def _dated(rows: pl.DataFrame, path: Path, days: tuple[str, ...], said: list[str]) -> pl.DataFrame:
    """Return the rows of notes that came; a result without a day is refused, for nobody knows what it stands beside."""
    has_result = pl.col("impressions").is_not_null()
    undated = rows.filter(has_result, pl.col("day").is_null()).height
    if undated:
        raise ConfigError(message("backtest.no_day", path=path, n=undated, columns=[*days]))
    if waiting := rows.filter(~has_result).height:
        said.append(message("backtest.not_come", n=waiting))
    return rows.filter(has_result)
