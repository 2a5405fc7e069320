"""The twin's ads: which lines run, what is for sale, and the people whom ads are aimed at.

Background advertisers and creators who boost a note are there; a campaign's own lines are not.
"""

from itertools import count

import mesa
import numpy as np

from xhs_sim.phases.ads.lines import whole_fen
from xhs_sim.world.ads import (
    AGE_BIT,
    BILLINGS,
    BOOST,
    BROAD,
    CITY_BIT,
    CNY,
    CPC,
    EDUCATION_BIT,
    EVERYBODY,
    FEED_PLACE,
    PACKAGE,
    PLACEMENTS,
    SEARCH_PLACE,
    SOURCES,
    TASTE,
)
from xhs_sim.world.columns import ADS

from .mesa_twin_auction import Market
from .mesa_twin_engage import Look, Slate
from .mesa_twin_lines import AdLine, Sale


class Advertising:
    """All lines that run now, and what opens and ends them."""

    def __init__(self, model, source):
        self.model, self.owners = model, count()
        slots = model.config.ads.slots
        self.is_open = slots.load > 0 or slots.search_most > 0
        self.lines: list[AdLine] = []
        table, owners, rows = source.world.ads.lines, {}, {}
        for k, name in enumerate(table.owner.tolist()):
            if name not in owners:
                owners[name] = next(self.owners)
                rows[name] = model.notes.add_ad(int(table.topic[k]), table.vec[k], float(table.quality[k]))
            own = ("topic", "source", "placement", "billing", "daily", "whole", "last_day", "rule", "audience",
                   "lead_rate", "pace")  # fmt: skip
            self.lines.append(
                AdLine(
                    model,
                    owner=owners[name],
                    row=rows[name],
                    bid=float(table.bid_cny[k]) * CNY,
                    label=0.0,
                    **{column: getattr(table, column)[k].item() for column in own},
                )
            )
        self.n_owners = len(owners)

    def open_day(self, day: int):
        """End what is over, and let some creators boost a note of yesterday."""
        if not self.is_open:
            return
        plan, notes, rng = self.model.config.ads.boost, self.model.notes, self.model.rng
        for line in self.lines:
            line.begin_day()
            if line.last_day < day or line.spent >= line.whole:
                line.remove()
        self.lines = [line for line in self.lines if line.last_day >= day and line.spent < line.whole]
        budget = int(whole_fen(plan.budget_cny))
        yesterday = np.flatnonzero((notes.day[: notes.n] == day - 1) & ~notes.is_sponsored[: notes.n])
        odds = np.exp(plan.by_results * (notes.quality_hat[yesterday] + notes.engage_hat[yesterday]))
        for row in yesterday[rng.random(len(yesterday)) * odds.mean() < plan.share * odds].tolist():
            on_search = rng.random() < plan.search_share
            self.lines.append(
                AdLine(
                    self.model,
                    owner=next(self.owners),
                    row=row,
                    topic=int(notes.topic[row]),
                    source=BOOST,
                    placement=SEARCH_PLACE if on_search else FEED_PLACE,
                    billing=CPC if on_search else PACKAGE,
                    bid=(plan.search_cpc_cny if on_search else plan.cpm_cny) * CNY,
                    daily=budget,
                    whole=budget,
                    last_day=day + plan.days - 1,
                    rule=BROAD if on_search else TASTE,
                    audience=EVERYBODY,
                    lead_rate=0.0,
                    pace=1.0,
                    label=plan.search_label if on_search else plan.label,
                )
            )
            self.n_owners += 1

    def market(self, placement: int) -> Market | None:
        """Return what is for sale now."""
        slots = self.model.config.ads.slots
        sells = slots.load > 0 if placement == FEED_PLACE else slots.search_most > 0
        return Market(self.model, placement) if sells else None

    def settle(self, placement: int, past: float = 1.0, ahead: float = 1.0):
        """Charge what was delivered since the market opened."""
        for line in self.lines:
            if line.placement == placement:
                line.settle(past, ahead)

    def table(self):
        """Charge whole fen, and return the day's rows."""
        return [
            {
                "source": SOURCES[line.source], "owner": line.owner, "placement": PLACEMENTS[line.placement],
                "billing": BILLINGS[line.billing], "counts": line.counts - line.counted, "hides": line.hides,
                "leads": line.leads - line.leads_before, "spend_fen": line.charge(), "over": line.given_today,
                "budget": line.daily,
            }
            for line in self.lines
        ]  # fmt: skip


class Audience(mesa.Agent):
    """Someone whom ads are aimed at."""

    def audience_bits(self) -> int:
        """Return the bits of gender, age and city that an ad's audience must have."""
        of_bands = 1 << (AGE_BIT + self.age_band) | 1 << (CITY_BIT + self.city_tier)
        return 1 << self.gender | of_bands | 1 << (EDUCATION_BIT + self.education_level)

    def draw_turns(self):
        """Draw for each owner in which session of the day its ads may begin to show."""
        self.first_turn = (self.model.rng.random(self.model.ads.n_owners) * self.n_sessions).astype(np.int64)

    def buy(self, places: list[int], topics, n_notes: int, norm: float, turn: int | None) -> dict[int, Sale]:
        """Let advertisers bid for places among ``n_notes`` that could be shown; returns sales by slot."""
        sales: dict[int, Sale] = {}
        for slot, topic in zip(places, topics, strict=True):
            if slot - len(sales) > n_notes:
                break
            taken = [sale.line.owner for sale in sales.values()]
            sale = self.model.market.sell(self, topic, norm, taken, turn)
            if sale is not None:
                sales[slot] = sale
        return sales

    def look_at_ads(self, sales: dict[int, Sale], channel: int, own: Look, norm: float, ready: float):
        """Look at the ads of a session or of a list; they are opened and acted upon like notes."""
        lines = [sale.line for sale in sales.values()]
        rows, slots = np.array([line.row for line in lines]), np.array([*sales])
        labels, no_ties = np.array([line.label for line in lines]), np.zeros(len(lines), bool)
        slate = Slate(rows, slots, np.full(len(lines), channel), ADS, ready, no_ties, labels)
        happened, hidden = self.look(slate, own, norm)
        for k, sale in enumerate(sales.values()):
            sale.line.deliver(sale, happened[k], k in hidden, self.taste_hat)
        self.remember(self.model.notes.bit[rows[self.model.notes.creator[rows] >= 0]])
        self.ads_shown += len(lines)
