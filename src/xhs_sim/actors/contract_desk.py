"""The desk at which a campaign's contracts are signed, kept, paid and settled."""

import numpy as np
from numpy.typing import NDArray

from ..config.schema import CampaignConfig
from ..diary.campaign import CampaignDiary, record_contracts
from ..phases.publish import Writers, publish_sponsored
from ..records.money import cny_of, fen_of, whole
from ..records.terms import ENGAGEMENTS
from ..scene import Scene, release
from ..strategies.campaign.contract import DELIVERED, FAILED, ContractBook, bonus_of, fates_of, is_plain, within
from ..strategies.campaign.cooperation import brief_effect, keywords_of
from ..strategies.campaign.launch import PAID, TRIAL, Contracts, contracts_at, sign_next
from ..strategies.campaign.money import Budget, Line, creator_money
from ..strategies.kol.marketplace import Marketplace, price_fen
from ..world.columns import COUNTS
from ..world.population import draw_uniforms
from .brand import CAMPAIGN, Brand
from .hiring import promoted, topics_of, waits
from .marketplace import Buyer, Listings

DRAWS = 3  # of a contract


class ContractDesk:
    """Signs contracts, takes in notes, and settles.

    Parameters
    ----------
    scene : Scene
    brand : Brand
        Who pays.
    plan : CampaignConfig
        The campaign as it hires for itself.
    listings : Listings
    budget : Budget
        By line, which the campaign may plan anew.

    Attributes
    ----------
    book : ContractBook
    cash_fen : int
        What there is for contracts, whatever it was planned for.
    """

    def __init__(self, scene: Scene, brand: Brand, plan: CampaignConfig, listings: Listings, budget: Budget) -> None:
        self.scene, self.world, self.brand, self.plan, self.listings = scene, scene.world, brand, plan, listings
        self.diary = CampaignDiary(scene.recorder, scene.config.name, brand.name)
        self.book, self.budget, money = ContractBook(plan.contract), budget, creator_money(plan)
        self.cash_fen, self.reserve_fen = money.burst + money.teaser + money.cocreation + money.trial, money.reserve
        self.passes_down = plan.unspent == "pass_down"
        self.may_earn_bonus = money.reserve > 0
        self.is_plain = is_plain(plan.contract) and plan.in_flight.rule == "none"
        self.tries_days = plan.tactics["trial"].wait_days if "trial" in plan.tactics else 0.0

    def market(self, day: int) -> Marketplace:
        """Open the marketplace of today."""
        self.opened = self.listings.open(Buyer(self.brand.name, day, self.plan.topics, self.plan.disclosure.way))
        self.diary.offered(day, self.opened.demand)
        return self.opened

    def asked_anew(self, day: int) -> Marketplace:
        """Return the marketplace that was opened today, at the prices after what was signed since."""
        return self.listings.asked_anew(self.opened, day)

    def sign(self, contracts: Contracts, day: int) -> None:
        """Sign contracts, and pay what is due on signing."""
        fates = fates_of(self._lots(contracts), contracts, self.plan.contract, self.tries_days)
        book, places = self.book, self.book.sign(contracts, fates)
        upfront = book.upfront_cny[places]
        self.listings.signed(contracts, day)
        self._tell_refusals(day)
        self._tell(day, "signed", places, book.signed_cny[places])
        if upfront.any():
            if book.advance_cny[places].any():
                self.brand.pay(day, CAMPAIGN, "creator_fee", book.advance_cny[places], contracts.row, contracts)
            gifts = contracts_at(contracts, contracts.goods_cny > 0)
            self.brand.pay(day, CAMPAIGN, "gift", gifts.goods_cny, None, gifts)
            self._tell(day, "upfront", places, upfront)

    def _lots(self, contracts: Contracts) -> NDArray[np.float64]:
        """Return what decides each contract's fate: keyed by the creator, and which of its notes it is for."""
        keys, number = self.world.users.key[contracts.row], self.book.numbers_of(contracts)
        lots, stream = np.empty((DRAWS, len(keys))), self.scene.streams.key("contract")
        for nth in np.unique(number):
            mine = number == nth
            for draw in range(DRAWS):
                lots[draw, mine] = draw_uniforms(keys[mine], stream, DRAWS * int(nth) + draw)
        return lots

    def take_in(self, writers: Writers) -> int:
        """Let the paid notes appear that are due, and pay for them; return how many."""
        book, plan, config, day = self.book, self.plan, self.scene.config, writers.day
        places = book.due(day)
        if not len(places):
            return 0
        contracts, product = contracts_at(book.contracts, places), promoted(config)
        effort = plan.contract.bonus_effort if self.may_earn_bonus and plan.contract.bonus_cny > 0 else 0.0
        added = brief_effect(contracts.kind, plan, effort, product.appeal if product is not None else 0.0)
        topics = topics_of(contracts, self.world, self.scene.topic_of(self.brand))
        added = added - book.weariness(places, day)
        numbers, is_outside = book.number[places], contracts.is_outside
        notes = publish_sponsored(writers, contracts.row, topics, self.brand.column, added, numbers, is_outside)
        release(self.scene, notes, np.array([keywords_of(int(kind), plan) for kind in contracts.kind]))
        book.deliver(places, notes.key, day)
        advance = book.advance_cny[places]
        record_contracts(self.scene.recorder, config.name, self.brand.name, contracts, notes.key, day)
        self.brand.pay_contracts(day, CAMPAIGN, contracts, advance)
        self.listings.disclosure.published(self.brand.column, contracts, notes.key, day)
        self._tell(day, "delivered", places, contracts.fee_cny - advance + contracts.service_fee_cny)
        return len(places)

    def end_failed(self, day: int) -> None:
        """Notice notes that are late or will never come, and replace the latter if they were promised."""
        book, planned = self.book, self.book.planned(day)
        fails, is_trial = book.fate.fails[planned], book.contracts.kind[planned] == TRIAL
        late = planned[~fails & ~is_trial & (book.fate.late_days[planned] > 0)]
        self._tell(day, "late", late, np.zeros(len(late)))
        self.end(planned[fails], FAILED, "failed", day)
        if self.plan.contract.replacement == "next" and fails.any():
            self._replace(planned[fails & ~is_trial], day)

    def _replace(self, failed: NDArray[np.intp], day: int) -> None:
        """Sign, for each failed contract, the next creator of its tier, whose note comes tomorrow or after talks."""
        market, lines, book = self.market(day), self.book.lines(), self.book
        days = day + 1 + waits(market, self.plan.contract, self.scene.streams)
        for place in failed:
            line, tier = lines[place], int(book.contracts.tier[place])
            cash, hired = self.left_of(line), book.contracts.row
            self.sign(sign_next(self.plan, self.asked_anew(day), cash, tier, days, hired, line.name), day)

    def end(self, places: NDArray[np.intp], state: int, event: str, day: int) -> None:
        """End contracts without a note: some of what was paid comes back, the rest is no longer owed."""
        if not len(places):
            return
        book = self.book
        book.end(places, state)
        self._tell(day, event, places, book.released_cny[places])
        refund = book.refund_cny[places]
        if refund.any():
            self.brand.get_back(day, CAMPAIGN, "fee_refund", refund, contracts_at(book.contracts, places))

    @property
    def free_fen(self) -> int:
        """What the creators' money has left for further contracts, whatever it was planned for."""
        return max(self.cash_fen - self.book.bound_fen, 0)

    def left_of(self, line: Line) -> int:
        """Return what may be spent on one line: what it has left, or all that is free if money passes down."""
        if self.passes_down:
            return self.free_fen
        return max(self.budget.lines.get(line, 0) - self.book.bound_by_line().get(line, 0), 0)

    def pay_bonuses(self, day: int) -> None:
        """Pay for results of notes that are old enough, while the reserve lasts."""
        book, terms = self.book, self.plan.contract
        places = np.flatnonzero((book.state == DELIVERED) & (book.delivered_day == day - terms.bonus_days))
        if not self.may_earn_bonus or not len(places):
            return
        order = places[np.argsort(book.note[places], kind="stable")]
        results = bonus_of(self.acts(order, ENGAGEMENTS), book.contracts.fee_cny[order], terms)
        earned = within(results, float(cny_of(self.reserve_fen)))
        paid = earned > 0
        self.reserve_fen -= int(fen_of(earned).sum())
        self.brand.pay(day, CAMPAIGN, "bonus", earned[paid], book.contracts.row[order[paid]])
        self._tell(day, "bonus", order[paid], earned[paid])

    def acts(self, places: NDArray[np.intp], kinds: tuple[str, ...]) -> NDArray[np.int64]:
        """Return how often delivered notes were shown, liked, ... so far; 0 of those that left the feed."""
        content, log = self.world.content, self.world.content.log
        slots = np.flatnonzero((log.key >= 0) & (log.brand == self.brand.column) & (log.is_sponsored > 0))
        slots = slots[np.argsort(log.key[slots], kind="stable")]
        counts = content.counts.over_surfaces(slots)
        acts = np.asarray(sum(counts[:, COUNTS.index(act)] for act in kinds), np.int64)
        at = np.searchsorted(log.key[slots], self.book.note[places])
        there = np.isin(self.book.note[places], log.key[slots])
        return np.where(there, np.append(acts, 0)[at], 0)

    def _tell_refusals(self, day: int) -> None:
        """Write down who refused, and what was offered."""
        market = self.opened
        refused = market.answers.refused()
        if len(refused):
            usual = np.zeros(len(refused), np.int64), np.full(len(refused), PAID, np.int8)
            self.diary.contracts(day, "refused", market.row[refused], *usual, cny_of(price_fen(market, refused, 0)))

    def _tell(self, day: int, event: str, places: NDArray[np.intp], amount_cny: NDArray[np.float64]) -> None:
        """Write down what happened to contracts, unless nothing else can."""
        if not self.is_plain:
            signed, number = self.book.contracts, self.book.number[places]
            self.diary.contracts(day, event, signed.row[places], number, signed.kind[places], whole(amount_cny))
