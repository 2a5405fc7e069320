"""How large a study's market was is told in people, with those who were simulated."""

import pytest

from xhs_sim.report.market import Market, market_of
from xhs_sim.report.words import load_words

SAMPLED = Market(1_000_000, 50_000)


def test_a_manifest_tells_people_and_readers_and_an_old_one_only_readers():
    assert market_of({"n_users": 50_000, "audience": 1_000_000}) == SAMPLED
    assert market_of({"n_users": 50_000, "audience": 0}) == market_of({"n_users": 50_000}) == Market(50_000, 50_000)


@pytest.mark.parametrize(("language", "sampled", "weighted", "whole"), [
    ("en", "1M people (50k simulated)", "1M people (50k simulated, each standing for 20)", "50k users"),
    ("zh", "100万人（模拟 5万人）", "100万人（其中逐人模拟 5万人，每人代表 20 人）", "5万用户"),
])  # fmt: skip
def test_a_sample_is_told_as_one(language, sampled, weighted, whole):
    words = load_words(language)

    def plain(text):
        return text.replace("\u00a0", " ")

    assert plain(SAMPLED.told(words)) == sampled
    assert plain(SAMPLED.told_whole(words)) == weighted
    assert plain(Market(50_000, 50_000).told(words)) == whole
