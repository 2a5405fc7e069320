"""Fakes: creators who buy followers, likes and comments, and the platform that sweeps bots away."""

import numpy as np
from numpy.typing import NDArray

from ..diary.fakes import BotDay, record_bots, record_fake_followers
from ..kernels.counts import binomial_counts
from ..phases.fake import LIKES, WAYS, by_ways, counted, first_bots, found_acts, ordered_likes, part_of_day
from ..scene import Scene
from ..world.columns import COUNTS, EXPECTED_UNIT, FEED
from ..world.population import draw_normals, draw_uniforms

_IMPRESSIONS, _EXPECTED = COUNTS.index("impressions"), COUNTS.index("expected_clicks")


class Fakes:
    """Whoever buys bots, and who looks for them.

    Parameters
    ----------
    scene : Scene
    unlisted : int array
        User rows of accounts that a team plans: they buy nothing.
    """

    def __init__(self, scene: Scene, unlisted: NDArray[np.int64]) -> None:
        self.scene, self.plan = scene, scene.config.fakes
        self.notes = np.zeros((0, 2), np.int64)  # slot and key of notes with bought acts
        self.acts = np.zeros((0, len(WAYS), 2), np.int64)  # what of them is in the counters
        self.lost = np.zeros(0, np.int64)  # bots that yesterday's sweep took, by creator
        self.lots = np.zeros(0)  # who buys, by creator
        self.click_rate = 0.0  # at which the platform expects readers of the feed to open a note
        self.bots_first = np.zeros(0, np.int32)  # on day 0, by creator
        if self.plan.is_there:
            self._begin(unlisted)

    def _begin(self, unlisted: NDArray[np.int64]) -> None:
        world, key = self.scene.world, self.scene.streams.key("bought followers")
        self.lots = draw_uniforms(world.users.key, key, 0)
        self.lots[unlisted] = 1.0
        normals = draw_normals(world.users.key, key, 1)
        world.fakes.begin(first_bots(world.creators.followers, self.lots, normals, self.plan.followers))
        self.lost = np.zeros(len(self.lots), np.int64)
        self.bots_first = world.fakes.bots.copy()

    def begin_day(self, day: int) -> None:
        """Let a sweep pass, if one is due, and buyers buy."""
        if not self.plan.is_there or day < 0:
            return
        self._keep_living()
        self._learn_click_rate()
        rebought = self._buy_again()
        swept, acts = self._sweep(day) if self._is_due(day) else (0, 0)
        likes, comments = self._buy_acts(day)
        fakes = self.scene.world.fakes
        record_bots(
            self.scene.recorder,
            BotDay(
                day, int(fakes.bots.sum(dtype=np.int64)), rebought, swept, int(fakes.hidden.sum(dtype=np.int64)),
                likes, comments, acts, len(fakes.delisted(day)),
            ),
        )  # fmt: skip

    def close(self) -> None:
        """Write down whose followers were bought."""
        record_fake_followers(self.scene.recorder, self.scene.world, self.bots_first)

    def _is_due(self, day: int) -> bool:
        return self.plan.sweep.every_days > 0 and day > 0 and day % self.plan.sweep.every_days == 0

    def _keep_living(self) -> None:
        """Forget notes that have left the feed."""
        is_there = self.scene.world.content.log.key[self.notes[:, 0]] == self.notes[:, 1]
        self.notes, self.acts = self.notes[is_there], self.acts[is_there]

    def _learn_click_rate(self) -> None:
        if self.plan.acts.in_feed_share > 0:
            totals = self.scene.world.content.counts.by_surface()[list(FEED)].sum(axis=0)
            self.click_rate = totals[_EXPECTED] / EXPECTED_UNIT / max(totals[_IMPRESSIONS], 1)

    def _buy_again(self) -> int:
        again = np.floor(self.lost * self.plan.followers.rebuy_share + 0.5).astype(np.int64)
        rows = np.flatnonzero(again)
        self.scene.world.fakes.buy(rows, again[rows])
        self.lost[:] = 0
        return int(again.sum())

    def _sweep(self, day: int) -> tuple[int, int]:
        """Close bots; return how many followers and how many likes go."""
        world, plan, key = self.scene.world, self.plan.sweep, self.scene.streams.key("sweep", day)
        who, public = world.users.key, world.fakes.public(world.creators)
        share = np.full(len(who), plan.recall)
        found = binomial_counts(world.fakes.bots.astype(np.int64), share, who, key)
        people, wrongly = world.creators.followers.astype(np.int64), np.full(len(who), plan.false_share)
        hidden = binomial_counts(people, wrongly, who, self.scene.streams.key("sweep", day, 1))
        world.fakes.sweep(found, hidden)
        caught = np.flatnonzero((found > 0) & (found >= plan.delist_share * public))
        world.fakes.delist(caught, day + plan.delist_days)
        self.lost = found
        return int(found.sum()), self._sweep_acts(day)

    def _sweep_acts(self, day: int) -> int:
        likes, key = self.acts[:, :, LIKES], self.scene.streams.key("sweep", day, 2)
        ways = [
            binomial_counts(
                likes[:, way].copy(), np.full(len(likes), self.plan.sweep.recall), self.notes[:, 1] ^ way, key
            )
            for way in range(len(WAYS))
        ]
        gone = found_acts(self.acts, np.stack(ways, axis=1))
        self._count(self.notes[:, 0], -gone)
        self.acts = self.acts - gone
        return int(gone[:, :, LIKES].sum())

    def _buy_acts(self, day: int) -> tuple[int, int]:
        """Let the likes and comments of a day come in, to notes of buyers that are young enough; return how many."""
        world, plan = self.scene.world, self.plan.acts
        log = world.content.log
        young = np.flatnonzero((log.key >= 0) & (log.day >= 0) & (day - log.day < plan.days))
        young = young[self._is_bought_for(young)]
        young = young[np.argsort(log.key[young])]
        public = world.fakes.public(world.creators, log.creator[young])
        total = ordered_likes(public, draw_normals(log.key[young], self.scene.streams.key("bought acts"), 0), plan)
        likes = part_of_day(total, day - log.day[young].astype(np.int64), plan.days)
        acts = by_ways(likes, plan)
        self._count(young, acts)
        self.notes = np.concatenate([self.notes, np.stack([young, log.key[young]], axis=1)])
        self.acts = np.concatenate([self.acts, acts])
        return int(likes.sum()), int(acts[:, :, 1].sum())

    def _is_bought_for(self, slots: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Say for which notes somebody buys: who wrote them, or who paid for them."""
        log, plan = self.scene.world.content.log, self.plan.acts
        lots = draw_uniforms(log.key[slots], self.scene.streams.key("bought acts"), 1)
        by_payer = (log.is_sponsored[slots] > 0) & (lots < plan.paid_share)
        return (self.lots[log.creator[slots]] < plan.share) | by_payer

    def _count(self, slots: NDArray[np.int64], acts: NDArray[np.int64]) -> None:
        content = self.scene.world.content
        cells = counted(acts, self.click_rate)
        content.count_bots(slots[cells.note], cells.surface, cells.counts)
