"""How large a campaign is against its market stands on the page with its limits."""

from dataclasses import replace

import polars as pl
import pytest
from report_example import write_experiment

from xhs_sim.report.dose import Dose, dose_of
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words

LIMITS = {
    "budget_per_head_cny": 0.12,
    "share_of_impressions": 0.05,
    "share_of_notes": 0.05,
    "share_of_tier_hired": 0.25,
}


def with_doses(evidence, **doses):
    rows = [
        {"arm": arm, "seed": seed, "metric": metric, "brand": evidence.brand, "day": None, "value": value, "unit": "x"}
        for metric, values in doses.items() for arm, value in zip(evidence.arms, values, strict=False)
        for seed in range(2)
    ]  # fmt: skip
    more = pl.DataFrame(rows, schema=evidence.metrics.schema)
    return replace(evidence, metrics=pl.concat([evidence.metrics, more]))


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    return read_experiment(write_experiment(tmp_path_factory.mktemp("out"), replicates=2), [])[0]


def test_a_study_of_which_no_dose_was_measured_has_none(evidence):
    assert dose_of(evidence) is None


def test_the_largest_of_any_arm_is_held_against_each_limit(evidence):
    dosed = with_doses(
        evidence, budget_per_head=(0.0, 0.1, 0.05), share_of_impressions=(0.0, 0.01, 0.02), share_of_notes=(0.0, 0, 0),
        share_of_tier_hired=(0.0, 0.3, 0.1),
    )  # fmt: skip
    dose = dose_of(dosed)
    assert dose.largest == {
        "budget_per_head_cny": 0.1,
        "share_of_impressions": 0.02,
        "share_of_notes": 0.0,
        "share_of_tier_hired": 0.3,
    }
    assert dose.limits == LIMITS
    assert not dose.is_within


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_number_and_its_limit_is_said(language):
    words = load_words(language)
    said = Dose({name: 0.5 * limit for name, limit in LIMITS.items()}, LIMITS).told(words)
    text = words.say("check_dose_text", **said)
    assert [number for number in ("2.5%", "5%", "12.5%", "25%", "0.12", "0.06") if number not in text] == []
