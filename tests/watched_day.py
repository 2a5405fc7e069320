"""A day that is watched: which parts of the world each phase looks at and changes, and which tables it writes."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from xhs_sim.model import DAY, PlatformModel
from xhs_sim.phase import PARTS, changed
from xhs_sim.world.world import World

REMEMBERED = "_known"  # what is worked out once and follows from the rest


@dataclass
class Touched:
    """What one phase touched, over all days."""

    reads: set = field(default_factory=set)
    writes: set = field(default_factory=set)
    tables: set = field(default_factory=set)
    counts: set = field(default_factory=set)


class WatchedWorld(World):
    """A world that notes which of its parts are asked for."""

    def __getattribute__(self, name):
        if name in PARTS:
            object.__getattribute__(self, "asked").add(name)
        return object.__getattribute__(self, name)


def arrays_in(thing):
    """Yield the arrays below a part of the world, and what else it holds."""
    if isinstance(thing, np.ndarray):
        yield thing.tobytes()
    elif isinstance(thing, tuple):
        for each in thing:
            yield from arrays_in(each)
    elif hasattr(thing, "__dict__"):
        for name, each in vars(thing).items():
            if name != REMEMBERED:
                yield from arrays_in(each)
    elif hasattr(thing, "__slots__"):
        for name in thing.__slots__:
            yield from arrays_in(getattr(thing, name))
    else:
        yield repr(thing).encode()


def digests_of(world):
    """Return a digest of each part."""
    found = {}
    for part in PARTS:
        digest = hashlib.blake2b()
        for chunk in arrays_in(object.__getattribute__(world, part)):
            digest.update(chunk)
        found[part] = digest.digest()
    return found


def watch(config):
    """Let a run pass; return what each phase touched, and which tables the end wrote."""
    model, touched = PlatformModel(config), defaultdict(Touched)
    world, recorder, add = model.world, model.recorder, model.recorder.add
    world.asked, world.__class__ = set(), WatchedWorld
    tables = set()

    def note(table, **columns):
        tables.add(table)
        add(table, **columns)

    def watching(phase):
        def do(cast, events):
            tables.clear()
            before, world.asked, counted = digests_of(world), set(), set(events.counts)
            phase.do(cast, events)
            mine, asked, after = touched[phase.name], world.asked, digests_of(world)
            mine.reads |= asked
            mine.writes |= {part for part in PARTS if before[part] != after[part]}
            mine.tables |= tables
            mine.counts |= events.counts.keys() - counted

        return do

    recorder.add = note
    model.phases = changed(DAY, **{phase.name: watching(phase) for phase in DAY})
    while model.day < config.n_days:
        model.step()
    tables.clear()
    model.close()
    return touched, set(tables)
