"""The campaign, day by day: what it hires, which of its tactics act, and what it decides in flight."""

import numpy as np
from numpy.typing import NDArray

from ..phases.convert import Orders
from ..phases.publish import Writers, publish_prompted
from ..records.money import fen_of
from ..records.terms import ENGAGEMENTS
from ..scene import Scene, release
from ..strategies.alliance.partners import joint_lines, solo_plan
from ..strategies.campaign.contract import DELIVERED, OPEN, STOPPED
from ..strategies.campaign.in_flight import INFLIGHT_RULES, Dashboard, Decision, SurveyResult
from ..strategies.campaign.launch import TRIAL, launch, sign_more
from ..strategies.campaign.money import Budget, Line, by_tier, creator_money, planned_lines
from ..strategies.kol.marketplace import Marketplace
from .ad_business import AdBusiness
from .brand import CAMPAIGN
from .contract_desk import ContractDesk
from .hiring import day_lots, spread, waits
from .marketplace import Listings
from .tactics import TACTICS, HiringTactic, Survey, Tactic

HELD = Line("held")


class Campaign:
    """What the brand of the campaign does; nothing without one.

    Parameters
    ----------
    scene : Scene
    ad_business : AdBusiness
    listings : Listings

    Attributes
    ----------
    tactics : dict of str to Tactic
        Those that the plan has, in the order in which they act.
    """

    def __init__(self, scene: Scene, ad_business: AdBusiness, listings: Listings) -> None:
        config, plan = scene.config, scene.config.campaign
        self.scene, self.ad_business = scene, ad_business
        self.own = solo_plan(plan, config.alliance)  # what joint notes leave for its own
        self.has_money = plan.brand is not None and plan.budget_cny > 0
        self.brand = scene.brand(plan.brand) if plan.brand is not None else scene.brands[0]
        if self.has_money:
            self.brand.grant(CAMPAIGN, plan.budget_cny)
        lines = planned_lines(plan, self.own, joint_lines(plan, config.alliance)[0]) if self.has_money else {}
        self.budget, self.money = Budget(lines), creator_money(self.own)
        self.desk = ContractDesk(scene, self.brand, self.own, listings, self.budget)
        self.diary = self.desk.diary
        self.diary.planned(0, self.budget.lines)
        self.held_fen = self.budget.lines.get(HELD, 0)
        self.rule = INFLIGHT_RULES[plan.in_flight.rule]
        self.tactics = self._tactics()

    def _tactics(self) -> dict[str, Tactic]:
        """Return the tactics that the plan has; without money, only those that need none."""
        plan = self.scene.config.campaign
        return {
            name: TACTICS[name](self.scene, self.brand, terms)
            for name, terms in plan.tactics.items()
            if plan.brand is not None and (self.has_money or TACTICS[name].paid_from == "nothing")
        }

    def plan(self, day: int) -> None:
        """Decide what the campaign does on ``day``, before anybody publishes."""
        for tactic in self.tactics.values():
            tactic.writers = tactic.writers[:0]
            tactic.plan(day)
        if self.has_money:
            self._hire(day)
            self._decide(day)
            self.desk.end_failed(day)
            self.desk.pay_bonuses(day)

    def publish(self, writers: Writers) -> int:
        """Let the notes appear that are due, and those that tactics prompt; return how many."""
        n_notes = self.desk.take_in(writers) if self.has_money else 0
        topic, prompted = self.scene.topic_of(self.brand), self._prompted()
        for prompt, rows in sorted(prompted.items()):
            notes = publish_prompted(writers, rows, prompt, topic, self.brand.column)
            n_notes += release(self.scene, notes, is_prompted=True)
        return n_notes

    @property
    def pays(self) -> dict[str, str]:
        """Return whom its tactics pay, by kind of the ledger."""
        return {kind: receiver for tactic in self.tactics.values() for kind, receiver in tactic.pays.items()}

    def close_day(self, orders: Orders, day: int) -> None:
        """Let tactics see what was ordered."""
        for tactic in self.tactics.values():
            tactic.close_day(orders, day)

    def _prompted(self) -> dict[int, NDArray[np.int64]]:
        """Return who writes today, by prompt: a note may serve two tactics."""
        prompted: dict[int, NDArray[np.int64]] = {}
        for tactic in self.tactics.values():
            if len(tactic.writers):
                before = prompted.get(tactic.prompt, tactic.writers[:0])
                prompted[tactic.prompt] = np.union1d(before, tactic.writers)
        return prompted

    def _hire(self, day: int) -> None:
        """Sign the burst on its first day, and what hiring tactics sign on theirs: nobody is hired twice."""
        hiring = [tactic for tactic in self.tactics.values() if isinstance(tactic, HiringTactic)]
        today = [tactic for tactic in hiring if tactic.day == day and tactic.fen(self.own) > 0]
        for tactic in today:
            if tactic.is_first:
                self.desk.sign(tactic.hire(self.own, self.desk.market(day), self.desk.book.contracts.row), day)
        if day == self.own.start_day:
            market = self.desk.market(day)
            self._sign_burst(market, day)
            for tactic in today:
                if not tactic.is_first:
                    now = self.desk.asked_anew(day)
                    self.desk.sign(tactic.hire(self.own, now, self.desk.book.contracts.row), day)

    def _sign_burst(self, market: Marketplace, day: int) -> None:
        """Sign the paid notes of the burst."""
        desk, plan, streams = self.desk, self.own, self.scene.streams
        left = self.money.teaser - desk.book.bound_fen if desk.passes_down else 0
        talks = waits(market, plan.contract, streams)
        desk.sign(launch(plan, market, day_lots(market, streams), talks, desk.book.contracts.row, left), day)

    def _decide(self, day: int) -> None:
        """Ask the market, if it is the day for that, and decide in flight on the day of it."""
        plan, survey = self.own.in_flight, self.tactics.get("survey")
        money = self.budget.lines.get(Line("survey"), 0)
        if isinstance(survey, Survey) and money > 0 and day == survey.day:
            cost = survey.ask(day, money)
            self.held_fen += money - cost if self.desk.passes_down else 0
        if plan.rule != "none" and day == self.own.start_day + plan.after_days:
            self._follow(self.rule(self._dashboard(survey.found if isinstance(survey, Survey) else None)), day)

    def _dashboard(self, found: SurveyResult | None) -> Dashboard:
        """Return the campaign so far as the brand sees it."""
        book, (came, waiting) = self.desk.book, self._owed()
        return Dashboard(
            book.contracts.tier[came],
            book.signed_cny[came],
            self.desk.acts(came, ENGAGEMENTS),
            book.contracts.tier[waiting],
            self.own.tier_shares,
            self.desk.acts(came, ("impressions",)),
            found,
        )

    def _owed(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the promised notes that came, and those still to come: nobody can stop what nobody has promised."""
        book = self.desk.book
        owed = book.contracts.kind != TRIAL
        return np.flatnonzero((book.state == DELIVERED) & owed), np.flatnonzero((book.state == OPEN) & owed)

    def _follow(self, decision: Decision, day: int) -> None:
        """Do what the rule says."""
        desk, plan = self.desk, self.own
        stopped = self._owed()[1][decision.stop]
        desk.end(stopped, STOPPED, "stopped", day)
        self._plan_again(decision, stopped, day)
        if decision.to_ads:
            self.ad_business.add_budget("feed", self.held_fen)
        elif decision.tier_shares:
            desk.cash_fen += self.held_fen
            held = [line for line in self.budget.lines if line.name == HELD.name]
            cash = desk.free_fen if desk.passes_down else sum(desk.left_of(line) for line in held)
            market, streams = desk.market(day), self.scene.streams
            days = day + spread(market, streams, plan.burst_days) + waits(market, plan.contract, streams)
            hired = desk.book.contracts.row
            desk.sign(sign_more(plan, market, cash, decision.tier_shares, days, hired, HELD.name), day)

    def _plan_again(self, decision: Decision, stopped: NDArray[np.intp], day: int) -> None:
        """Plan what was held back, and what stopped contracts released, for what was decided."""
        lines, released = self.desk.book.lines(), fen_of(self.desk.book.released_cny)
        for place in stopped:
            self.diary.planned(day, self.budget.move(lines[place], int(released[place]), {HELD: int(released[place])}))
        money = self.budget.lines.get(HELD, 0)
        if money > 0 and decision.to_ads:
            self.diary.planned(day, self.budget.move(HELD, money, {Line("feed_ads"): money}))
        elif money > 0 and decision.tier_shares:
            self.diary.planned(day, self.budget.move(HELD, money, by_tier(HELD.name, money, decision.tier_shares)))
