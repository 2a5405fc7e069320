"""Which low-confidence numbers an answer is said to lean on."""

from types import SimpleNamespace

import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.config.schema_paths import describe_parameters
from xhs_sim.report.evidence import Provenance
from xhs_sim.report.trust import _interval, _replicates, low_confidence
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Action, ArmFinding, Do, Dropped, Judgement, Objective, Per, Standing, Verdict


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
        metrics=pl.DataFrame({"arm": ["a"] * 6 + ["b"] * 6 + ["gone"] * 2, "seed": [*range(6)] * 2 + [0, 1]}),
        judging=load_config().study.judging,
        dropped={"gone": Dropped(after=2, behind="a")},  # with no say
    )
    provenance = SimpleNamespace(config={"study": {"draws_per_world": draws}})
    check = _replicates(evidence, provenance, load_words("en"))
    assert check.value.startswith(said)
    assert ("not independent" in check.text) == (draws > 1)


def test_the_width_told_of_an_open_study_is_that_of_its_least_settled_arm():
    def found(low, high, standing):
        return ArmFinding(level=None, effect=(low + high) / 2, low=low, high=high, standing=standing, spend=0.0)

    arms = {
        "nothing": ArmFinding(level=None, effect=None, low=None, high=None, standing=Standing.BASELINE, spend=0.0),
        "sure": found(90.0, 110.0, Standing.BETTER), "near": found(70.0, 130.0, Standing.OPEN),
        "open": found(-50.0, 250.0, Standing.OPEN),
    }  # fmt: skip
    verdict = Verdict(
        objective=Objective(metric="reach", better="higher"), basis=Per.TOTAL, unit="reach", baseline="nothing",
        n=6, level=0.95, leader=None, better=("sure",), worse=(), open=("near", "open"), equal=(), invalid=(),
        out_of_range=(), action=Action(do=Do.NOT_TOLD_APART), lead=None, percent=None, more_runs=None,
        more_minutes=None, arms=arms,
    )  # fmt: skip
    evidence = SimpleNamespace(
        judgement=Judgement(verdicts=(verdict,)), judging=load_config().study.judging,
        treated=("sure", "near", "open"), left_out=(), arms=tuple(arms),
    )  # fmt: skip
    check = _interval(evidence, SimpleNamespace(), load_words("en"))
    assert (check.status, check.value) == ("bad", "± 150 on Reach")
    assert "150%" in check.text
