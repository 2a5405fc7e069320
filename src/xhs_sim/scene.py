"""``Scene``: what all who act share. ``release``: how notes get onto the platform. ``bring_crowd``: who else sees them.

An actor is one who does something day by day: a class in ``actors/`` that takes the scene (and an actor that it needs).
It has what only it does (``Feed.serve``, ``Shops.sell``), and any of these methods:

``plan(day)``
    Decide what to do on the day, before anybody publishes.
``publish(writers)``
    Let notes appear, written by the users as they are on that day (``phases.publish.Writers``, with the day and its
    law) and put on the platform by ``release``; return how many.
``close_day(...)``
    Do what the end of the day asks for, with what the day brought as arguments.

It reads what it likes of ``scene.config`` and ``scene.world``, and decides by a law of ``phases/`` or a strategy. It
acts in three ways only: by a method of the world, out of a brand's purse (``Brand.pay``, which writes the
ledger), and into the records. What it keeps between days it keeps itself. It knows other actors only by its
constructor, so that another config can be given new actors on the same scene.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .actors.brand import Brand
from .config.schema import Config
from .diary.rights import record_copies
from .diary.safety import record_violations
from .diary.words import words_of as vocabularies_of
from .phases.engagement.crowd import Meeting, meet
from .phases.engagement.crowd_reactions import add_of_crowd, bases_of, rates_of, report_pulls
from .phases.engagement.state import Moment, Shown
from .phases.publish import Writers, note_law
from .phases.publish.copies import Writing, by_rights
from .phases.publish.violate import by_rules, draw_violations, of_copies, rules_law
from .phases.search.words import words_of
from .records.names import Names, names_of
from .records.store import Recorder
from .rng import PARTS, Streams
from .world.build import build_world
from .world.calendar import Season, build_season
from .world.columns import REACTIONS, NoteLog
from .world.content import NewNotes
from .world.note_counts import NoteCounts, in_cells
from .world.safety import NoteMarks, no_marks
from .world.world import World

AT_ONCE = 30_000  # notes whose rare acts are drawn together: each takes 500 bytes for a moment
ARCHIVE = 27  # sets draws of its notes, by surface, apart from those of the feed's


@dataclass(slots=True)
class Scene:
    """What all who act share."""

    config: Config
    world: World
    streams: Streams
    names: Names
    recorder: Recorder
    season: Season
    brands: tuple[Brand, ...] = ()  # in the order of the config, which is that of the world's columns
    later: tuple[int, Streams] | None = None  # a day, and the streams from then on

    def begin(self, day: int) -> None:
        """Draw from the streams of a day."""
        if self.later is not None and day >= self.later[0]:
            self.streams, self.later = self.later[1], None

    def brand(self, name: str | None) -> Brand:
        """Return a brand by its name."""
        return self.brands[self.names.brands.index(str(name))]

    def topic(self, name: str) -> int:
        """Return the column of a topic."""
        return self.names.topics.index(name)

    def topic_of(self, brand: Brand) -> int:
        """Return the column of the topic that a brand is about."""
        return self.topic(self.config.brands[brand.name].topic)


def own_streams(config: Config) -> Streams:
    """Return the streams of a run, each part of what is by chance from its own seed."""
    given = config.seeds
    seeds = given.world, given.readers, given.hiring, given.notes, given.behaviour
    return Streams(config.seed, {part: seed for part, seed in zip(PARTS, seeds, strict=True) if seed is not None})


def first_streams(config: Config) -> Streams:
    """Return the streams until ``seeds.since_day``: of the world, whatever else has a seed of its own."""
    own, world = own_streams(config), config.seeds.world
    if config.seeds.since_day is None:
        return own
    seed = config.seed if world is None else world
    return Streams(seed, {"readers": own.seeds.get("readers", config.seed)})


def later_streams(config: Config) -> tuple[int, Streams] | None:
    """Return from which day on hiring, notes and behaviour have streams of their own; None: from the beginning."""
    since = config.seeds.since_day
    return None if since is None else (since, own_streams(config))


def set_scene(config: Config, record_to: Path | None = None) -> Scene:
    """Build the world of day 0, and what else there is before anybody acts.

    Parameters
    ----------
    record_to : Path, optional
        Folder for the run's tables; in memory if left out.
    """
    streams, recorder = first_streams(config), Recorder(record_to, vocabularies_of(config))
    season = build_season(config.calendar, config.content, config.n_days, streams)
    scene = Scene(config, build_world(config, streams), streams, names_of(config), recorder, season)
    scene.later = later_streams(config)
    return scene


def writers_of(scene: Scene, day: int) -> Writers:
    """Return the users as those who write notes on a day, by the day's law."""
    config, world = scene.config, scene.world
    law = note_law(config.content, config.creators.traits, scene.season.on(day), scene.streams)
    users = world.users.key, config.population.style_spread, world.creators
    return Writers(*users, config.content, law, config.feed.ticks, scene.streams, day)


def release(
    scene: Scene,
    notes: NewNotes,
    briefed: float | NDArray[np.float64] = 0.0,
    *,
    parts: NDArray[np.int64] | None = None,
    is_prompted: bool = False,
    kinds: int = 0,
) -> int:
    """Put notes on the platform, with the words that search finds them by; return how many.

    Parameters
    ----------
    briefed : float, or one a note
        Share of the words that an organic note would leave out, but the brief puts in.
    parts : int array of shape (M,), optional
        Which part of which series each is.
    is_prompted : bool
        Whether they are beside their creators' own count.
    kinds : int
        Bits of the kinds of violation that all of them are.
    """
    words = words_of(notes.key, scene.config.search.words, scene.streams, briefed)
    notes, marks = mark_notes(scene, notes, kinds, is_prompted=is_prompted)
    scene.world.add_notes(notes, words, parts=parts, is_prompted=is_prompted, marks=marks)
    return len(notes.key)


def mark_notes(
    scene: Scene, notes: NewNotes, kinds: int = 0, *, is_prompted: bool = False
) -> tuple[NewNotes, NoteMarks | None]:
    """Return new notes as rules, where there are any, find them, and how they stand; all are of the bits ``kinds``."""
    world, rights = scene.world, scene.config.rights
    if world.safety is None:
        return notes, None
    law, who = rules_law(scene.config.rules), world.users.key[notes.creator]
    bits = draw_violations(notes, who, law, scene.streams) | np.uint16(kinds)
    marks = no_marks(len(notes.key))
    if rights.is_there:
        # who publishes at rate 0 writes by a team's plan (``World.take_over``)
        is_own = (
            (notes.is_sponsored == 0) & (world.creators.rate[notes.creator] != 0.0) & (not is_prompted and not kinds)
        )
        writing = Writing(who, is_own)
        notes, marks = by_rights(notes, writing, world.content.notes.feed, world.safety, rights, scene.streams)
        record_copies(scene.recorder, notes, marks)
        bits |= of_copies(marks, law)
    record_violations(scene.recorder, notes, bits, len(law.shares))
    return by_rules(notes, marks._replace(violation=bits), law)


def bring_crowd(scene: Scene, shown: Shown, now: Moment, notes: NoteLog | None = None) -> None:
    """Let those whom readers stand for do with a tick's notes what people like them do, and follow creators.

    ``notes`` are those that could be shown; left out, those of the feed.
    """
    others = scene.world.sample.weight - 1
    if others > 0:
        log, follows = notes or scene.world.content.log, np.zeros(len(shown.slots), np.int32)
        key = scene.streams.key("crowd", *now)
        meet(Meeting(log.key[shown.slots], shown.surfaces, shown.counts, shown.crowd, follows), others, key)
        some = np.flatnonzero(follows)
        scene.world.follow_by_crowd(log.creator[shown.slots[some]], follows[some])


def count_shown(
    world: World, shown: Shown, first: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Count what notes of the feed and, behind them, of the archive got.

    ``first`` is the surface, of all, on which the first of those was that notes were shown on.

    Returns
    -------
    int arrays of shapes (M,), (M,) and (M, 8)
        Slots, surfaces and counters of the feed's.
    """
    n, surfaces = world.content.notes.n_slots, first + shown.surfaces
    end = int(np.searchsorted(shown.slots, n))
    world.archive.count(shown.slots[end:] - n, surfaces[end:], shown.counts[end:])
    in_feed = shown.slots[:end], surfaces[:end], shown.counts[:end]
    world.count(*in_feed)
    return in_feed


class Asked(NamedTuple):
    """Notes whose rare acts are asked for; K of them."""

    rows: NDArray[np.int64]  # (K,) of the readers' counters
    slots: NDArray[np.int64]  # (K,) of the day's
    key: NDArray[np.int64]  # (K,)
    quality: NDArray[np.float32]  # (K,)
    harm: NDArray[np.uint8]  # (K,)

    def parts(self) -> list["Asked"]:
        """Return them some at a time."""
        ends = [slice(first, first + AT_ONCE) for first in range(0, len(self.key), AT_ONCE)]
        return [Asked._make(column[some] for column in self) for some in ends]


def reactions_of_all(scene: Scene, own: NoteCounts, first: int, day: int) -> NoteCounts:
    """Return the day's rare acts of all people, on the surfaces from ``first`` on.

    Parameters
    ----------
    own : NoteCounts
        Of readers; behind the notes of the feed there may be others, which are left out.
    """
    content = scene.world.content
    slots, (truth, log) = content.today.slots, content.notes.feed
    notes = Asked(slots, slots, log.key[slots], truth.quality[slots], truth.harm[slots])
    return _with_crowd(scene, own, notes, content.today, first, scene.streams.key("crowd reacts", day, first))


def reactions_on_older(scene: Scene, own: NoteCounts, first: int, day: int) -> NoteCounts:
    """Return the day's rare acts of all people on notes of the archive, as ``reactions_of_all`` on those before it."""
    archive, n_feed = scene.world.archive, scene.world.content.notes.n_slots
    rows = np.arange(own.n_slots - n_feed)  # none where the archive was not shown
    truth = archive.truth
    notes = Asked(rows + n_feed, rows, archive.log.key[rows], truth.quality[rows], truth.harm[rows])
    return _with_crowd(scene, own, notes, archive.today, first, scene.streams.key("crowd reacts", day, ARCHIVE + first))


def _with_crowd(
    scene: Scene, own: NoteCounts, notes: Asked, today: NoteCounts, first: int, stream: np.uint64
) -> NoteCounts:
    """Return rare acts of readers and of all whom they stand for; ``today`` is what all people did."""
    others, surfaces = scene.world.sample.weight - 1, slice(first, first + own.n_surfaces)
    found = NoteCounts(today.n_slots, own.n_surfaces, len(REACTIONS))
    parts = notes.parts()
    if others == 0 or not parts:
        for part in parts:
            found.add(*in_cells(part.slots, own.of(part.rows)))
        return found
    pulls = report_pulls(notes.quality, notes.harm, scene.config.react)
    bases = np.concatenate([bases_of(today.of(part.slots, surfaces)) for part in parts], axis=1)
    done = sum(own.of(part.rows).sum(axis=(0, 1), dtype=np.float64) for part in parts)
    rate = rates_of(np.asarray(done), bases, pulls, others)
    for part, pull in zip(parts, np.split(pulls, range(AT_ONCE, len(pulls), AT_ONCE)), strict=True):
        acts = own.of(part.rows)
        add_of_crowd(acts, today.of(part.slots, surfaces), part.key, pull, rate, stream)
        found.add(*in_cells(part.slots, acts))
    return found
