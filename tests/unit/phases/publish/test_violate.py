"""Violate: shares, creators' tendency, what a paid note is, and what a kind makes of a note."""

import numpy as np
import pytest
from toy_scene import STREAMS
from toy_world import notes_of

from xhs_sim.config import load_config
from xhs_sim.phases.publish.violate import by_rules, draw_violations, rules_law, tendency_of
from xhs_sim.world.safety import no_marks

RULES = load_config(["rules=platform"]).rules
LAW = rules_law(RULES)
M = 60_000


def drawn(law=LAW, user_key=None, **notes):
    users = np.arange(M) if user_key is None else user_key
    return draw_violations(notes_of(M, **notes), users, law, STREAMS)


def shares(bits):
    return ((bits[:, None] >> np.arange(len(LAW.shares))) & 1).mean(axis=0)


def test_each_kind_has_its_share_of_notes():
    assert shares(drawn()) == pytest.approx(LAW.shares, rel=0.2)


def test_some_creators_break_rules_more_often_than_others():
    keys = np.repeat(np.arange(M // 100), 100)
    often = tendency_of(np.unique(keys), LAW.tendency_log_sd, STREAMS)
    found = (drawn(user_key=keys) > 0).reshape(-1, 100).mean(axis=1)
    assert np.corrcoef(often, found)[0, 1] > 0.5
    assert set(tendency_of(np.arange(9), 0.0, STREAMS)) == {1.0}


def test_the_draws_of_one_kind_do_not_depend_on_the_others():
    alone = LAW._replace(shares=LAW.shares * (np.arange(len(LAW.shares)) == 2))
    assert ((drawn() & 4) == drawn(alone)).all()


def test_a_paid_note_is_an_undisclosed_ad_unless_it_says_so():
    kind = 1 << LAW.undisclosed
    assert not (drawn(is_sponsored=1) & kind).any()
    assert (drawn(is_sponsored=2) & kind).all()


def test_without_such_a_kind_nobody_has_to_disclose():
    assert not drawn(LAW._replace(undisclosed=-1, shares=np.zeros(6)), is_sponsored=2).any()


def test_breaking_a_rule_lures_and_harms():
    names = list(RULES.kinds)
    bits = np.array([0, 1 << names.index("vulgar")], np.uint16)
    notes, marks = by_rules(notes_of(2), no_marks(2)._replace(violation=bits), LAW)
    assert notes.quality.tolist() == pytest.approx([0.0, RULES.kinds["vulgar"].lure])
    assert notes.harm[0] == 0 < notes.harm[1]
    assert (marks.violation == bits).all()
