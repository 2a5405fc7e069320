"""One more note at the default size: what share of its day's impressions changes?"""

import sys
from functools import partial

import numpy as np
import polars as pl

from xhs_sim.cast import Cast
from xhs_sim.config import Config, load_config
from xhs_sim.day import publish
from xhs_sim.model import DAY, PlatformModel
from xhs_sim.phase import Events, changed
from xhs_sim.world.content import NewNotes

WHEN, NEW = 1, 777_777_777
KINDS = ("organic", "sponsored", "viral")
VIRAL = 3.0  # logit above the usual note
COLUMNS = ("user", "session", "note")


def publish_one_more(kind: str, cast: Cast, events: Events) -> None:
    """Publish as usual, and on one day a double of its median note by quality, under another key."""
    publish(cast, events)
    if events.day == WHEN:
        world = cast.scene.world
        log, truth = world.content.log, world.content.truth
        today = np.flatnonzero((log.key >= 0) & (log.day == WHEN))
        one = today[[np.argsort(truth.quality[today])[len(today) // 2]]]
        columns = {name: getattr(log, name)[one] for name in log._fields}
        columns["tick"] = np.zeros(1, np.int8)  # in the morning, so that it has a day to be seen
        columns |= {"key": np.array([NEW]), **{name: getattr(truth, name)[one] for name in truth._fields}}
        if kind == "viral":
            columns["quality"] = columns["quality"] + np.float32(VIRAL)
        if kind == "sponsored":
            columns |= {"is_sponsored": np.ones(1, np.uint8), "brand": np.zeros(1, np.int8)}
        world.add_notes(NewNotes(**{name: columns[name] for name in NewNotes._fields}))


def with_one_more(config: Config, kind: str) -> PlatformModel:
    """Return a platform with one more note."""
    model = PlatformModel(config)
    model.phases = changed(DAY, publish=partial(publish_one_more, kind))
    return model


def main(overrides: list[str]) -> None:
    """Print, for each kind of note, the share of the panel's impressions of the day that another note took."""
    config = load_config(["population.n_users=100000", "n_days=2", "record.panel_share=0.2", *overrides])

    def shown(make) -> pl.DataFrame:
        return make(config).run().recorder.frame("panel").filter(pl.col("day") == WHEN).select(COLUMNS)

    usual = shown(PlatformModel)
    for kind in KINDS:
        other = shown(partial(with_one_more, kind=kind))
        changed = 1 - usual.join(other, on=COLUMNS, how="semi").height / usual.height
        own = other.filter(pl.col("note") == NEW).height / other.height
        print(f"{kind}: {changed:.4%} of {usual.height:,} impressions changed; the note's own are {own:.4%}")


if __name__ == "__main__":
    main(sys.argv[1:])
