"""From runs to a case: what dropped arms were given is counted as intervals count it."""

import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.study.collect import SCHEMA
from xhs_sim.study.delivery import collect_delivery
from xhs_sim.study.verdict import case_of
from xhs_sim.verdict import Dropped


@pytest.mark.parametrize(("draws", "after"), [(1, 5), (2, 10)])
def test_of_several_campaigns_in_a_world_the_worlds_of_a_dropped_arm_count(draws, after):
    config = load_config(["experiment=kol_mix", "study.decide_by=reach", f"study.draws_per_world={draws}"])
    rows = [
        {
            "arm": arm,
            "replicate": k,
            "seed": k,
            "metric": "reach",
            "brand": "qingrou",
            "value": 10.0 * k,
            "unit": "users",
        }
        for arm, n in (("nothing", 7), ("pyramid", 5))
        for k in range(n)
    ]
    runs = pl.DataFrame(rows, schema=SCHEMA)
    dropped = {"pyramid": Dropped(after=after, behind="nothing")}
    case = case_of(runs, collect_delivery([]), config, dropped=dropped)
    assert case.dropped == {"pyramid": Dropped(after=5, behind="nothing")}
    assert case.values["reach"]["pyramid"] == (0.0, 10.0, 20.0, 30.0, 40.0, None, None)
    assert len(case.spend["pyramid"]) == 7
