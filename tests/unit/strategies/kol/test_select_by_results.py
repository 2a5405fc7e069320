"""Hiring by past results gains what lasts of a creator, and nothing where nothing does."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.publish import draw_notes, note_law
from xhs_sim.phases.publish.draft import no_lean
from xhs_sim.records.money import fen_of
from xhs_sim.rng import Streams
from xhs_sim.strategies.campaign.disclosure import all_inside
from xhs_sim.strategies.kol.acceptance import Answers
from xhs_sim.strategies.kol.demand import NO_DEMAND
from xhs_sim.strategies.kol.marketplace import Audience, Marketplace
from xhs_sim.strategies.kol.select import SELECTORS, Costs, Purse

M, NOTES, HIRED, READS = 6000, 4, 600, 400
CONFIG = load_config(["creators=static"])


def proneness(share: float, first: int) -> np.ndarray:
    """Return how many times as often as usual people act on notes of each creator from its ``first`` on."""
    calm = dict.fromkeys(("like", "save", "comment", "share"), 0.0)
    changes = {"creator_resonance_share": share, "resonance_log_sd": 0.6, "video_share": 0.0}
    changes |= {"creator_kind_log_sd": calm, "kind_log_sd": calm}
    law = note_law(CONFIG.content.model_copy(update=changes), CONFIG.creators.traits, np.zeros(12), Streams(1))
    style, streams = np.zeros((M, 4), np.float32), Streams(4)
    notes = [
        draw_notes(
            np.arange(M), np.full(M, nth), np.zeros(M, np.int8), np.zeros(M, np.float32), style, no_lean(M), law,
            streams.key("note"), streams.key("creator kinds"),
        )[5][:, 0]
        for nth in range(first, first + NOTES)
    ]  # fmt: skip
    return np.mean(notes, axis=0).astype(float)


def market_of(engagements: np.ndarray) -> Marketplace:
    """Return creators alike in followers, price and reads, with what people did of late."""
    same, nobody = np.ones(M), Audience(np.zeros(M + 1, np.int64), np.zeros(0, np.int32))
    lot = np.random.default_rng(5).random(M)
    return Marketplace(
        np.arange(M), np.arange(M), np.ones(M, np.int8), 2000 * same, same, 200 * same,
        np.zeros(M, bool), lot, READS * same, engagements / READS / NOTES, same, nobody, NO_DEMAND,
        Answers(np.ones(M, np.bool_)), all_inside(M),
    )  # fmt: skip


def gain(share: float, selector: str) -> float:
    """Return how much more people do with later notes of those hired than with anybody's."""
    before = np.random.default_rng(2).poisson(READS * NOTES * 0.1 * proneness(share, 0))
    market, later = market_of(before), proneness(share, 100)
    purse = Purse(np.arange(M), int(fen_of(200.0)) * HIRED, Costs(fen_of(market.price_cny)), M, np.zeros(0, np.intp))
    hired = SELECTORS[selector](market)(purse)
    assert len(hired) == HIRED
    return float(later[hired].mean() / later.mean() - 1.0)


def test_hiring_by_results_gains_more_the_more_of_them_lasts_and_nothing_where_nothing_does():
    none, little, half, all_ = (gain(share, "engagement_efficiency") for share in (0.0, 0.25, 0.5, 1.0))
    assert none == pytest.approx(0.0, abs=0.05)
    assert 0.15 < little < half < all_
    assert half - little > 0.1


def test_hiring_by_lot_gains_nothing_however_much_lasts():
    assert [gain(share, "random") for share in (0.0, 1.0)] == pytest.approx([0.0, 0.0], abs=0.06)


def test_the_gain_is_the_reliability_of_past_results():
    """In logs, later results of those hired are above all by their past ones' lead, times what of it lasts."""
    share = 0.5
    before, later = proneness(share, 0), proneness(share, 100)
    slope = np.polyfit(np.log(before), np.log(later), 1)[0]
    assert slope == pytest.approx(share / (share + (1.0 - share) / NOTES), abs=0.05)
