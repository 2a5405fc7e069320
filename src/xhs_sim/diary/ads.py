"""A day of ads, by advertiser and by placement."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..records.store import Recorder
from ..world.ads import BOOST, FEN, FLIGHTS, PLACEMENTS, AdLines, flights_of, is_of_brand
from ..world.columns import REACTIONS
from .platform import acts_of
from .words import AD_SURFACES

PAID_FOR = (*AD_SURFACES, "own_note_ads")  # kinds of the ledger, by flight


def by_placement(lines: AdLines) -> NDArray[np.int64]:
    """Add up the day's counters of all ads: (2, 8)."""
    return np.stack([lines.today[lines.placement == place].sum(axis=0) for place in range(len(PLACEMENTS))])


def advertisers_of(lines: AdLines, topics: Sequence[str], brands: Sequence[str]) -> list[str]:
    """Return each line's advertiser by name: the brand, all creators together, or topic and number."""
    names = []
    rows = zip(is_of_brand(lines), lines.source, lines.advertiser, lines.topic, strict=True)
    for is_brands, source, number, topic in rows:
        if is_brands:
            names.append(brands[number])
        else:
            names.append("creators" if source == BOOST else f"{topics[topic]}_{number}")
    return names


def by_flight(lines: AdLines, fen: NDArray[np.int64], n_brands: int) -> NDArray[np.int64]:
    """Add up what each brand owes for its ads, of the fen charged for each line: (B, 3), see ``PAID_FOR``."""
    paid = np.zeros((n_brands, len(FLIGHTS)), np.int64)
    of_brands = is_of_brand(lines)
    np.add.at(paid, (lines.advertiser[of_brands], flights_of(lines)[of_brands]), fen[of_brands])
    return paid


def record_ads(
    recorder: Recorder, lines: AdLines, fen: NDArray[np.int64], topics: Sequence[str], brands: Sequence[str], day: int
) -> None:
    """Write the day of each advertiser.

    Parameters
    ----------
    fen : int array of shape (L,)
        Charged today.
    """
    table = pl.DataFrame(
        {
            "source": lines.source,
            "advertiser": advertisers_of(lines, topics, brands),
            "placement": lines.placement,
            **acts_of(lines.today),
            **{act: lines.reactions[:, k] for k, act in enumerate(REACTIONS)},
            "leads": lines.leads_today,
            "spend_fen": fen,
            "over_fen": lines.given_today,
            "budget_fen": lines.daily // FEN,
        }
    )
    keys = ("source", "advertiser", "placement")
    days = table.group_by(keys, maintain_order=True).sum().with_columns(pl.col("over_fen") // FEN)
    recorder.add("ad_daily", day=day, **days.to_dict(as_series=True))
