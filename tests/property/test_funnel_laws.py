"""Laws of the funnel of a note: its figures are people's, whatever a reader stands for."""

from functools import cache

import pytest

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

PEOPLE = 12_000
TOLERANCES = {  # relative; one seed
    "searches_per_searcher_day": 0.05, "impressions_median": 0.10, "impressions_top_1_share": 0.15,
    "cover_rate_note_median": 0.20, "likes_per_impression": 0.10, "impressions_below_500_share": 0.15,
    "cover_rate_logit_sd": 0.08,
}  # fmt: skip


@cache
def records_of(weight: int):
    market = [f"population.audience={PEOPLE}", f"population.n_users={PEOPLE // weight}"]
    model = PlatformModel(load_config([*market, "n_days=6", "seed=3", "threads=1"]))
    model.run()
    return Records(model.recorder)


def figure(name: str, weight: int) -> float:
    return METRICS[name].compute(records_of(weight))["value"][0]


@pytest.mark.parametrize("name", TOLERANCES)
def test_a_figure_of_notes_is_the_same_whatever_a_reader_stands_for(name):
    assert figure(name, 4) == pytest.approx(figure(name, 1), rel=TOLERANCES[name])
