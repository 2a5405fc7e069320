"""The twin's auction: the bidders of a tick in columns, and the sale of one place by second price."""

from typing import NamedTuple

import numpy as np

from xhs_sim.phases.ads.market import ENOUGH_SEEDS, USUAL
from xhs_sim.world.ads import CNY, FEED_PLACE, LOOK_ALIKE, TASTE
from xhs_sim.world.columns import N_TOPICS

from .mesa_twin_lines import AdLine, Sale


class Cell(NamedTuple):
    """Who bids for a topic, best first: M lines."""

    lines: list[AdLine]
    owner: np.ndarray
    row: np.ndarray
    is_note: np.ndarray  # whether it is a creator's note: nobody is shown one twice
    audience: np.ndarray
    share: np.ndarray  # of auctions, that a line takes part in
    fixed: np.ndarray
    per_click: np.ndarray
    hat: np.ndarray
    vec: np.ndarray  # (M, 16)
    is_alike: np.ndarray  # whether it is for people like its clickers
    like: np.ndarray  # (M, topics) clickers' mean taste

    @classmethod
    def of(cls, lines: list[AdLine], notes, throttles: bool):
        """Put lines into columns."""
        bids = np.array([line.bids for line in lines]).reshape(-1, 2)
        row = np.array([line.row for line in lines], np.int64)
        seeds = np.array([line.seeds for line in lines]).reshape(-1, N_TOPICS)
        return cls(
            lines, np.array([line.owner for line in lines], np.int64), row, notes.creator[row] >= 0,
            np.array([line.audience for line in lines], np.int64),
            np.array([line.pace if throttles else 1.0 for line in lines]), bids[:, 0], bids[:, 1],
            np.array([line.hat for line in lines]), notes.vec[row],
            np.array([line.rule == LOOK_ALIKE and line.n_seeds >= ENOUGH_SEEDS for line in lines], bool),
            seeds / np.maximum(np.linalg.norm(seeds, axis=1, keepdims=True), 1e-9),
        )  # fmt: skip


class Market:
    """What is for sale in a tick of the feed, or on search; a cell for each topic."""

    def __init__(self, model, placement: int):
        self.model, self.auction = model, model.config.ads.auction
        feed, self.is_feed = model.config.feed, placement == FEED_PLACE
        self.intercept, self.slope = feed.prediction_intercept, feed.prediction_slope
        self.reserve = self.auction.reserve_cpm_cny * CNY / 1000.0
        lines = [line for line in model.ads.lines if line.placement == placement and line.left > 0]
        lines.sort(key=self.worth, reverse=True)
        throttles = self.auction.pacing == "throttle"
        self.cells = [
            Cell.of([line for line in lines if line.topic == topic or self.is_broad(line)], model.notes, throttles)
            for topic in range(model.n_topics)
        ]

    def worth(self, line: AdLine) -> float:
        """Return what an impression on the usual reader is worth to a line."""
        fixed, per_click = line.bids
        return fixed + per_click / (1.0 + np.exp(-(self.intercept + self.slope * USUAL + line.hat)))

    def is_broad(self, line: AdLine) -> bool:
        """Say whether a line bids on all topics: in the feed, unless it is for readers of its own."""
        is_new = line.rule == LOOK_ALIKE and line.n_seeds < ENOUGH_SEEDS
        return self.is_feed and line.rule != TASTE and not is_new

    def places(self, depth: int):
        """Return the slots of a session, or of a list of results, at which an ad may stand."""
        slots, rng = self.model.config.ads.slots, self.model.rng
        if not self.is_feed:
            places = slots.search_first - 1 + slots.search_gap * np.arange(slots.search_most)
            return places[places < depth].tolist()
        places = np.arange(1 + rng.integers(slots.gap - 1), depth, slots.gap)
        return places[rng.random(len(places)) < min(slots.load * slots.gap, 1.0)].tolist()

    def sell(self, person, topic: int, norm: float, taken: list[int], turn: int | None) -> Sale | None:
        """Sell one place by second price.

        Parameters
        ----------
        taken : list
            Owners who have an ad in the session already.
        turn : int, optional
            Session of the day, where a frequency cap counts sessions.
        """
        cell, law = self.cells[topic], self.auction
        may = self.model.rng.random(len(cell.lines)) < cell.share
        may &= cell.audience & person.audience == person.audience
        if turn is not None and person.n_sessions > law.frequency_cap:
            may &= (turn - person.first_turn[cell.owner]) % person.n_sessions < law.frequency_cap
        for owner in taken:
            may &= cell.owner != owner
        who = np.flatnonzero(may)
        near = cell.like[who] @ person.taste_hat[:N_TOPICS] >= law.look_alike * norm
        is_new = person.unseen(cell.row[who]) | ~cell.is_note[who]
        who = who[(near | ~cell.is_alike[who]) & is_new]
        logit = self.intercept + self.slope / norm * (cell.vec[who] @ person.taste_hat) + cell.hat[who]
        predicted = 1.0 / (1.0 + np.exp(-logit))
        value = cell.fixed[who] + cell.per_click[who] * predicted
        if not len(value) or value.max() < self.reserve:
            return None
        first = value.argmax()
        others = value[cell.owner[who] != cell.owner[who[first]]]
        price = max(others.max(initial=0.0), self.reserve)
        return Sale(cell.lines[who[first]], price, predicted[first])
