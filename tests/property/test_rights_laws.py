"""Laws of rights in notes: none is none; copies take readers from what they copy, and less so where they are found."""

import polars as pl
import pytest
from apart import differing
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

MARKET = ("population.n_users=3000", "content.history_days=4", "n_days=8", "threads=1")
NOBODY = (
    "rights=platform", "rights.copying.copiers=0", "rights.originality.declare_share=0",
    "rights.fingerprint.false_share=0", "rights.complaint.false_share=0",
)  # fmt: skip
COPIERS = ("rights=platform", "rights.copying.copiers=0.5", "rights.complaint.notice_impressions=200")
UNPROTECTED = (*COPIERS, "rights.fingerprint.recall=0", "rights.fingerprint.recall_undeclared=0",
               "rights.complaint.complain_share=0", "rights.originality.boost=0")  # fmt: skip


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def of(model, metric):
    return METRICS[metric].compute(Records(model.recorder))["value"][0]


@pytest.fixture(scope="module")
def unprotected():
    return run(*UNPROTECTED)


@pytest.fixture(scope="module")
def protected():
    return run(*COPIERS, "rights.fingerprint.recall=1", "rights.fingerprint.recall_undeclared=1")


def test_nobody_who_copies_declares_or_errs_is_no_rights_bit_for_bit():
    assert differing(run(*NOBODY), run()) == []


def test_runs_with_copies_obey_the_laws_of_runs_and_give_the_same_on_two_threads(unprotected):
    check_run(unprotected)
    config = (*COPIERS, "rules=platform", "rights.complaint.complain_share=1")
    one = run(*config)
    check_run(one)
    assert set(one.recorder.frame("claims")["event"]) >= {"matched", "complained", "removed"}
    assert differing(one, run(*config, "threads=2")) == []


def test_a_copy_is_written_by_another_than_what_it_copies_later_and_on_its_topic(unprotected):
    notes = unprotected.recorder.frame("notes").select("note", "creator", "topic", "published_day")
    pairs = unprotected.recorder.frame("copies").select("note", "original").join(notes, on="note")
    pairs = pairs.join(notes.rename({"note": "original"}), on="original", suffix="_0")
    assert pairs.height > 20
    assert (pairs["published_day"] > pairs["published_day_0"]).all()
    assert (pairs["topic"] == pairs["topic_0"]).all()


def test_copies_that_are_all_matched_get_less_of_the_impressions_of_what_was_copied(unprotected, protected):
    assert of(protected, "copies_found_share") == 1.0
    assert of(protected, "copied_impression_share") < 0.7 * of(unprotected, "copied_impression_share")


def test_a_copy_is_plagiarism_where_the_register_knows_it():
    both = run(*UNPROTECTED, "rules=platform").recorder
    broken = both.frame("violations").filter(pl.col("true_kind") == "plagiarism")["note"]
    copies = both.frame("copies").filter(pl.col("day") >= 0)["note"]
    assert set(copies) <= set(broken)
