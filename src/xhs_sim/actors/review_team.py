"""The review team: a machine that looks at every new note, and people who look where there is a reason to."""

from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from ..diary.moderation import AppealRow, QueueRow, ReviewRow, record_appeals, record_queue, record_reviews
from ..phases.moderate.appeal import answered, filed, granted
from ..phases.moderate.detect import CERTAIN, DOUBTFUL, detector, first_kind, judged, reviewer, screened
from ..phases.moderate.docket import Docket
from ..phases.moderate.queue import Case, Desk, Done
from ..phases.moderate.reasons import (
    APPEAL,
    HOURS,
    MACHINE,
    REPORT,
    SURGE,
    published_hours,
    reports_come,
    reviewers_of,
    service_hours,
    urgencies,
    within_tick,
)
from ..scene import Scene
from ..world.columns import COUNTS
from .enforcement import Enforcement, Found, Measure

SHOWN = COUNTS.index("impressions")
Answer = tuple[float, int, bool, float]  # hour, note, granted, hour of the appeal


class ReviewTeam:
    """Who finds out which notes break rules; what follows is ``Enforcement``'s.

    Parameters
    ----------
    scene : Scene
        Of a world with rules.
    enforcement : Enforcement
    """

    def __init__(self, scene: Scene, enforcement: Enforcement) -> None:
        assert scene.world.safety is not None
        self.scene, self.safety, self.enforcement = scene, scene.world.safety, enforcement
        config, kinds = scene.config, scene.config.rules.kinds
        self.law = config.moderation
        known = [name for name, kind in kinds.items() if "machine" in kind.detected_by]
        self.machine = detector(self.law.machine, list(kinds), known)
        self.reviewer, self.urgency = reviewer(self.law.desk), urgencies(self.law.desk)
        self.desk, self.docket = Desk(reviewers_of(self.law.desk, config.population.people)), Docket()
        self.answers: list[Answer] = []  # to appeals, by when they are given
        self.today: Counter[str] = Counter()

    def screen_older(self, day: int) -> None:
        """Let notes of a day before day 0 have been looked at: measures hold against what was noticed."""
        log, stream = self.scene.world.content.log, self.scene.streams.key("reviewer")
        slots = np.flatnonzero((log.key >= 0) & (log.day == day))
        bits, keys = self.safety.notes.violation[slots], log.key[slots]
        says, kind, _ = screened(bits, keys, self.machine, self.scene.streams.key("screening"))
        seen = judged(bits, kind, keys, self.reviewer, stream, len(self.enforcement.bits))
        has_people = (says == DOUBTFUL) & (self.desk.reviewers > 0)
        found = np.where(says == CERTAIN, kind, np.where(has_people, seen, -1))
        for bit in {bit for bit in self.enforcement.bits if bit}:
            kinds = np.flatnonzero(np.array(self.enforcement.bits) == bit)
            self.safety.act_on(slots[np.isin(found, kinds)], bit)

    def screen(self, day: int) -> None:
        """Let the machine look at the day's new notes."""
        log = self.scene.world.content.log
        self.docket.turn(log.key)
        slots = np.flatnonzero((log.key >= 0) & (log.day == day))
        keys, hours = log.key[slots], published_hours(log, slots, self.scene.config.feed.ticks)
        says, kind, _ = screened(
            self.safety.notes.violation[slots], keys, self.machine, self.scene.streams.key("screening")
        )
        self.docket.suspected[slots] = kind
        sure = np.flatnonzero(says == CERTAIN)
        rows = zip(slots[sure].tolist(), keys[sure].tolist(), kind[sure].tolist(), hours[sure].tolist(), strict=True)
        found = [Found(*row) for row in rows]
        record_reviews(self.scene.recorder, [self._row(one, MACHINE, None, by_machine=True) for one in found], day)
        self._act(found, HOURS * day, day)
        doubtful = says == DOUBTFUL
        came = within_tick(keys, hours, self.scene.config.feed.ticks, self.scene.streams.key("reports come"))
        self._put(slots[doubtful], MACHINE, came[doubtful], day)

    def open_tick(self, hour: float, day: int) -> None:
        """Let all go on until a tick begins; notes that surged until then become cases."""
        self._work(hour, day)
        self._hear_of_surges(hour, day)

    def _hear_of_surges(self, hour: float, day: int) -> None:
        """Let notes that were shown today, and surged, become cases."""
        content = self.scene.world.content
        slots = content.today.slots
        impressions = content.counts.over_surfaces(slots)[:, SHOWN]
        surging = self.docket.surging(slots, impressions, self.law.desk.surges)
        self._put(surging, SURGE, np.full(len(surging), hour), day)

    def _work(self, hour: float, day: int) -> None:
        """Let reviewers and those who answer appeals go on until an hour."""
        done = self.desk.until(hour)
        self.today["decided"] += len(done)
        appeals = [each for each in done if each.case.source == APPEAL]
        self._judge([each for each in done if each.case.source != APPEAL], hour, day)
        self._look_again(appeals)
        self._answer(hour, day)

    def close_day(self, reports: NDArray[np.int64], day: int) -> None:
        """Let the day end; notes that were reported, (C,) times, become cases of tomorrow."""
        end = HOURS * (day + 1)
        self._work(end, day)
        self._hear_of_surges(end, day)
        row = QueueRow(self.today["cases"], self.today["decided"], self.desk.length(end), self.desk.reviewers)
        record_queue(self.scene.recorder, row, day)
        self.today.clear()
        self.docket.reports += reports
        slots, stream = self.docket.reported(self.law.desk.reports), self.scene.streams.key("reports come", day)
        self._put(slots, REPORT, reports_come(self.docket.key[slots], day, self.law.desk, stream), day)

    def _put(self, slots: NDArray[np.int64], source: int, came: NDArray[np.float64], day: int) -> None:
        """Let notes become cases, but for those against which something holds; who waits may become more urgent."""
        free = np.array([key not in self.enforcement.measures for key in self.docket.key[slots].tolist()], np.bool_)
        waits = self.docket.is_open[slots]
        hasten = slots[free & waits]
        if len(hasten):
            self.desk.hasten(dict.fromkeys(self.docket.key[hasten].tolist(), self.urgency[source]))
        new = slots[free & ~waits]
        self._queue(new, self.docket.key[new], source, came[free & ~waits], day)
        self.docket.reports[slots] = 0
        self.docket.is_open[slots[free]] = True

    def _queue(
        self, slots: NDArray[np.int64], keys: NDArray[np.int64], source: int, came: NDArray[np.float64], day: int
    ) -> None:
        """Put cases before the reviewers."""
        takes = service_hours(keys, self.law.desk, self.scene.streams.key("case takes", day, source))
        self.today["cases"] += len(keys)
        for key, slot, hour, hours in zip(keys.tolist(), slots.tolist(), came.tolist(), takes.tolist(), strict=True):
            self.desk.put(Case(key, slot, source, self.urgency[source], hour, hours))

    def _judge(self, done: Sequence[Done], hour: float, day: int) -> None:
        """Let reviewers say what they find in notes that are still there, and let follow what must."""
        slots = np.array([each.case.slot for each in done], np.int64)
        keys = np.array([each.case.note for each in done], np.int64)
        is_there = np.flatnonzero(self.docket.key[slots] == keys)
        slots, keys, done = slots[is_there], keys[is_there], [done[k] for k in is_there.tolist()]
        kinds = self._seen(slots, keys)
        self.docket.close(slots)
        found = [
            Found(each.case.slot, each.case.note, kind, each.ended)
            for each, kind in zip(done, kinds.tolist(), strict=True)
        ]
        rows = [
            self._row(one, each.case.source, each.waited, by_machine=False)
            for one, each in zip(found, done, strict=True)
        ]
        record_reviews(self.scene.recorder, rows, day)
        self._act([one for one in found if one.kind >= 0], hour, day)

    def _seen(self, slots: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.int8]:
        """Return what reviewers find in notes, as lucky as they are with each look at each."""
        kinds, looks = np.full(len(slots), -1, np.int8), self.docket.looks[slots]
        for look in np.unique(looks):
            some, stream = looks == look, self.scene.streams.key("reviewer", int(look))
            bits, suspected = self.safety.notes.violation[slots[some]], self.docket.suspected[slots[some]]
            kinds[some] = judged(bits, suspected, keys[some], self.reviewer, stream, len(self.enforcement.bits))
        return kinds

    def _act(self, found: Sequence[Found], hour: float, day: int) -> None:
        """Let measures be taken, and those who object to them appeal."""
        taken = [each for each in self.enforcement.act(found, day) if each.bit]
        keys, wronged = _keys(taken), np.array([each.true_kind < 0 for each in taken], np.bool_)
        files, late = filed(wronged, keys, self.law.appeals, self.scene.streams.key("appeal", day))
        slots = np.array([each.found.slot for each in taken], np.int64)
        came = np.maximum(np.array([each.found.hour for each in taken], np.float64) + late, hour)
        self._queue(slots[files], keys[files], APPEAL, came[files], day)

    def _look_again(self, appeals: Sequence[Done]) -> None:
        """Let second reviewers decide appeals; the answers wait until they are due."""
        notes = [each.case.note for each in appeals]
        measures = [self.enforcement.measures[note] for note in notes]
        wronged = np.array([each.true_kind < 0 for each in measures], np.bool_)
        grants = granted(wronged, _keys(measures), self.law.appeals, self.scene.streams.key("appeal answer"))
        for each, is_granted in zip(appeals, grants.tolist(), strict=True):
            came = each.case.came
            heappush(self.answers, (answered(came, each.ended, self.law.appeals), each.case.note, is_granted, came))

    def _answer(self, hour: float, day: int) -> None:
        """Give the answers to appeals that are due, and take back what was wrong."""
        rows = []
        while self.answers and self.answers[0][0] <= hour:
            given, note, is_granted, came = heappop(self.answers)
            measure = self.enforcement.measures[note]
            kind, name = measure.found.kind, measure.name
            rows.append(
                AppealRow(given, note, measure.creator, kind, name, given - came, is_granted, measure.true_kind)
            )
            if is_granted:
                self.enforcement.take_back(note, day)
        record_appeals(self.scene.recorder, rows, day)

    def _row(self, found: Found, source: int, waited: float | None, *, by_machine: bool) -> ReviewRow:
        creator = int(self.scene.world.content.log.creator[found.slot])
        true_kind = first_kind(int(self.safety.notes.violation[found.slot]))
        return ReviewRow(found.hour, found.note, creator, source, by_machine, found.kind, waited, true_kind)


def _keys(measures: Sequence[Measure]) -> NDArray[np.int64]:
    return np.array([each.found.note for each in measures], np.int64)
