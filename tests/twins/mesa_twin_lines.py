"""The twin's ad lines: one ad of one advertiser in one place, what it bids, and its money."""

from typing import NamedTuple

import mesa
import numpy as np

from xhs_sim.phases.ads.market import LEAD_PRIOR
from xhs_sim.phases.ads.settle import PRIOR_CLICKS
from xhs_sim.world.ads import CPC, FEN, OCPX, PACKAGE
from xhs_sim.world.columns import EXPECTED_UNIT, N_TOPICS

LINE_COLUMNS = ("owner", "row", "topic", "source", "placement", "billing", "bid", "daily", "whole", "last_day", "rule",
                "audience", "lead_rate", "pace", "label")  # fmt: skip


class Sale(NamedTuple):
    """A place that was sold."""

    line: "AdLine"
    price: float  # of the impression, 1/1000 fen
    predicted: float  # P(click)


class AdLine(mesa.Agent):
    """One ad of one advertiser in one place, and its money, in 1/1000 fen."""

    def __init__(self, model, **columns):
        super().__init__(model)
        for name in LINE_COLUMNS:
            setattr(self, name, columns[name])
        self.spent = self.paid_fen = self.leads = self.n_seeds = 0
        self.due, self.counts, self.seeds = 0, np.zeros(8, np.int64), np.zeros(N_TOPICS)
        self.begin_day()

    def begin_day(self):
        """Forget what was spent yesterday."""
        self.spent_today = self.given_today = self.hides = 0
        self.counted, self.leads_before = self.counts.copy(), self.leads

    @property
    def left(self) -> int:
        """What may still be spent today, and in all."""
        return min(self.daily - self.spent_today, self.whole - self.spent)

    @property
    def hat(self) -> float:
        """What the platform learned: ln(clicks / expected), shrunk to that of a new ad."""
        auction = self.model.config.ads.auction
        clicks, expected = self.counts[1], self.counts[7] / EXPECTED_UNIT
        known = clicks + auction.prior_clicks * auction.prior_ratio
        return round(np.log(known / (expected + auction.prior_clicks)) * 16.0) / 16.0

    @property
    def bids(self) -> tuple[float, float]:
        """What an impression and what a click are worth to the line."""
        if self.billing == PACKAGE:
            return self.bid / 1000.0, 0.0
        less = self.pace if self.model.config.ads.auction.pacing == "multiplicative" else 1.0
        if self.billing == CPC:
            return 0.0, self.bid * less
        if self.billing == OCPX:
            usual = self.model.config.ads.background.lead_rate
            return 0.0, self.bid * less * (self.leads + LEAD_PRIOR * usual) / (self.counts[1] + LEAD_PRIOR)
        return self.bid / 1000.0 * less, 0.0

    def deliver(self, sale: Sale, happened, is_hidden: bool, taste_hat):
        """Count what became of an impression, and what it costs."""
        self.counts += happened
        self.hides += is_hidden
        fixed, per_click = self.bids
        if self.billing == CPC:
            self.due += int(min(sale.price / sale.predicted, per_click)) if happened[1] else 0
        else:
            self.due += int(fixed if self.billing == PACKAGE else sale.price)
        if happened[1]:
            self.leads += self.model.rng.random() < self.lead_rate
            self.seeds += taste_hat[:N_TOPICS]
            self.n_seeds += 1

    def settle(self, past: float, ahead: float):
        """Bill what the budgets hold; set the pace by what would spend the rest of the budget over the day's rest."""
        auction, due = self.model.config.ads.auction, self.due
        left = self.daily if ahead >= 1.0 else max(self.daily - self.spent_today - due, 0)
        wanted = min(left, max(self.whole - self.spent - due, 0)) / ahead
        prior = max(PRIOR_CLICKS * self.bid, 1.0) if self.billing == CPC else 1.0
        step = np.clip((wanted * past + prior) / (due + prior), 1.0 / auction.pace_step, auction.pace_step)
        self.pace = 1.0 if auction.pacing == "none" else float(np.clip(self.pace * step, 0.001, 1.0))
        billed = min(due, max(self.left, 0))
        self.spent_today += billed
        self.spent += billed
        self.given_today += due - billed
        self.due = 0

    def charge(self) -> int:
        """End the day: charge whole fen."""
        fen = self.spent // FEN - self.paid_fen
        self.paid_fen += fen
        return fen
