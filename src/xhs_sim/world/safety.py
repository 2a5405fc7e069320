"""Safety: who and what breaks rules, which is truth, and what the platform has done about it, which is known.

It is there only where rules are: without any, a world has none of these columns.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Config, RulesConfig
from .columns import HARM_UNIT, MOST_BRANDS, NEVER, NoteLog

MEASURES = ("demoted", "limited", "unsearchable", "removed")  # against a note, as bits
DEMOTED, LIMITED, UNSEARCHABLE, REMOVED = (1 << k for k in range(len(MEASURES)))
BY_NAME = 1 << len(MEASURES)  # against a brand's notes: only who searches for the brand finds them
NO_NOTE = -1
MOST_STRIKES = 255  # that are counted


class NoteMarks(NamedTuple):
    """What new notes are before the rules; M rows, as those of ``NewNotes``."""

    violation: NDArray[np.uint16]  # (M,) bits of the kinds that each is, in the order of the register
    copied: NDArray[np.int64]  # (M,) key of the note that each copies, NO_NOTE = none
    is_original: NDArray[np.uint8]  # (M,) declared to be the author's own


class NoteStanding(NamedTuple):
    """Notes of the feed before the rules; C slots."""

    violation: NDArray[np.uint16]  # (C,) truth, see ``NoteMarks``
    copied: NDArray[np.int64]  # (C,) truth
    is_original: NDArray[np.uint8]  # (C,)
    measure: NDArray[np.uint8]  # (C,) bits of MEASURES against the note itself


class PeopleStanding(NamedTuple):
    """People before the rules; N rows."""

    limited_until: NDArray[np.int16]  # (N,) last day on which their notes are not recommended, NEVER = none
    muted_until: NDArray[np.int16]  # (N,) last day on which they may not publish
    is_banned: NDArray[np.uint8]  # (N,) for good: none of their notes is there
    strikes: NDArray[np.uint8]  # (N,) cases against them, 255 = as many or more


class BrandStanding(NamedTuple):
    """Brands before the rules; B rows. Days are the last on which something holds, NEVER = it does not."""

    recent_until: NDArray[np.int16]  # (B,) no organic impressions for notes published from ``recent_since`` on
    recent_since: NDArray[np.int16]  # (B,)
    limited_until: NDArray[np.int16]  # (B,) none for any of its notes, search for the brand left out
    banned_until: NDArray[np.int16]  # (B,) none at all, no ads, no marketplace


class BrandDays(NamedTuple):
    """One brand's row of ``BrandStanding``."""

    recent_until: int = NEVER
    recent_since: int = NEVER
    limited_until: int = NEVER
    banned_until: int = NEVER


def no_marks(n: int) -> NoteMarks:
    """Return marks of notes that break no rule, copy nothing and declare nothing."""
    return NoteMarks(np.zeros(n, np.uint16), np.full(n, NO_NOTE, np.int64), np.zeros(n, np.uint8))


def kinds_of(bits: NDArray[np.integer], n_kinds: int) -> NDArray[np.uint16]:
    """Return, for each of M notes' bits, which of the register's kinds it is, 0 or 1: (M, K)."""
    return np.asarray((bits[:, None] >> np.arange(n_kinds, dtype=np.uint16)) & np.uint16(1), np.uint16)


def harm_of_bits(rules: RulesConfig) -> NDArray[np.uint8]:
    """Return what a read costs, in ``HARM_UNIT``, by the bits of the kinds that a note is: the worst of them."""
    harm = np.array([round(kind.harm / HARM_UNIT) for kind in rules.kinds.values()], np.int64)
    has = kinds_of(np.arange(1 << len(harm), dtype=np.uint16), len(harm))
    return np.asarray((has * harm).max(axis=1, initial=0), np.uint8)


class Safety:
    """The columns of rules.

    Parameters
    ----------
    n_slots : int
        Of the feed's notes.
    n_people : int
    """

    def __init__(self, n_slots: int, n_people: int) -> None:
        self.notes = NoteStanding(*no_marks(n_slots), np.zeros(n_slots, np.uint8))
        self.people = PeopleStanding(
            limited_until=np.full(n_people, NEVER, np.int16),
            muted_until=np.full(n_people, NEVER, np.int16),
            is_banned=np.zeros(n_people, np.uint8),
            strikes=np.zeros(n_people, np.uint8),
        )
        self.brands = BrandStanding(*(np.full(MOST_BRANDS, NEVER, np.int16) for _ in BrandStanding._fields))
        self._known: tuple[int, NDArray[np.uint8]] | None = None  # measures of a day, until anything changes

    def put(self, slots: NDArray[np.int32], marks: NoteMarks, n_slots: int) -> None:
        """Take in new notes; there are ``n_slots`` by now."""
        self._known = None
        if missing := n_slots - len(self.notes.measure):
            more = NoteStanding(*no_marks(missing), np.zeros(missing, np.uint8))
            both = zip(self.notes, more, strict=True)
            self.notes = NoteStanding._make(np.concatenate([one, other]) for one, other in both)
        self.notes.measure[slots] = 0
        for name, new in marks._asdict().items():
            getattr(self.notes, name)[slots] = new

    def act_on(self, slots: NDArray[np.integer], measure: int) -> None:
        """Let measures, as bits, hold against notes of the feed."""
        self._known = None
        self.notes.measure[slots] |= np.uint8(measure)

    def relieve(self, slots: NDArray[np.integer], measure: int) -> None:
        """Let measures hold against notes of the feed no more; none comes back into inboxes."""
        self._known = None
        self.notes.measure[slots] &= ~np.uint8(measure)

    def withdraw(self, slots: NDArray[np.integer]) -> None:
        """Let declarations of originality no more hold."""
        self.notes.is_original[slots] = 0

    def measures(self, log: NoteLog, day: int) -> NDArray[np.uint8]:
        """Return what holds against each note of the feed on a day, as bits: its own, and for who wrote it; (C,).

        Whoever asks again before anything changes gets the same array.
        """
        if self._known is None or self._known[0] != day:
            self._known = day, self._add_up(log, day)
        return self._known[1]

    def _add_up(self, log: NoteLog, day: int) -> NDArray[np.uint8]:
        notes, people, who = self.notes, self.people, log.creator[: len(self.notes.measure)]
        bits = notes.measure | np.where(people.limited_until[who] >= day, np.uint8(LIMITED), np.uint8(0))
        bits = np.asarray(np.where(people.is_banned[who] > 0, bits | REMOVED, bits), np.uint8)
        held = self._held_back(day)
        if held.any():
            self._add_brands(bits, log.brand[: len(bits)], log.day[: len(bits)], held, day)
        return bits

    def _held_back(self, day: int) -> NDArray[np.bool_]:
        """Say which brands' notes anything holds against on a day."""
        recent_until, _, limited_until, banned_until = self.brands
        return np.asarray(np.maximum(np.maximum(recent_until, limited_until), banned_until) >= day)

    def _add_brands(
        self,
        bits: NDArray[np.uint8],
        note_brand: NDArray[np.int8],
        note_day: NDArray[np.int16],
        held: NDArray[np.bool_],
        day: int,
    ) -> None:
        """Add what holds against notes for the brand that they are about."""
        brands = self.brands
        for brand in np.flatnonzero(held):
            own = note_brand == brand
            if brands.limited_until[brand] >= day:
                bits[own] |= np.uint8(LIMITED | BY_NAME)
            if brands.banned_until[brand] >= day:
                bits[own] |= np.uint8(LIMITED | UNSEARCHABLE)
            if brands.recent_until[brand] >= day:
                bits[own & (note_day >= brands.recent_since[brand])] |= np.uint8(LIMITED | UNSEARCHABLE)

    def is_barred(self, day: int) -> NDArray[np.bool_]:
        """Say which brands may buy no ads and hire nobody on a day; (B,)."""
        return np.asarray(self.brands.banned_until >= day)

    def hold_person(self, row: int, limited_until: int, muted_until: int, *, is_banned: bool, strikes: int) -> None:
        """Let a creator stand like this before the rules."""
        self._known = None
        people = self.people
        people.limited_until[row], people.muted_until[row] = limited_until, muted_until
        people.is_banned[row], people.strikes[row] = is_banned, min(strikes, MOST_STRIKES)

    def hold_brand(self, brand: int, standing: BrandDays) -> None:
        """Let a brand stand like this before the rules."""
        self._known = None
        for column, value in zip(self.brands, standing, strict=True):
            column[brand] = value

    def shown(self, log: NoteLog, day: int, against: int) -> NoteLog:
        """Return notes as they are where those are left out that any of some measures holds against.

        ``log`` begins with the notes of the feed. What is left out is like an empty slot: it has no key.
        """
        barred = np.flatnonzero(self.measures(log, day) & np.uint8(against))
        if not len(barred):
            return log
        key = log.key.copy()
        key[barred] = NO_NOTE
        return log._replace(key=key)

    def may_publish(self, rows: NDArray[np.int64], day: int) -> NDArray[np.bool_]:
        """Say who of some people may publish on a day."""
        return np.asarray((self.people.muted_until[rows] < day) & (self.people.is_banned[rows] == 0))


def safety_of(config: Config, n_slots: int, n_people: int) -> Safety | None:
    """Return the columns of rules, if a config has any."""
    return Safety(n_slots, n_people) if config.rules.kinds or config.rights.is_there else None


def without(safety: Safety | None, log: NoteLog, day: int, against: int) -> NoteLog:
    """Return notes without those that any of some measures holds against, as ``Safety.shown``; all without rules."""
    return log if safety is None else safety.shown(log, day, against)
