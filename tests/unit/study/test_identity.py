"""The code of plug-ins that are not ours belongs to the identity of a run: what it names, and every metric."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.phases.serve.score import FEATURES
from xhs_sim.study.identity import identify, read_files


@pytest.fixture
def bring(tmp_path, monkeypatch):
    """Let a package bring a feature and a metric, in modules of their own."""
    monkeypatch.syspath_prepend(str(tmp_path))
    for module in ("our_taste", "our_sums"):
        (tmp_path / f"{module}.py").write_text("def ours(given):\n    return given\n")
    found = EntryPoints([
        EntryPoint("ours", "our_taste:ours", FEATURES.group), EntryPoint("our_sum", "our_sums:ours", METRICS.group),
    ])  # fmt: skip
    monkeypatch.setattr("xhs_sim.config.registry._entry_points", lambda: found)
    for registry in (FEATURES, METRICS):
        vars(registry).pop("brought", None)
    yield tmp_path
    for registry in (FEATURES, METRICS):
        vars(registry).pop("brought", None)
        registry._others.clear()


def modules(*overrides: str) -> set[str]:
    return {name for name in read_files(load_config(overrides)) if name.startswith("module ")}


def test_a_feature_counts_where_it_is_weighed_and_a_metric_always(bring):
    assert modules() == {"module our_sums"}
    assert modules("ranker.weights.ours=1") == {"module our_sums", "module our_taste"}


def test_edited_code_makes_another_run(bring):
    weighs = load_config(["ranker.weights.ours=1"])
    before = identify(weighs)
    (bring / "our_taste.py").write_text("def ours(given):\n    return given + 1\n")
    assert identify(weighs).run != before.run
    assert identify(load_config()).run == identify(load_config()).run
