"""Rights: notes are held against those before them, authors complain of copies, those complained of answer."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..diary.rights import record_claims
from ..phases.claim import Lots, accepted, answered, complained, given_up, matched
from ..scene import Scene
from ..world.columns import COUNTS
from ..world.safety import LIMITED, NO_NOTE, REMOVED, Safety

_IMPRESSIONS = COUNTS.index("impressions")


class Due(NamedTuple):
    """What is due on a day about a note."""

    day: int
    step: str  # "heard": a complaint is decided; "back": a measure ends
    measure: int
    slot: int
    note: int  # its key: the slot may hold another by then


class Rights:
    """The platform, authors and copiers, about who may have written what.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.plan = scene, scene.config.rights
        self.due: list[Due] = []
        self.known: set[int] = set()  # notes that were complained of, by key

    def begin_day(self, day: int) -> None:
        """Let what is due happen, new notes be matched, and authors complain of what they have seen."""
        if not self.plan.is_there or day < 0:
            return
        due = [each for each in self.due if each.day <= day]
        self.due = [each for each in self.due if each.day > day]
        log = self.scene.world.content.log
        due = [each for each in due if log.key[each.slot] == each.note]
        self._hear(np.array([each.slot for each in due if each.step == "heard"], np.intp), day)
        for measure in (LIMITED, REMOVED):
            back = [each.slot for each in due if each.step == "back" and each.measure == measure]
            self._give_back(np.array(back, np.intp), measure, day)
        self._match(np.flatnonzero((log.key >= 0) & (log.day == day)), day)
        self._complain(day)

    @property
    def _safety(self) -> Safety:
        """How notes stand, where there are rights."""
        safety = self.scene.world.safety
        assert safety is not None
        return safety

    def _lots(self, slots: NDArray[np.intp]) -> Lots:
        is_copy = self._safety.notes.copied[slots] != NO_NOTE
        return Lots(self.scene.world.content.log.key[slots], is_copy, self.scene.streams.key("claim"))

    def _match(self, slots: NDArray[np.intp], day: int) -> None:
        """Hold new notes against those before them; what matches is not recommended."""
        complaint = self.plan.complaint
        original = self._slots_of(self._safety.notes.copied[slots])
        is_declared = (original >= 0) & (self._safety.notes.is_original[original] > 0)
        slots = slots[matched(self._lots(slots), is_declared, self.plan.fingerprint)]
        lots = self._lots(slots)
        self._safety.act_on(slots, LIMITED)
        self._safety.withdraw(slots)
        self._tell("matched", slots, day)
        lets_go = answered(lots, complaint) & ~accepted(lots, complaint)
        self._wait(slots[lets_go], "back", LIMITED, day + complaint.handling_days)

    def _complain(self, day: int) -> None:
        """Let authors complain of notes that they have seen by now."""
        world, complaint = self.scene.world, self.plan.complaint
        log = world.content.log
        slots = np.flatnonzero((log.key >= 0) & (log.day >= 0) & (self._safety.notes.measure & REMOVED == 0))
        impressions = world.content.counts.over_surfaces(slots)[:, _IMPRESSIONS]
        slots = slots[complained(self._lots(slots), impressions, complaint)]
        slots = np.array([slot for slot in slots.tolist() if int(log.key[slot]) not in self.known], np.intp)
        self.known |= set(log.key[slots].tolist())
        self._tell("complained", slots, day)
        self._wait(slots, "heard", REMOVED, day + max(complaint.handling_days, 1))

    def _hear(self, slots: NDArray[np.intp], day: int) -> None:
        """Decide complaints; give authors of copies that go some of what was lost."""
        complaint, world = self.plan.complaint, self.scene.world
        is_accepted = accepted(self._lots(slots), complaint)
        self._tell("rejected", slots[~is_accepted], day)
        slots = slots[is_accepted]
        lots = self._lots(slots)
        self._safety.act_on(slots, REMOVED)
        self._safety.withdraw(slots)
        self._tell("removed", slots, day)
        original = self._slots_of(self._safety.notes.copied[slots])
        world.content.lift(original[original >= 0], day + self.plan.restore_days)
        answers = answered(lots, complaint)
        self._tell("countered", slots[answers], day)
        self._wait(slots[answers & given_up(lots, complaint)], "back", REMOVED, day + max(complaint.wait_days, 1))

    def _give_back(self, slots: NDArray[np.intp], measure: int, day: int) -> None:
        self._safety.relieve(slots, measure)
        self._tell("restored", slots, day)

    def _wait(self, slots: NDArray[np.intp], step: str, measure: int, day: int) -> None:
        key = self.scene.world.content.log.key
        self.due += [Due(day, step, measure, slot, int(key[slot])) for slot in slots.tolist()]

    def _tell(self, event: str, slots: NDArray[np.intp], day: int) -> None:
        lots = self._lots(slots)
        record_claims(self.scene.recorder, day, event, lots.key, lots.is_copy)

    def _slots_of(self, keys: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return where notes are, by their keys; -1 of those that are not there, or none."""
        found, wanted = np.full(len(keys), -1, np.intp), np.unique(keys[keys != NO_NOTE])
        if not len(wanted):
            return found
        key = self.scene.world.content.log.key
        near = np.minimum(np.searchsorted(wanted, key), len(wanted) - 1)  # few are wanted of many
        slots = np.flatnonzero(wanted[near] == key)
        place = np.full(len(wanted), -1, np.intp)
        place[near[slots]] = slots
        asked = np.flatnonzero(keys != NO_NOTE)
        found[asked] = place[np.searchsorted(wanted, keys[asked])]
        return found
