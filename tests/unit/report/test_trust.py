"""Which low-confidence numbers an answer is said to lean on."""

import pytest

from xhs_sim.config import load_config
from xhs_sim.config.schema_paths import describe_parameters
from xhs_sim.report.evidence import Provenance
from xhs_sim.report.trust import low_confidence


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
