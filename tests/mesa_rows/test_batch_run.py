"""``mesa.batch_run`` on a model of rows, with both of Mesa's ways to count steps and seed runs."""

import inspect

import mesa
import pytest
from herd import Meadow, Sheep

HAS_RNG = "rng" in inspect.signature(mesa.batch_run).parameters  # mesa >= 3.4


class Pasture(Meadow):
    """Sheep that grow by a parameter, and a draw that shows the seed."""

    def __init__(self, n_sheep=3, growth=1.0, reports_agents=True, extra=None, rng=None):
        super().__init__(n_sheep, rng=rng)
        self.growth = growth
        self.extra = extra
        self.draw = int(self.rng.integers(1 << 40))
        self.datacollector = mesa.DataCollector(
            model_reporters={"total": self.total, "draw": "draw"},
            agent_reporters={"energy": "energy"} if reports_agents else None,
        )
        self.datacollector.collect(self)  # else Mesa 3.3 pairs agents with the model values of the next step

    def total(self):
        return self.agents_by_type[Sheep].agg("energy", sum)

    def step(self):
        self.sheep.do("grow", self.growth)
        self.datacollector.collect(self)


def batch(parameters, seeds=(0,), **kwargs):
    """Run with seeds, whatever this Mesa calls them."""
    options = {"number_processes": 1, "max_steps": 3, "display_progress": False, **kwargs}
    if HAS_RNG:
        return mesa.batch_run(Pasture, parameters, rng=list(seeds), **options)
    return mesa.batch_run(Pasture, {**parameters, "rng": list(seeds)}, **options)


def test_each_agent_gives_a_record_with_parameters_and_model_values():
    records = batch({"n_sheep": 3, "growth": 2.0})
    assert [record["AgentID"] for record in records] == [0, 1, 2]
    assert [record["Step"] for record in records] == [3, 3, 3]
    assert [record["energy"] for record in records] == [16.0, 16.5, 17.0]
    assert {record["total"] for record in records} == {49.5}
    assert all(record["n_sheep"] == 3 and record["growth"] == 2.0 for record in records)


def test_without_agent_reporters_each_run_gives_one_record():
    (record,) = batch({"reports_agents": False})
    assert "AgentID" not in record
    assert (record["RunId"], record["iteration"]) == (0, 0)
    assert record["total"] == 40.5


def test_parameters_are_crossed():
    records = batch({"n_sheep": [1, 2], "growth": [0.0, 1.0, 2.0], "reports_agents": False})
    assert [(record["n_sheep"], record["growth"]) for record in records] == [
        (n, growth) for n in (1, 2) for growth in (0.0, 1.0, 2.0)
    ]
    assert [record["RunId"] for record in records] == list(range(6))


def test_text_and_unhashable_parameters_are_single_values():
    (record,) = batch({"extra": "word", "reports_agents": False})
    assert record["extra"] == "word"
    (record,) = batch({"extra": [{"key": 1}], "reports_agents": False})
    assert record["extra"] == {"key": 1}


def test_an_empty_list_of_values_is_refused():
    with pytest.raises(ValueError, match="empty iterable"):
        batch({"growth": []})


def test_seeds_make_runs_differ_and_repeat():
    parameters = {"reports_agents": False}
    draws = [record["draw"] for record in batch(parameters, seeds=(1, 2, 3))]
    assert len(set(draws)) == 3
    assert draws == [record["draw"] for record in batch(parameters, seeds=(1, 2, 3))]


def test_every_step_can_be_recorded():
    records = batch({"reports_agents": False}, data_collection_period=1)
    assert [record["total"] for record in records] == [31.5, 34.5, 37.5, 40.5]


def test_every_second_step_can_be_recorded():
    totals = [record["total"] for record in batch({"reports_agents": False}, data_collection_period=2)]
    assert totals[:2] == [31.5, 37.5]  # Mesa 3.3 adds the last step


def test_a_model_without_a_collector_is_an_error():
    with pytest.raises(AttributeError, match="datacollector"):
        mesa.batch_run(Meadow, {}, number_processes=1, max_steps=1, display_progress=False)


def test_runs_in_other_processes_give_the_same_records():
    parameters = {"n_sheep": [2, 3], "growth": 1.5}
    alone = batch(parameters, seeds=(7,))
    together = batch(parameters, seeds=(7,), number_processes=2)
    assert sorted(together, key=lambda record: (record["RunId"], record["AgentID"])) == alone
