"""The machine and the reviewers: error rates, thresholds, and draws that go by the note."""

import numpy as np
import pytest
from scipy.stats import norm

from xhs_sim.config.schema import DeskConfig, MachineConfig
from xhs_sim.phases.moderate.detect import (
    CERTAIN,
    DOUBTFUL,
    NOTHING,
    PASSED,
    Reviewer,
    detector,
    error_rates,
    judged,
    reviewer,
    screened,
)

KINDS = ["ad", "claim", "vulgar"]
KEY = np.uint64(7)
KEYS = np.arange(200_000)


def machine(doubt, certain, **separation):
    config = MachineConfig(separation=separation, doubt=doubt, certain=certain)
    return detector(config, KINDS, KINDS)


def test_false_alarms_and_hits_are_those_of_the_curve():
    law = machine(1.5, 2.5, claim=2.0)
    clean = screened(np.zeros(200_000, int), KEYS, law, KEY)
    guilty = screened(np.full(200_000, 0b010), KEYS, law, KEY)
    for says, threshold in ((DOUBTFUL, 1.5), (CERTAIN, 2.5)):
        false_alarm, hit = error_rates(threshold, 2.0)
        assert (clean.says >= says).mean() == pytest.approx(false_alarm, abs=0.002)
        assert (guilty.says >= says).mean() == pytest.approx(hit, abs=0.004)
        assert (false_alarm, hit) == pytest.approx((norm.sf(threshold), norm.sf(threshold - 2.0)))


def test_a_kind_that_the_machine_does_not_know_passes_like_any_other_note():
    law = machine(1.5, 2.5, claim=2.0)
    assert np.array_equal(
        screened(np.full(9, 0b101), KEYS[:9], law, KEY), screened(np.zeros(9, int), KEYS[:9], law, KEY)
    )


def test_a_kind_that_no_machine_can_notice_has_no_score():
    config = MachineConfig(separation={"ad": 2.0, "claim": 2.0}, doubt=1.0, certain=2.0)
    assert detector(config, KINDS, ["claim", "vulgar"]).kinds.tolist() == [1]


def test_a_stricter_threshold_only_adds_notes():
    bits = np.where(KEYS % 10 == 0, 0b100, 0)
    strict, mild = (screened(bits, KEYS, machine(t, t + 1.0, vulgar=3.0, ad=2.0), KEY).says for t in (1.0, 2.0))
    assert (strict >= mild).all()
    assert (strict > mild).any()


def test_the_machine_names_the_kind_whose_score_is_highest():
    found = screened(np.full(5000, 0b100), KEYS[:5000], machine(2.0, 4.0, vulgar=8.0, ad=1.0), KEY)
    assert (found.says == CERTAIN).mean() > 0.99
    assert (found.kind[found.says > PASSED] == 2).mean() > 0.99


def test_a_machine_without_scores_lets_everything_pass():
    found = screened(np.full(5, 0b111), KEYS[:5], machine(-10.0, -10.0), KEY)
    assert found.says.tolist() == [PASSED] * 5
    assert found.kind.tolist() == [NOTHING] * 5


def test_scores_go_by_the_note_and_not_by_its_company():
    law, some = machine(1.0, 2.0, ad=2.0), KEYS[100:200:7]
    alone = screened(np.zeros(len(some), int), some, law, KEY)
    among = screened(np.zeros(200, int), KEYS[:200], law, KEY)
    assert np.array_equal(alone.score, among.score[100:200:7])


def test_reviewers_hit_and_err_at_their_rates():
    law, nobody = Reviewer(0.9, 0.05), np.full(200_000, NOTHING)
    guilty = judged(np.full(200_000, 0b010), nobody, KEYS, law, KEY, 3)
    clean = judged(np.zeros(200_000, int), nobody, KEYS, law, KEY, 3)
    assert (guilty == 1).mean() == pytest.approx(0.9, abs=0.003)
    assert set(guilty) == {1, NOTHING}
    assert (clean != NOTHING).mean() == pytest.approx(0.05, abs=0.002)
    assert set(clean) == {0, 1, 2, NOTHING}


@pytest.mark.parametrize(
    ("violation", "suspected", "found"),
    [(0b110, NOTHING, 1), (0b110, 2, 2), (0b110, 0, 1), (0b001, 2, 0), (0b100, 2, 2)],
)
def test_who_sees_a_violation_names_it_rightly_and_what_was_suspected_first(violation, suspected, found):
    law = Reviewer(1.0, 0.0)
    assert judged(np.array([violation]), np.array([suspected]), np.array([3]), law, KEY, 3).tolist() == [found]


def test_who_sees_what_is_not_there_believes_the_suspicion():
    assert judged(np.array([0]), np.array([2]), np.array([3]), Reviewer(1.0, 1.0), KEY, 3).tolist() == [2]


def test_the_reviewers_law_is_the_desks():
    desk = {"reviewers": 1.0, "minutes": 3.0, "priority": [], "reports": 1, "report_hours": 0.0, "surges": []}
    assert reviewer(DeskConfig(hit_rate=0.8, false_rate=0.1, **desk)) == Reviewer(0.8, 0.1)
