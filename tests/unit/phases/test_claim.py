"""Claims: how often notes match, when authors have seen a copy, and what is the same whatever else happens."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.claim import Lots, accepted, answered, complained, given_up, matched
from xhs_sim.rng import Streams

RIGHTS = load_config(["rights=platform"]).rights
M = 40_000
COPY = np.arange(M) % 2 == 0
LOTS = Lots(np.arange(M), COPY, Streams(1).key("claim"))


def shares(happens):
    """Return how often something happens to copies, and to other notes."""
    return [happens[COPY].mean(), happens[~COPY].mean()]


@pytest.mark.parametrize(("is_declared", "recall"), [(True, 0.7), (False, 0.3)])
def test_copies_of_declared_notes_match_more_often_and_others_hardly_ever(is_declared, recall):
    plan = RIGHTS.fingerprint.model_copy(update={"recall": 0.7, "recall_undeclared": 0.3, "false_share": 0.01})
    assert shares(matched(LOTS, np.full(M, is_declared), plan)) == pytest.approx([recall, 0.01], abs=0.01)


def test_an_author_has_seen_a_copy_the_likelier_the_more_people_saw_it_and_does_not_forget():
    plan = RIGHTS.complaint.model_copy(
        update={"notice_impressions": 1000.0, "complain_share": 0.5, "false_share": 0.02}
    )
    before, after, all_ = (complained(LOTS, np.full(M, n), plan) for n in (0, 1000, 10**9))
    assert not before.any()
    assert shares(after) == pytest.approx([0.5 * (1 - np.exp(-1)), 0.02 * (1 - np.exp(-1))], abs=0.01)
    assert shares(all_) == pytest.approx([0.5, 0.02], abs=0.01)
    assert (after <= all_).all()


@pytest.mark.parametrize(
    ("law", "of_copies", "of_others"),
    [(accepted, "accept_true", "accept_false"), (answered, "counter_true", "counter_false")],
)
def test_what_comes_of_a_claim_has_its_own_share_for_copies_and_for_others(law, of_copies, of_others):
    plan = RIGHTS.complaint.model_copy(update={of_copies: 0.8, of_others: 0.25})
    assert shares(law(LOTS, plan)) == pytest.approx([0.8, 0.25], abs=0.01)


def test_who_complained_gives_up_unless_it_goes_on():
    plan = RIGHTS.complaint.model_copy(update={"proceed_true": 0.9, "proceed_false": 0.0})
    assert shares(given_up(LOTS, plan)) == pytest.approx([0.1, 1.0], abs=0.01)


def test_steps_are_drawn_apart():
    plan = RIGHTS.complaint.model_copy(update={"accept_true": 0.5, "counter_true": 0.5})
    both = accepted(LOTS, plan)[COPY] & answered(LOTS, plan)[COPY]
    assert both.mean() == pytest.approx(0.25, abs=0.01)
