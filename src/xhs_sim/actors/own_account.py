"""The account whose content a team plans, day by day: takes it over, publishes the plan, keeps its dashboard."""

import numpy as np
from numpy.typing import NDArray

from ..diary.supply import AccountDay, record_account
from ..phases.publish import Planned, Writers, cover_effect, effort_effect, hours_per_note, publish_own
from ..phases.publish.own import OWN, shop_kinds
from ..rng import Streams
from ..scene import Scene, release
from ..strategies.content.planner import N_DRAWS, PLANNERS, Desk, Ideas, OwnResults, as_parts, first_parts
from ..strategies.content.rhythm import RHYTHMS
from ..strategies.kol.nearest import nearest_creator
from ..world.archive import OldNotes
from ..world.columns import COUNTS, N_DIMS, NOBODY, PARTS
from ..world.population import draw_uniforms
from ..world.world import World

_CLICKS, _LIKES, _FOLLOWS = COUNTS.index("reads"), COUNTS.index("likes"), COUNTS.index("follows")


class OwnAccount:
    """One account and its plan.

    Parameters
    ----------
    scene : Scene
        Of day 0: who stands for the account is chosen here, and never again.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.config, self.world = config, world = scene.config, scene.world
        account, topics = config.account, list(config.content.topics)
        self.row, self.brand, self.topic, self.published, self.hours = NOBODY, -1, -1, 0, 0.0
        self.begun = Ideas(np.zeros(1, np.int8), np.zeros(1, np.bool_), np.zeros(1, np.int8))  # the latest note
        self.begun_vec = np.zeros((1, N_DIMS), np.float32)
        if account.owner == "nobody":
            return
        wanted = account.topic
        if account.owner == "brand":
            assert account.brand is not None
            self.brand = list(config.brands).index(account.brand)
            wanted = wanted or config.brands[account.brand].topic
        self.row = row_for(world, account.followers, topics.index(wanted) if wanted else None, scene.streams)
        self.topic = topics.index(wanted) if wanted else int(world.creators.topic[self.row])
        self.followers = self._count_followers()

    @property
    def rows(self) -> NDArray[np.int64]:
        """The account as a list of user rows: one, or none."""
        return np.array([] if self.row == NOBODY else [self.row], np.int64)

    @property
    def is_planned(self) -> bool:
        """Return whether a team publishes; else the account is only watched."""
        return self.row != NOBODY and self.config.account.plan.notes_per_week > 0

    def publish(self, writers: Writers) -> int:
        """Publish what the plan says for the day; return how many notes."""
        account, day, self.hours = self.config.account, writers.day, 0.0
        if not self.is_planned or day < account.start_day:
            return 0
        if day == account.start_day:
            self.world.take_over(self.row)
        plan = account.plan
        k = RHYTHMS[plan.rhythm](plan.notes_per_week, day - account.start_day)
        if k == 0:
            return 0
        series, place = np.divmod(self.published + np.arange(k), plan.series_length)
        ideas = as_parts(PLANNERS[plan.planner](plan, self._desk(day, k)), place, self.begun)
        notes = publish_own(writers, self.row, self.published, Planned(*ideas), self.brand, plan.originality)
        lift = effort_effect(plan, account.effort, ideas.is_video)
        lift += cover_effect(notes.key, plan, account.effort, writers.law.quality_sd, self.scene.streams)
        first = first_parts(place)
        vec = np.where(first[:, None] >= 0, notes.vec[first], self.begun_vec)  # a series is of one piece
        notes = notes._replace(quality=notes.quality + lift.astype(np.float32), vec=vec)
        parts = PARTS * (series + 1) + place + 1 if plan.series_length > 1 else None
        release(self.scene, notes, plan.keyword_coverage, parts=parts)
        self.begun, self.begun_vec = Ideas._make(column[-1:] for column in ideas), vec[-1:]
        self.published += k
        self.hours = k * hours_per_note(plan)
        return k

    def with_own(self, older: OldNotes) -> OldNotes:
        """Return notes from before the feed's window; those of a brand's account are liked as a shop's."""
        if self.brand >= 0 and self.is_planned:
            older.truth.kinds[older.log.creator == self.row] *= shop_kinds(self.config.content)
        return older

    def record(self, day: int) -> None:
        """Write the account's day."""
        if self.row == NOBODY:
            return
        before, self.followers = self.followers, self._count_followers()
        if day < self.config.account.start_day:
            return
        followers = self.followers, self.followers - before
        about = AccountDay(day, self.config.account.owner, self.brand, self.row, *followers, self.hours)
        record_account(self.scene.recorder, self.world, about)

    def _desk(self, day: int, k: int) -> Desk:
        names = list(self.config.content.topics)
        topics = [names.index(name) for name in self.config.account.plan.topics] or [self.topic]
        numbers, key = OWN + self.published + np.arange(k), self.scene.streams.key("own plan")
        draws = np.stack([draw_uniforms(numbers, key, use) for use in range(N_DRAWS)], axis=1)
        heat = self.scene.season.on(day)  # the platform's list of hot topics
        return Desk(np.array(topics, np.int8), heat, self._dashboard(day), self.config.feed.ticks, draws)

    def _dashboard(self, day: int) -> OwnResults:
        """Return what the platform shows of the account's notes since the plan began."""
        log = self.world.content.log
        planned = (log.key >= 0) & (log.creator == self.row) & (log.day >= self.config.account.start_day)
        mine = np.flatnonzero(planned & (log.is_sponsored == 0))
        mine = mine[np.argsort(log.key[mine])]  # never by slot, which says nothing
        counts = self.world.content.counts.over_surfaces(mine)
        return OwnResults(
            day - log.day[mine].astype(np.int64),
            log.topic[mine],
            log.is_video[mine] > 0,
            log.tick[mine],
            counts[:, _CLICKS],
            counts[:, _LIKES : _LIKES + 3].sum(axis=1),
            counts[:, _FOLLOWS],
        )

    def _count_followers(self) -> int:
        return int(self.world.creators.followers[self.row])


def row_for(world: World, followers: float, topic: int | None, streams: Streams) -> int:
    """Return the row of the creator whose followers are nearest to so many, in logs; ties by a keyed lot.

    Among those of day 0 who publish on the topic; without any, among all who publish; without any, among all.
    """
    everybody = np.flatnonzero(world.users.signup_day < 0)
    publishes = world.creators.rate[everybody] > 0
    rows = everybody[publishes] if publishes.any() else everybody
    is_wanted = (world.creators.rate[rows] > 0) & (topic is None or world.creators.topic[rows] == topic)
    lots = draw_uniforms(world.users.key[rows], streams.key("own account"), 0)
    return int(rows[nearest_creator(world.followers_of(rows), is_wanted, lots, followers)])
