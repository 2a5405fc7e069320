"""What several metrics ask of a run's tables is answered once, and never for another run."""

import polars as pl
from metric_tables import campaign
from polars.testing import assert_frame_equal

from xhs_sim.metrics import METRICS, Tables
from xhs_sim.metrics.asked import once, one_reading


def test_tables_in_memory_are_asked_once_and_each_run_for_itself():
    seen = []

    @once
    def height(records: Tables) -> int:
        seen.append(records)
        return len(records["daily"])

    with one_reading({"daily": pl.DataFrame({"day": [0, 1]})}) as two, one_reading({"daily": pl.DataFrame()}) as none:
        assert [height(two), height(two), height(none)] == [2, 2, 0]
    assert len(seen) == 2


def test_scans_are_asked_once_too_and_plain_tables_each_time():
    seen = []
    ask = once(seen.append)
    with one_reading({"daily": pl.LazyFrame()}) as scans:
        ask(scans)
        ask(scans)
    assert len(seen) == 1
    plain = {"daily": pl.LazyFrame()}
    ask(plain)
    ask(plain)
    assert len(seen) == 3


def test_an_answer_shared_is_the_answer_of_each_metric_alone():
    with one_reading(campaign()) as tables:
        shared = {name: metric.compute(tables) for name, metric in METRICS.items()}
    for name, metric in METRICS.items():
        with one_reading(campaign()) as tables:
            assert_frame_equal(metric.compute(tables), shared[name], check_exact=True)
