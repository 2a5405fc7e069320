"""Enforcement: measures against notes, what they lead to for creators and brands, and what is taken back."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..diary.moderation import PenaltyRow, record_penalties
from ..phases.moderate.detect import first_kind
from ..phases.moderate.ladder import (
    BAN,
    LIMIT,
    MUTE,
    NOTICE,
    RECENT,
    SIDES,
    Charge,
    Ladder,
    Penalty,
    brands_ladder,
    creators_ladder,
    first_note_day,
    holds,
    last_day,
    penalties_of,
    total_on,
    without,
)
from ..phases.moderate.reasons import published_hours
from ..scene import Scene
from ..world.columns import NEVER
from ..world.safety import MEASURES, BrandDays

MOST_DAY = 32_000  # that a column of days holds


class Found(NamedTuple):
    """A violation that somebody found, or believes to have found."""

    slot: int  # of the note
    note: int  # its key: the slot may hold another by now
    kind: int  # place in the register
    hour: float  # since day 0


class Measure(NamedTuple):
    """What holds against a note."""

    found: Found
    bit: int
    creator: int
    true_kind: int  # -1 = none

    @property
    def name(self) -> str:
        """What it is called."""
        return MEASURES[self.bit.bit_length() - 1] if self.bit else NOTICE


class Enforcement:
    """What follows where a rule was found broken.

    Parameters
    ----------
    scene : Scene
        Of a world with rules.
    """

    def __init__(self, scene: Scene) -> None:
        assert scene.world.safety is not None
        self.scene, self.safety = scene, scene.world.safety
        law, kinds = scene.config.moderation, list(scene.config.rules.kinds.values())
        self.bits = [1 << MEASURES.index(kind.action) if kind.action in MEASURES else 0 for kind in kinds]
        self.points = [kind.points for kind in kinds]
        self.creators, self.brands = creators_ladder(law.creators), brands_ladder(law.brands)
        self.measures: dict[int, Measure] = {}  # in force, by note
        self.strikes: dict[int, list[Charge]] = {}  # by creator
        self.charges: dict[int, list[Charge]] = {}  # by brand

    def act(self, found: Sequence[Found], day: int) -> list[Measure]:
        """Take the measures that are due against notes that are still there and have none yet; return them."""
        log = self.scene.world.content.log
        due: dict[int, Found] = {}
        for one in found:
            if one.note not in self.measures and log.key[one.slot] == one.note:
                due.setdefault(one.note, one)
        taken = [self._measure(one) for one in due.values()]
        for bit in sorted({each.bit for each in taken}):
            slots = np.array([each.found.slot for each in taken if each.bit == bit])
            self.safety.act_on(slots, bit)
        rows = [row for each in taken for row in self._enforce(each, day)]
        record_penalties(self.scene.recorder, rows, day)
        return taken

    def take_back(self, note: int, day: int) -> None:
        """Undo what was done about a note, and what followed from it."""
        measure = self.measures.pop(note, None)
        if measure is None:
            return
        slot = measure.found.slot
        if measure.bit and self.scene.world.content.log.key[slot] == note:
            self.safety.relieve(np.array([slot]), measure.bit)
        for of_whom, hold in ((self.strikes, self._hold_creator), (self.charges, self._hold_brand)):
            for who in [who for who, charges in of_whom.items() if any(each.cause == note for each in charges)]:
                of_whom[who] = without(of_whom[who], note)
                hold(who, day)

    def charge_brand(self, brand: int, points: int, found: Found, day: int) -> list[PenaltyRow]:
        """Give a brand points for a note, and what its ladder says of them; return what to write down."""
        rows = self._climb(self.charges.setdefault(brand, []), Charge(day, points, found.note), self.brands, found)
        self._hold_brand(brand, day)
        return [row._replace(against=SIDES[2], brand=brand) for row in rows]

    def _measure(self, found: Found) -> Measure:
        """Say what is due for a violation."""
        true_kind = first_kind(int(self.safety.notes.violation[found.slot]))
        return Measure(found, self.bits[found.kind], int(self.scene.world.content.log.creator[found.slot]), true_kind)

    def _enforce(self, measure: Measure, day: int) -> list[PenaltyRow]:
        """Let a measure hold, and charge whose note it is and who paid for it; return what to write down."""
        found, creator, log = measure.found, measure.creator, self.scene.world.content.log
        self.measures[found.note] = measure
        rows = self._climb(self.strikes.setdefault(creator, []), Charge(day, 1, found.note), self.creators, found)
        rows = [row._replace(against=SIDES[1], creator=creator) for row in rows]
        self._hold_creator(creator, day)
        brand = int(log.brand[found.slot]) if log.is_sponsored[found.slot] > 0 else -1
        points = self.points[found.kind] if brand >= 0 else 0
        if points > 0:
            rows += self.charge_brand(brand, points, found, day)
        since = found.hour - float(published_hours(log, np.array([found.slot]), self.scene.config.feed.ticks)[0])
        own = _blank(found)._replace(
            creator=creator, brand=brand, measure=measure.name, points=points, since_published_hours=since
        )
        return [row._replace(true_kind=measure.true_kind) for row in (own, *rows)]

    def _climb(self, charges: list[Charge], new: Charge, ladder: Ladder, found: Found) -> list[PenaltyRow]:
        """Add a charge; return the penalties that it brings."""
        before = len(penalties_of(charges, ladder))
        charges.append(new)
        return [
            _blank(found)._replace(
                measure=each.rung.measure, days=each.end_day - each.first_day, points_total=each.total
            )
            for each in penalties_of(charges, ladder)[before:]
        ]

    def _hold_creator(self, creator: int, day: int) -> None:
        """Let a creator stand as the ladder says."""
        penalties = penalties_of(self.strikes[creator], self.creators)
        limited, muted = (_until(measure, day, penalties) for measure in (LIMIT, MUTE))
        is_banned, strikes = holds(BAN, day, penalties), total_on(day, self.strikes[creator], self.creators)
        self.safety.hold_person(creator, limited, muted, is_banned=is_banned, strikes=strikes)

    def _hold_brand(self, brand: int, day: int) -> None:
        """Let a brand stand as the ladder says."""
        penalties = penalties_of(self.charges[brand], self.brands)
        recent, limited, banned = (_until(measure, day, penalties) for measure in (RECENT, LIMIT, BAN))
        since = first_note_day(penalties, day)
        self.safety.hold_brand(brand, BrandDays(recent, NEVER if since is None else since, limited, banned))


def _blank(found: Found) -> PenaltyRow:
    return PenaltyRow(found.hour, SIDES[0], found.note, None, -1, found.kind, NOTICE, None, 0, 0, None, -1)


def _until(measure: str, day: int, penalties: Sequence[Penalty]) -> int:
    last = last_day(measure, day, penalties)
    return NEVER if last is None else min(last, MOST_DAY)
