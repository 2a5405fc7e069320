"""Which low-confidence numbers an answer is said to lean on."""

from types import SimpleNamespace

import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.config.schema_paths import describe_parameters
from xhs_sim.report.evidence import Provenance
from xhs_sim.report.trust import _replicates, low_confidence
from xhs_sim.report.words import load_words


@pytest.mark.parametrize(("overrides", "first", "last"), [
    (["campaign=face_cream"], "commerce", None), (["account=creator"], "engage", "commerce"),
])  # fmt: skip
def test_an_answer_about_an_account_that_sells_nothing_leans_on_no_sales(overrides, first, last):
    config = load_config(overrides)
    rows = describe_parameters(config)
    plain = config.model_dump(mode="json")
    provenance = Provenance(config=plain, manifests=[], planned=0, budgets={}, parameters=rows, folder="", command=[])
    parts = [row.path.split(".")[0] for row in low_confidence(provenance)]
    assert parts[0] == first
    assert last is None or first in parts[: parts.index(last)]


@pytest.mark.parametrize(
    ("draws", "said"), [(1, "6 paired seeds per arm"), (4, "6 paired worlds per arm, 4 campaigns")]
)
def test_several_campaigns_of_a_world_are_said_to_be_one(draws, said):
    evidence = SimpleNamespace(
        metrics=pl.DataFrame({"arm": ["a"] * 6 + ["b"] * 6, "seed": [*range(6)] * 2}),
        judging=load_config().study.judging,
    )
    provenance = SimpleNamespace(config={"study": {"draws_per_world": draws}})
    check = _replicates(evidence, provenance, load_words("en"))
    assert check.value.startswith(said)
    assert ("not independent" in check.text) == (draws > 1)
