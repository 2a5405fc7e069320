"""One more note at the default size: what share of its day's impressions changes?"""

import sys
from functools import partial

import numpy as np
import polars as pl

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.world.content import NewNotes

DAY, NEW = 1, 777_777_777
KINDS = ("organic", "sponsored", "viral")
VIRAL = 3.0  # logit above the usual note
COLUMNS = ("user", "session", "note")


class OneMore(PlatformModel):
    """A platform with one more note on one day: a double of the median note by quality, under another key."""

    def __init__(self, *args, kind: str, **kwargs) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def _publish(self) -> None:
        super()._publish()
        if self.day == DAY:
            log, truth = self.world.content.log, self.world.content.truth
            today = np.flatnonzero((log.key >= 0) & (log.day == DAY))
            one = today[[np.argsort(truth.quality[today])[len(today) // 2]]]
            columns = {name: getattr(log, name)[one] for name in log._fields}
            columns["tick"] = np.zeros(1, np.int8)  # in the morning, so that it has a day to be seen
            columns |= {"key": np.array([NEW]), "quality": truth.quality[one], "kinds": truth.kinds[one]}
            if self.kind == "viral":
                columns["quality"] = columns["quality"] + np.float32(VIRAL)
            if self.kind == "sponsored":
                columns |= {"is_sponsored": np.ones(1, np.uint8), "brand": np.zeros(1, np.int8)}
            self.world.add_notes(NewNotes(**{name: columns[name] for name in NewNotes._fields}))


def main(overrides: list[str]) -> None:
    """Print, for each kind of note, the share of the panel's impressions of the day that another note took."""
    config = load_config(["population.n_users=100000", "n_days=2", "record.panel_share=0.2", *overrides])

    def shown(make) -> pl.DataFrame:
        return make(config).run().recorder.frame("panel").filter(pl.col("day") == DAY).select(COLUMNS)

    usual = shown(PlatformModel)
    for kind in KINDS:
        other = shown(partial(OneMore, kind=kind))
        changed = 1 - usual.join(other, on=COLUMNS, how="semi").height / usual.height
        own = other.filter(pl.col("note") == NEW).height / other.height
        print(f"{kind}: {changed:.4%} of {usual.height:,} impressions changed; the note's own are {own:.4%}")


if __name__ == "__main__":
    main(sys.argv[1:])
