"""The campaign, day by day: signs creators, lets their notes appear, settles, and decides in flight.

The bridge between the world, the marketplace and what the brand plans. What the brand does beyond
creators and ads is in ``activities``.
"""

import numpy as np
from numpy.typing import NDArray

from .activities import Activities
from .actors.ad_business import AdBusiness
from .actors.brand import CAMPAIGN
from .actors.hiring import (
    promoted,
    sign_contracts,
    sign_developed,
    sign_in_flight,
    sign_replacement,
    sign_teasers,
    sign_trials,
    topics_of,
)
from .actors.marketplace import Listings
from .actors.tactics.survey import answers_paid, ask_market
from .diary.campaign import CampaignDiary, record_contracts
from .phases.publish import Writers, publish_sponsored
from .records.money import cny_of, cost_of, fen_of
from .records.terms import ENGAGEMENTS
from .scene import Scene, release
from .strategies.alliance.joint import joint_lines, solo_plan
from .strategies.campaign.contract import (
    DELIVERED,
    FAILED,
    OPEN,
    STOPPED,
    ContractBook,
    bonus_of,
    fates_of,
    is_plain,
    within,
)
from .strategies.campaign.cooperation import brief_effect, keywords_of
from .strategies.campaign.in_flight import INFLIGHT_RULES, Dashboard, Decision, SurveyResult
from .strategies.campaign.launch import TRIAL, Contracts, some_of
from .strategies.campaign.money import Budget, Line, by_tier, creator_money, planned_lines
from .strategies.kol.marketplace import Marketplace
from .world.columns import COUNTS
from .world.population import draw_uniforms

DRAWS = 3  # of a contract
HELD = Line("held")


class Campaigning:
    """What the brand of the campaign does; nothing without one.

    Parameters
    ----------
    scene : Scene
    ad_business : AdBusiness
    listings : Listings

    Raises
    ------
    ConfigError
        If the plan names a rule that does not exist.
    """

    def __init__(self, scene: Scene, ad_business: AdBusiness, listings: Listings) -> None:
        config = scene.config
        self.scene, self.world, self.recorder, self.streams = scene, scene.world, scene.recorder, scene.streams
        alone = solo_plan(config.campaign, config.alliance)  # what joint notes leave for its own
        self.config = config if alone is config.campaign else config.model_copy(update={"campaign": alone})
        self.ad_business, self.listings = ad_business, listings
        plan = config.campaign
        self.is_on = plan.brand is not None and plan.budget_cny > 0
        self.brand = scene.brand(plan.brand) if self.is_on else scene.brands[0]
        if self.is_on:
            self.brand.grant(CAMPAIGN, plan.budget_cny)
        self.diary = CampaignDiary(scene.recorder, config.name, self.brand.name)
        self.activities = Activities(scene, self.brand, self.diary)
        self.book, self.money = ContractBook(plan.contract), creator_money(alone)
        self.is_plain = is_plain(plan.contract) and plan.in_flight.rule == "none"
        self.passes_down, money = plan.unspent == "pass_down", self.money
        self.budget = Budget(planned_lines(plan, alone, joint_lines(plan, config.alliance)[0]) if self.is_on else {})
        self.diary.planned(0, self.budget.lines)
        self.cash_fen, self.reserve_fen = money.burst + money.teaser + money.cocreation + money.trial, money.reserve
        self.held_fen = self.budget.lines.get(HELD, 0)
        trial = plan.tactics.get("trial")
        self.tries_days = trial.wait_days if trial is not None else 0.0
        self.found: SurveyResult | None = None  # by the survey of the market
        self.rule = INFLIGHT_RULES[plan.in_flight.rule]

    def plan(self, day: int) -> None:
        """Decide what the campaign does on ``day``, before anybody publishes."""
        if not self.is_on:
            return
        plan, money = self.config.campaign, self.money
        self.activities.plan(day)
        if money.teaser > 0 and day == max(plan.start_day - plan.tactics["teasers"].days, 0):
            self._sign(sign_teasers(self._market(day), self.config, self.streams, day), day)
        if day == plan.start_day:
            self._sign_burst(day)
        decision_day = plan.start_day + plan.in_flight.after_days
        if self.budget.lines.get(Line("survey"), 0) > 0 and day == max(
            decision_day - plan.tactics["survey"].before_days, 0
        ):
            self._ask(day)
        if plan.in_flight.rule != "none" and day == decision_day:
            self._decide(day)
        self._end_failed(day)
        if money.reserve > 0:
            self._pay_bonuses(day)

    def _market(self, day: int) -> Marketplace:
        """Open the marketplace of today."""
        market = self.listings.open(self.config.campaign.topics)
        self.diary.offered(day, market.tier)
        return market

    def _sign_burst(self, day: int) -> None:
        """Sign the burst, one kind of cooperation after the other: nobody is hired twice."""
        money, terms = self.money, (self._market(day), self.config, self.streams)
        left = money.teaser - self.book.bound_fen if self.passes_down else 0
        self._sign(sign_contracts(*terms, self.book.contracts.row, left), day)
        if money.cocreation > 0:
            self._sign(sign_developed(*terms, self.book.contracts.row), day)
        if money.trial > 0:
            self._sign(sign_trials(*terms, self.book.contracts.row), day)

    def publish(self, writers: Writers) -> int:
        """Let the notes appear that are due; return how many."""
        if not self.is_on:
            return 0
        places = self.book.due(writers.day)
        if len(places):
            self._deliver(places, writers)
        return len(places) + self.activities.publish(writers)

    def _sign(self, contracts: Contracts, day: int) -> None:
        """Sign contracts, and pay what is due on signing."""
        keys, number = self.world.users.key[contracts.row], self.book.numbers_of(contracts)
        lots, stream = np.empty((DRAWS, len(keys))), self.streams.key("contract")
        for nth in np.unique(number):
            mine = number == nth
            for draw in range(DRAWS):
                lots[draw, mine] = draw_uniforms(keys[mine], stream, DRAWS * int(nth) + draw)
        book, places = (
            self.book,
            self.book.sign(contracts, fates_of(lots, contracts, self.config.campaign.contract, self.tries_days)),
        )
        upfront = book.upfront_cny[places]
        self._tell(day, "signed", places, book.signed_cny[places])
        if upfront.any():
            if book.advance_cny[places].any():
                self.brand.pay(day, CAMPAIGN, "creator_fee", book.advance_cny[places], contracts.row, contracts)
            gifts = some_of(contracts, contracts.goods_cny > 0)
            self.brand.pay(day, CAMPAIGN, "gift", gifts.goods_cny, None, gifts)
            self._tell(day, "upfront", places, upfront)

    def _deliver(self, places: NDArray[np.intp], writers: Writers) -> None:
        """Let paid notes appear, and pay for them."""
        config, plan, book, day = self.config, self.config.campaign, self.book, writers.day
        contracts = some_of(book.contracts, places)
        effort = plan.contract.bonus_effort if self.money.reserve > 0 and plan.contract.bonus_cny > 0 else 0.0
        product = promoted(config)
        added = brief_effect(contracts.kind, plan, effort, product.appeal if product is not None else 0.0)
        topics, added = topics_of(contracts, self.world, config), added - book.weariness(places, day)
        who = contracts.row, topics, self.brand.column
        notes = publish_sponsored(writers, *who, added, book.number[places])
        release(self.scene, notes, np.array([keywords_of(int(kind), plan) for kind in contracts.kind]))
        book.deliver(places, notes.key, day)
        advance = book.advance_cny[places]
        due = contracts.fee_cny - advance
        record_contracts(self.recorder, config.name, self.brand.name, contracts, notes.key, day)
        self.brand.pay_contracts(day, CAMPAIGN, contracts, advance)
        self._tell(day, "delivered", places, due + contracts.service_fee_cny)

    def _end_failed(self, day: int) -> None:
        """Notice notes that are late or will never come, and replace the latter if they were promised."""
        book, planned = self.book, self.book.planned(day)
        fails, is_trial = book.fate.fails[planned], book.contracts.kind[planned] == TRIAL
        late = planned[~fails & ~is_trial & (book.fate.late_days[planned] > 0)]
        self._tell(day, "late", late, np.zeros(len(late)))
        self._end(planned[fails], FAILED, "failed", day)
        if self.config.campaign.contract.replacement == "next" and fails.any():
            market, lines = self._market(day), book.lines()
            for place in planned[fails & ~is_trial]:
                cash, tier = self._left_of(lines[place]), int(book.contracts.tier[place])
                terms = self.config, self.streams, day, cash, tier, book.contracts.row, lines[place].name
                self._sign(sign_replacement(market, *terms), day)

    def _end(self, places: NDArray[np.intp], state: int, event: str, day: int) -> None:
        """End contracts without a note: some of what was paid comes back, the rest is no longer owed."""
        if not len(places):
            return
        book = self.book
        book.end(places, state)
        self._tell(day, event, places, book.released_cny[places])
        refund = book.refund_cny[places]
        if refund.any():
            self.brand.get_back(day, CAMPAIGN, "fee_refund", refund, some_of(book.contracts, places))

    @property
    def free_fen(self) -> int:
        """What the creators' money has left for further contracts, whatever it was planned for."""
        return max(self.cash_fen - self.book.bound_fen, 0)

    def _left_of(self, line: Line) -> int:
        """Return what may be spent on one line: what it has left, or all that is free if money passes down."""
        if self.passes_down:
            return self.free_fen
        return max(self.budget.lines.get(line, 0) - self.book.bound_by_line().get(line, 0), 0)

    def _ask(self, day: int) -> None:
        """Ask users of the market about the brand, out of the money that is held back."""
        plan, world, money = (
            self.config.campaign.tactics["survey"],
            self.world,
            self.budget.lines.get(Line("survey"), 0),
        )
        people = np.flatnonzero(world.residents(day))
        n_asked = min(answers_paid(float(cny_of(money)), plan), len(people))
        cost = cost_of(n_asked, plan.answer_cny)
        self.held_fen += money - int(fen_of(cost)) if self.passes_down else 0
        if n_asked == 0:
            return
        key = self.streams.key("market survey")
        lots = np.stack([draw_uniforms(world.users.key[people], key, column) for column in range(3)])
        answers = ask_market(world.brands.stage[people, self.brand.column], lots, n_asked, plan)
        self.brand.pay(day, CAMPAIGN, "survey", cost)
        self.diary.survey(day, "market", answers)
        self.found = SurveyResult(answers.asked, answers.said_aware, plan.error, plan.enough_aware)

    def _decide(self, day: int) -> None:
        """Do what the rule makes of the dashboard."""
        book, plan = self.book, self.config.campaign
        owed = book.contracts.kind != TRIAL  # nobody can stop what nobody has promised
        came, waiting = np.flatnonzero((book.state == DELIVERED) & owed), np.flatnonzero((book.state == OPEN) & owed)
        decision = self.rule(
            Dashboard(
                book.contracts.tier[came],
                book.signed_cny[came],
                self._acts(came, ENGAGEMENTS),
                book.contracts.tier[waiting],
                plan.tier_shares,
                self._acts(came, ("impressions",)),
                self.found,
            )
        )
        self._end(waiting[decision.stop], STOPPED, "stopped", day)
        self._plan_again(decision, waiting[decision.stop], day)
        if decision.to_ads:
            self.ad_business.add_budget("feed", self.held_fen)
        elif decision.tier_shares:
            self.cash_fen += self.held_fen
            cash = self.free_fen if self.passes_down else sum(self._left_of(line) for line in self._held_lines())
            terms = self.config, self.streams, day, cash, decision.tier_shares, book.contracts.row
            self._sign(sign_in_flight(self._market(day), *terms), day)

    def _held_lines(self) -> list[Line]:
        return [line for line in self.budget.lines if line.name == HELD.name]

    def _plan_again(self, decision: Decision, stopped: NDArray[np.intp], day: int) -> None:
        """Plan what was held back, and what stopped contracts released, for what was decided."""
        lines, released = self.book.lines(), fen_of(self.book.released_cny)
        for place in stopped:
            self.diary.planned(day, self.budget.move(lines[place], int(released[place]), {HELD: int(released[place])}))
        money = self.budget.lines.get(HELD, 0)
        if money > 0 and decision.to_ads:
            self.diary.planned(day, self.budget.move(HELD, money, {Line("feed_ads"): money}))
        elif money > 0 and decision.tier_shares:
            self.diary.planned(day, self.budget.move(HELD, money, by_tier(HELD.name, money, decision.tier_shares)))

    def _pay_bonuses(self, day: int) -> None:
        """Pay for results of notes that are old enough, while the reserve lasts."""
        book, terms = self.book, self.config.campaign.contract
        places = np.flatnonzero((book.state == DELIVERED) & (book.delivered_day == day - terms.bonus_days))
        if not len(places):
            return
        order = places[np.argsort(book.note[places], kind="stable")]
        results = bonus_of(self._acts(order, ENGAGEMENTS), book.contracts.fee_cny[order], terms)
        earned = within(results, float(cny_of(self.reserve_fen)))
        paid = earned > 0
        self.reserve_fen -= int(fen_of(earned).sum())
        self.brand.pay(day, CAMPAIGN, "bonus", earned[paid], book.contracts.row[order[paid]])
        self._tell(day, "bonus", order[paid], earned[paid])

    def _acts(self, places: NDArray[np.intp], kinds: tuple[str, ...]) -> NDArray[np.int64]:
        """Return how often delivered notes were shown, liked, ... so far; 0 of those that left the feed."""
        log = self.world.content.log
        slots = np.flatnonzero((log.key >= 0) & (log.brand == self.brand.column) & (log.is_sponsored > 0))
        slots = slots[np.argsort(log.key[slots], kind="stable")]
        counts = log.counts[slots].sum(axis=1, dtype=np.int64)
        acts = np.asarray(sum(counts[:, COUNTS.index(act)] for act in kinds), np.int64)
        at = np.searchsorted(log.key[slots], self.book.note[places])
        there = np.isin(self.book.note[places], log.key[slots])
        return np.where(there, np.append(acts, 0)[at], 0)

    def _tell(self, day: int, event: str, places: NDArray[np.intp], amount_cny: NDArray[np.float64]) -> None:
        """Write down what happened to contracts, unless nothing else can."""
        if not self.is_plain:
            signed, number = self.book.contracts, self.book.number[places]
            self.diary.contracts(day, event, signed.row[places], number, signed.kind[places], amount_cny)
