"""A past campaign as an import's tables tell it: whom it paid, when and how much; its ads by day; what came of both.

Of 蒲公英 the notes, and the orders whose notes are not among them; of 聚光 and its kin the ads; of a shop its orders.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from ..ingest.exports.store import read_manifest
from .past_ads import read_ads
from .past_notes import read_paid
from .past_orders import read_orders

LONGEST: Final = 120  # days of one campaign
SMALLEST: Final = 10  # notes, or rows of ads, of a group that may be told of, as in the data report
FEWEST_CREATORS: Final = 3


class Past(NamedTuple):
    """What was done, and what came of it.

    ``paid`` has a row a note: ``day``, ``followers`` (null where the file names none), ``fee_cny``, ``service_cny``,
    ``format`` (``image``, ``video``, null), ``impressions``, ``organic``, ``reads``, ``engagements`` (null where
    unknown), ``note``, ``account`` (pseudonyms). ``ads`` has a row a row of the report: ``day``, ``placement``
    (``feed``, ``search``), ``cny``, ``impressions``, ``clicks``, ``engagements``, ``note``. ``orders`` has a row a day:
    ``day``, ``orders``, ``gmv_cny``. ``engagement`` says what counts as one, by table: ``three`` (likes, saves and
    comments), ``five`` (shares and follows too), or nothing.
    """

    paid: pl.DataFrame
    ads: pl.DataFrame
    orders: pl.DataFrame
    engagement: tuple[str, str]  # of paid notes, of ads
    seen: date | None  # the last day on which results were counted, if the files say it
    notes: tuple[str, ...]  # what a reader must know of how it was read

    @property
    def first(self) -> date:
        """The first day on which the campaign did anything."""
        return min(_days(self.paid, self.ads))

    @property
    def last(self) -> date:
        """The last day on which it did."""
        return max(_days(self.paid, self.ads))


def read_past(folder: Path, first: date | None = None, last: date | None = None) -> Past:
    """Read what an import holds of a campaign.

    Parameters
    ----------
    folder : Path
        As ``xhs-sim data import`` leaves it.
    first, last : date, optional
        Where the folder holds more than one campaign: its first and last day.

    Raises
    ------
    ConfigError
        If the folder holds no import, no campaign, results without a day, more than ``LONGEST`` days, or fewer notes
        and rows than may be told of.
    """
    tables = read_manifest(folder)["tables"]
    paid = read_paid(folder, tables)
    ads = read_ads(folder, tables)
    frames = [_within(each.frame, first, last) for each in (paid, ads)]
    if all(frame.is_empty() for frame in frames):
        between = message("backtest.between", first=first or "…", last=last or "…") if first or last else ""
        raise ConfigError(message("backtest.no_campaign", folder=folder, between=between))
    said = [*paid.said, *ads.said]
    frames[0], frames[1] = _may_be_told(frames[0], frames[1], folder, said)
    days = _days(*frames)
    if (max(days) - min(days)).days >= LONGEST:
        raise ConfigError(message("backtest.too_long", folder=folder, first=min(days), last=max(days), most=LONGEST))
    seen = frames[0]["seen"].max() if frames[0].height else None
    orders = read_orders(folder, tables, min(days), said)
    known = seen if isinstance(seen, date) else None
    return Past(frames[0], frames[1], orders, (paid.engagement, ads.engagement), known, tuple(said))


def _within(frame: pl.DataFrame, first: date | None, last: date | None) -> pl.DataFrame:
    day = pl.col("day")
    return frame.filter(day >= first if first else pl.lit(True), day <= last if last else pl.lit(True))


def _may_be_told(paid: pl.DataFrame, ads: pl.DataFrame, folder: Path, said: list[str]) -> tuple[pl.DataFrame, ...]:
    """Leave out what is of too few: a few notes tell of their creators, not of a campaign."""
    creators = paid["account"].n_unique() if paid["account"].null_count() < paid.height else paid.height
    few_notes = paid.height < SMALLEST or creators < FEWEST_CREATORS
    few_ads = ads.height < SMALLEST
    if few_notes and few_ads:
        raise ConfigError(
            message("backtest.too_few", folder=folder, notes=paid.height, rows=ads.height, least=SMALLEST)
        )
    if few_notes and paid.height:
        said.append(message("backtest.notes_untold", n=paid.height, least=SMALLEST))
    if few_ads and ads.height:
        said.append(message("backtest.ads_untold", n=ads.height, least=SMALLEST))
    return (paid.clear() if few_notes else paid), (ads.clear() if few_ads else ads)


def _days(*frames: pl.DataFrame) -> list[date]:
    return [day for frame in frames for day in frame["day"].unique().to_list()]


def until(past: Past, tail: int, longest: int) -> date:
    """Return the day up to which results are counted.

    Parameters
    ----------
    past : Past
    tail : int
        Days after the last act, where the files do not say when they were written.
    longest : int
        Days after it, at most: what comes later is hardly anything, and takes as long to run.
    """
    ends: Sequence[date] = [past.last, *([past.seen] if past.seen else [past.last + timedelta(days=tail)])]
    return min(max(ends), past.last + timedelta(days=longest))
