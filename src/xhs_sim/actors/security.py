"""Security: accounts are taken over, publish spam, are locked and given back; the platform teaches people better."""

import numpy as np
from numpy.typing import NDArray

from ..diary.security import SecurityDay, record_security
from ..phases.publish import SPAM_A_DAY, Writers, publish_spam
from ..phases.secure import (
    HOURS,
    NO_END,
    Cases,
    Taught,
    draw_cases,
    draw_protection,
    hazards,
    hours_in_hands,
    no_cases,
    spam_notes,
    teach,
    who_leaks,
)
from ..scene import Scene, release
from ..world.accounts import OWNED, STRONG, TWO_FACTOR, Accounts
from ..world.population import draw_uniforms
from ..world.safety import REMOVED

NO_ROWS = np.zeros(0, np.int64)


class Security:
    """All accounts, and what becomes of them. Without takeovers and leaks there are none to look after.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.law, self.cases = scene, scene.config.security, no_cases()
        self.chances, kinds = hazards(self.law), list(scene.config.rules.kinds)
        self.kind = 1 << kinds.index(self.law.spam.kind) if kinds else 0
        self.rows, self.hours = NO_ROWS, np.zeros(0)  # of today's spam
        self.keys: dict[int, list[int]] = {}  # of spam notes, by the row of who is locked out
        if self.law.is_on:
            scene.world.accounts = Accounts(draw_protection(scene.world.users.key, self.law, scene.streams))

    def begin_day(self, day: int) -> None:
        """Settle what happened yesterday, teach, and draw what will happen today; nothing before day 0."""
        world, accounts = self.scene.world, self.scene.world.accounts
        if accounts is None:
            return
        cleaned = self._settle(accounts, day)
        visitors = world.visitors
        lots = draw_uniforms(world.users.key[visitors], self.scene.streams.key("leak", day), 0)
        leaked = who_leaks(visitors, accounts.protection, lots, self.law)
        taught = self._teach(accounts, visitors, day)
        rows = np.flatnonzero(world.residents(day) & (accounts.hands == OWNED))
        chance = self.chances[accounts.protection[rows]]
        new = draw_cases(rows, world.users.key[rows], chance, day, self.law, self.scene.streams)
        accounts.take(new.row)
        accounts.leak(leaked)  # who reads a password today uses it tomorrow
        self.cases = self.cases.and_others(new)
        self._plan_spam(day)
        today = SecurityDay(len(leaked), self.cases, taught, len(self.rows), cleaned)
        record_security(self.scene.recorder, world, today, self.law, day)

    def _settle(self, accounts: Accounts, day: int) -> int:
        """Lock, clean up and give back what yesterday's hours came to; return how many notes were removed."""
        cases, now = self.cases, HOURS * day
        locked = cases.some((cases.lock_at < now) & (cases.lock_at >= now - HOURS))
        accounts.lock(locked.row)
        cleaned = self._clean_up(locked.row)
        accounts.give_back(cases.row[cases.back_at < now])
        self.cases = cases.some(cases.back_at >= now)
        out = self.cases.some(self.cases.lock_at < now)
        self.scene.world.shut_out(out.row, out.row[out.back_at == NO_END])
        return cleaned

    def _clean_up(self, rows: NDArray[np.int64]) -> int:
        """Remove the spam of accounts that were locked, as far as it is found."""
        world, keys = self.scene.world, [key for row in rows.tolist() for key in self.keys.pop(row, [])]
        if world.safety is None or not keys:
            return 0
        log = world.content.log
        slots = np.flatnonzero(np.isin(log.key, keys))
        found = draw_uniforms(log.key[slots], self.scene.streams.key("clean up"), 0) < self.law.spam.cleaned_share
        world.safety.act_on(slots[found], REMOVED)
        return int(found.sum())

    def _teach(self, accounts: Accounts, visitors: NDArray[np.int64], day: int) -> Taught:
        """Let today's lesson be heard, where there is one."""
        plan, world = self.law.education, self.scene.world
        if not plan.start_day <= day < plan.start_day + plan.days:
            return Taught(NO_ROWS, NO_ROWS, NO_ROWS)
        if plan.audience == "creators":
            visitors = visitors[world.creators.rate[visitors] > 0]
        stream = self.scene.streams.key("education", day)
        taught = teach(visitors, world.users.key[visitors], accounts.protection[visitors], plan, stream)
        accounts.protect(taught.strong, STRONG)
        accounts.protect(taught.two_factor, TWO_FACTOR)
        return taught

    def _plan_spam(self, day: int) -> None:
        """Decide who publishes spam today, and at which hours: evenly while an intruder has the account."""
        world, per_day = self.scene.world, self.law.spam.notes_per_day
        cases = self.cases.some(hours_in_hands(self.cases, day) > 0)
        if world.safety is not None:
            cases = cases.some(world.safety.may_publish(cases.row, day))
        hours = hours_in_hands(cases, day)
        lots = draw_uniforms(world.users.key[cases.row], self.scene.streams.key("spam", day), 0)
        n = spam_notes(hours, lots, per_day, SPAM_A_DAY)
        self.rows, self.hours = np.repeat(cases.row, n), _spread(cases, hours, n, day)

    def publish(self, writers: Writers) -> int:
        """Let the day's spam appear; return how many notes."""
        rows, day = self.rows, writers.day
        if day < 0 or len(rows) == 0:
            return 0
        first = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
        number = np.arange(len(rows)) - np.repeat(first, np.diff(np.append(first, len(rows))))
        notes = publish_spam(writers, rows, number, self.hours, self.law.spam.pull)
        for row, key in zip(rows.tolist(), notes.key.tolist(), strict=True):
            self.keys.setdefault(row, []).append(key)
        return release(self.scene, notes, is_prompted=True, kinds=self.kind)


def _spread(cases: Cases, hours: NDArray[np.float64], n: NDArray[np.int64], day: int) -> NDArray[np.float64]:
    """Return the hours of the day at which each of ``n`` notes a case appears."""
    begin = np.maximum(cases.taken_at - HOURS * day, 0.0)
    steps = [b + h * (np.arange(k) + 0.5) / k for b, h, k in zip(begin, hours, n, strict=True) if k]
    return np.concatenate(steps) if steps else np.zeros(0)
