"""Mesa comes without what nobody asked of it, and with it as soon as somebody does."""

import subprocess
import sys

import pytest

BEGIN = "import sys, xhs_sim; from xhs_sim import PlatformModel\n"
HEAVY = ("pandas.core", "networkx.classes", "mesa.experimental.devs", "scipy.spatial")

TABLE = """
import mesa
collector = mesa.DataCollector({"a": lambda model: 1})
collector.collect(mesa.Model())
print(len(collector.get_model_vars_dataframe()))
"""
LOOK = "import inspect, pandas; print('pandas.core' in sys.modules, inspect.getmodule(len).__name__)"


def said(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_model_loads_none_of_what_mesa_loads_for_others():
    assert said(BEGIN + f"print([name for name in {HEAVY} if name in sys.modules])") == "[]"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("import pandas; print(pandas.DataFrame({'a': [3]})['a'].sum())", "3"),
        ("from networkx import DiGraph; print(DiGraph([(1, 2)]).size())", "1"),
        ("import networkx.readwrite.gexf as g; import networkx as n; print(g.write_gexf is n.write_gexf)", "True"),
        ("from pandas.core.frame import DataFrame as f; import pandas; print(f is pandas.DataFrame)", "True"),
        ("import mesa; print(mesa.experimental.devs.__name__)", "mesa.experimental.devs"),
        ("import mesa.experimental.continuous_space as c; print(c.ContinuousSpace.__name__)", "ContinuousSpace"),
        (TABLE, "1"),
        (LOOK, "False builtins"),
    ],
)
def test_whoever_asks_for_one_gets_it_whole(asked, answer):
    assert said(BEGIN + asked) == answer


def test_a_name_that_none_of_them_has_is_an_attribute_error():
    with pytest.raises(subprocess.CalledProcessError) as failed:
        said(BEGIN + "import networkx; networkx.no_such_name")
    assert "AttributeError: module 'networkx' has no attribute 'no_such_name'" in failed.value.stderr


def test_many_threads_may_ask_at_once():
    asks = "import pandas; from concurrent.futures import ThreadPoolExecutor as Pool; "
    asks += "print({type(frame) for frame in Pool(8).map(lambda n: pandas.Series([n]), range(64))})"
    assert said(BEGIN + asks) == "{<class 'pandas.Series'>}"


def test_what_was_loaded_before_stays_as_it_is():
    assert said("import mesa, xhs_sim; from xhs_sim import PlatformModel; import pandas; print(pandas.NA)") == "<NA>"
