"""A scene set up by hand: a toy world, the brands of a config, and tables in memory."""

from typing import Any

import mesa
import numpy as np
from toy_world import altered, creators_of, log_of, states_of, world_of

from xhs_sim.actors.brand import Brand
from xhs_sim.config import Config, load_config
from xhs_sim.diary.words import words_of
from xhs_sim.phases.convert import Orders
from xhs_sim.records.names import names_of
from xhs_sim.records.store import Recorder
from xhs_sim.rng import Streams
from xhs_sim.scene import Scene
from xhs_sim.world.calendar import build_season
from xhs_sim.world.follower_graph import from_pairs
from xhs_sim.world.world import World

STREAMS = Streams(7)


def scene_of(config: Config, world: World | None = None, n: int = 40) -> Scene:
    """Return a scene; without a world, one of ``n`` users who publish and whom 1,000 people follow."""
    if world is None:
        states = states_of(n, len(config.brands))
        world = world_of(n, creators=creators_of(n, rate=0.5, followers=1000), brands=states, capacity=64)
    recorder, season = Recorder(None, words_of(config)), build_season(config.calendar, config.content, 9, STREAMS)
    scene, mother = Scene(config, world, STREAMS, names_of(config), recorder, season), mesa.Model(rng=1)
    scene.brands = tuple(Brand(mother, name, b, recorder, config.name) for b, name in enumerate(config.brands))
    return scene


def stage(*overrides: str, world: World | None = None, n: int = 40) -> Scene:
    """Return the scene of a config."""
    return scene_of(load_config([*overrides, "calendar=none"]), world, n)


def orders_of(m: int, **changes: Any) -> Orders:
    """Return orders of one unit each by users 0, 1, ..., of the first product, on the platform, for 100 CNY."""
    no, yes = np.zeros(m, np.bool_), np.ones(m, np.bool_)
    one, code = np.ones(m, np.int16), np.zeros(m, np.int8)
    usual = Orders(
        np.arange(m), code, code, one, yes, yes, yes, no, no, yes, no, one, np.full(m, 100.0), np.full(m, 40.0), no, no,
    )  # fmt: skip
    return altered(usual, changes)


def visiting_stage(**log: Any) -> Scene:
    """Return a scene of 40 people who all visit: two of them are friends, ten publish."""
    n, friends = 40, from_pairs(np.array([0, 1]), np.array([1, 0]), 40)
    parts = {
        "log": log_of(n, **({"is_active": 1} | log)),
        "creators": creators_of(n, rate=np.arange(n) < 10),
        "brands": states_of(n, 4),
    }
    shares = "react.share_reach=8", "react.share_on_platform=1"
    return stage(
        "creators=static", *shares, world=world_of(n, ((0, 1), (1, 0)), capacity=200, friends=friends, **parts)
    )
