"""Ad markets and lines made by hand: everybody bids per 1000 impressions for everybody, unless said otherwise."""

from typing import Any

import numpy as np

from xhs_sim.config import load_config
from xhs_sim.kernels.memory import aligned_zeros
from xhs_sim.phases.ads.market import AdMarket, closed_market, most_worth, rank_cells
from xhs_sim.phases.engagement.cards import CARD
from xhs_sim.phases.engagement.law import engage_law
from xhs_sim.world.ads import BOUGHT, CPM, EVERYBODY, AdLines, new_lines, no_lines
from xhs_sim.world.columns import N_DIMS

CONFIG = load_config()
LAW = engage_law(CONFIG.engage, CONFIG.react, CONFIG.commerce, CONFIG.feed)


def market_of(bids_cpm: list[float], **changes: Any) -> AdMarket:
    """Return a market of one cell in which ad ``i`` bids so many fen per 1000 impressions (reserve 500)."""
    n = len(bids_cpm)
    fixed = np.array(bids_cpm, np.float64)
    cards = aligned_zeros((n,), CARD)
    cards["creator"], cards["brand"] = -1, -1
    usual = {
        "cards": cards, "vec": aligned_zeros((n, N_DIMS), np.float32), "like": aligned_zeros((n, N_DIMS), np.float32),
        "key": np.arange(n) + 1, "owner": np.arange(n) + 100, "note": np.full(n, -1, np.int32),
        "billing": np.full(n, CPM, np.int8), "fixed": fixed,
        "per_click": np.zeros(n), "hat": np.zeros(n), "share": np.ones(n),
        "audience": np.full(n, EVERYBODY, np.uint32), "rule": np.zeros(n, np.int8),
        "lead_rate": np.zeros(n, np.float32), "reserve": 500.0, "present": 1.0, "gap": 9, "cap": 60,
    }  # fmt: skip
    market = closed_market(1)._replace(**(usual | changes))
    return ranked(market)


def ranked(market: AdMarket) -> AdMarket:
    """Return a market of one cell, ranked by the most that its ads can be worth."""
    length = np.linalg.norm(market.vec, axis=1)
    top = most_worth(market.fixed, market.per_click, market.hat, length, LAW)
    start, entry = rank_cells(top, market.key, [np.ones(len(top), np.bool_)])
    return market._replace(top=top, widest=float(length.max(initial=0.0)), start=start, entry=entry)


def lines_of(n: int, **changes: Any) -> AdLines:
    """Return lines in the feed that may spend 1000 fen a day, at full pace."""
    blank = no_lines()
    shapes = {"vec": (n, N_DIMS)}
    usual = {name: np.zeros(shapes.get(name, (n,)), getattr(blank, name).dtype) for name in BOUGHT}
    usual |= {
        "key": np.arange(n), "owner": np.arange(n), "daily": np.full(n, 1_000_000), "whole": np.full(n, 1 << 62),
        "last_day": np.full(n, 1000, np.int32), "note": np.full(n, -1, np.int32), "pace": np.ones(n, np.float32),
        "brand": np.full(n, -1, np.int8),
    }  # fmt: skip
    columns = {name: np.asarray(value, usual[name].dtype) for name, value in changes.items()}
    return new_lines(n, **(usual | {k: np.array(np.broadcast_to(v, usual[k].shape)) for k, v in columns.items()}))
