"""Mesa's DataCollector on models of rows and objects."""

import mesa
import numpy as np
import pandas as pd
import pytest
from herd import Dog, Meadow, Sheep


def grown(sheep, times, plus):
    return sheep.energy * times + plus


class Farm(Meadow):
    """Sheep that graze each step; the collector is given by the test."""

    def __init__(self, n=4, n_dogs=1, **reporters):
        super().__init__(n, n_dogs=n_dogs)
        self.price = 100
        self.ledger = []
        self.datacollector = mesa.DataCollector(**reporters)

    def mean_energy(self):
        return self.sheep.agg("energy", np.mean)

    def times(self, a, b):
        return self.price * a / b

    def step(self):
        self.sheep.do("grow", 1.0)
        self.datacollector.collect(self)


def run(farm, steps=3):
    for _ in range(steps):
        farm.step()
    return farm.datacollector


def test_model_reporters_may_be_functions_methods_names_or_lists():
    farm = Farm()
    farm.datacollector = mesa.DataCollector(
        model_reporters={
            "n": lambda model: len(model.agents),
            "n_sheep": lambda model: len(model.agents_by_type[Sheep]),
            "energy": farm.mean_energy,
            "price": "price",
            "half": [farm.times, [1, 2]],
        }
    )
    frame = run(farm).get_model_vars_dataframe()
    assert frame.shape == (3, 5)
    assert frame["n"].tolist() == [5, 5, 5]
    assert frame["n_sheep"].tolist() == [4, 4, 4]
    assert frame["energy"].tolist() == [11.75, 12.75, 13.75]
    assert frame["price"].tolist() == [100, 100, 100]
    assert frame["half"].tolist() == [50.0, 50.0, 50.0]


def test_what_was_collected_does_not_change_when_the_arrays_do():
    farm = Farm(model_reporters={"energy": lambda model: model.sheep.get("energy")})
    first = run(farm).model_vars["energy"][0].tolist()
    assert first == [11.0, 11.5, 12.0, 12.5]


def test_agent_reporters_may_be_names_functions_methods_or_lists():
    farm = Farm(
        n_dogs=0,
        agent_reporters={
            "energy": "energy",
            "double": lambda sheep: sheep.energy * 2,
            "hunger": Sheep.hunger.fget,
            "grown": [grown, [2, 3]],
        },
    )
    frame = run(farm).get_agent_vars_dataframe()
    assert frame.shape == (12, 4)
    for (step, sheep), row in frame.iterrows():
        energy = 10 + sheep / 2 + step
        assert row.tolist() == [energy, 2 * energy, 100 - energy, 2 * energy + 3]


def test_agent_reporters_speak_of_objects_and_rows_alike():
    frame = run(Farm(agent_reporters={"energy": "energy"}), steps=1).get_agent_vars_dataframe()
    assert sorted(frame["energy"]) == [11.0, 11.5, 12.0, 12.5, 99.0]


def test_collected_values_of_rows_are_plain_and_small():
    farm = Farm(n_dogs=0, agent_reporters={"number": "number", "wool": "wool"})
    records = next(iter(run(farm, steps=1)._agent_records.values()))
    assert [type(record[2]) for record in records] == [int] * 4
    assert records[3][3].tolist() == [3, 3, 3, 3]


def test_agents_that_leave_are_missing_from_then_on():
    farm = Farm(n_dogs=0, agent_reporters={"energy": "energy"})
    run(farm, 2)
    farm.sheep[1].remove()
    frame = run(farm, 2).get_agent_vars_dataframe()
    assert frame.groupby(level="Step").size().tolist() == [4, 4, 3, 3]
    assert 1 not in frame.loc[3].index


def test_agent_type_reporters_keep_the_types_apart():
    farm = Farm(agenttype_reporters={Dog: {"e": "energy"}, Sheep: {"e": "energy", "k": [grown, [1, 0]]}})
    collector = run(farm)
    dogs, sheep = (collector.get_agenttype_vars_dataframe(kind) for kind in (Dog, Sheep))
    assert dogs["e"].tolist() == [99.0] * 3
    assert sheep.shape == (12, 2)
    assert sheep["e"].tolist() == [10 + k / 2 + step for step in (1, 2, 3) for k in range(4)]
    assert sheep["e"].equals(sheep["k"].rename("e"))


def test_an_agent_type_without_reporters_gives_an_empty_frame_and_a_warning():
    collector = run(Farm(agenttype_reporters={Dog: {"e": "energy"}}))
    with pytest.warns(UserWarning, match="No agent-type reporters"):
        assert collector.get_agenttype_vars_dataframe(Sheep).empty


def test_a_type_that_is_no_agent_is_refused():
    with pytest.raises(ValueError, match="not recognized"):
        run(Farm(agenttype_reporters={str: {"length": len}}))


def test_errors_in_model_reporters_are_raised_when_collecting():
    with pytest.raises(RuntimeError, match="bad"):
        run(Farm(model_reporters={"bad": lambda model: model.unknown}))
    with pytest.raises(AttributeError, match="unknown"):
        run(Farm(model_reporters={"bad": "unknown"}))
    with pytest.raises(ValueError, match="bad"):
        run(Farm(model_reporters={"bad": ["no function", [1]]}))


def test_tables_take_rows_from_agents():
    farm = Farm(tables={"final": ["sheep", "energy"]})
    run(farm)
    for sheep in farm.sheep:
        farm.datacollector.add_table_row("final", {"sheep": sheep.unique_id, "energy": sheep.energy})
    farm.datacollector.add_table_row("final", {"sheep": 9}, ignore_missing=True)
    frame = farm.datacollector.get_table_dataframe("final")
    assert frame["sheep"].tolist() == [0, 1, 2, 3, 9]
    assert frame["energy"].tolist()[:4] == [13.0, 13.5, 14.0, 14.5]
    assert pd.isna(frame["energy"].iloc[-1])


def test_unknown_tables_and_missing_columns_are_errors():
    collector = Farm(tables={"final": ["sheep", "energy"]}).datacollector
    for attempt in (
        lambda: collector.add_table_row("unknown", {}),
        lambda: collector.add_table_row("final", {"sheep": 1}),
        lambda: collector.get_table_dataframe("unknown"),
    ):
        with pytest.raises(Exception, match=r"able|olumn"):
            attempt()


def test_the_initial_state_can_be_collected_before_the_first_step():
    farm = Farm(n_dogs=0)
    farm.datacollector = mesa.DataCollector(model_reporters={"energy": farm.mean_energy})
    farm.datacollector.collect(farm)
    assert run(farm).get_model_vars_dataframe()["energy"].tolist() == [10.75, 11.75, 12.75, 13.75]
