import pytest

from xhs_sim.config import load_config
from xhs_sim.config.load import build_config, compose_plain
from xhs_sim.config.settings import put_value
from xhs_sim.lab.doubtful import doubtful, doubtful_form

LADDER = ["feed.ladder.guarantee", "feed.ladder.bar", "feed.ladder.bar_step", "feed.ladder.hot_step"]


@pytest.fixture(scope="module")
def axes():
    return {axis.name: axis for axis in doubtful(load_config(["experiment=kol_mix"]))}


def test_the_thresholds_of_the_ladder_come_first(axes):
    assert list(axes)[:5] == [*LADDER, "commerce.leak_share"]
    assert "campaign.quality_effect" in list(axes)[:30]


def test_all_else_is_of_low_confidence_and_has_a_range_that_holds_what_is_used(axes):
    assert {axis.confidence for axis in axes.values()} == {"low"}
    assert all(axis.low < axis.high and axis.low <= axis.default <= axis.high for axis in axes.values())


def test_a_number_is_doubted_by_a_factor_of_two_within_its_range(axes):
    guarantee, words = axes["feed.ladder.guarantee"], axes["search.words.number"]
    assert (guarantee.low, guarantee.default, guarantee.high, guarantee.is_whole) == (35, 70, 140, True)
    assert (words.low, words.high) == (8, 16)  # 32 is more than the schema allows


def test_a_share_is_doubted_by_its_odds_and_a_logarithm_by_what_it_is_of(axes):
    share, bar = axes["commerce.order_rate"], axes["feed.ladder.bar"]
    assert share.low / (1 - share.low) == pytest.approx(0.3 / 0.7 / 2, rel=0.01)
    assert share.high / (1 - share.high) == pytest.approx(0.3 / 0.7 * 2, rel=0.01)
    assert (bar.low, bar.high) == (pytest.approx(0.6 - 0.693, abs=0.001), pytest.approx(0.6 + 0.693, abs=0.01))


def test_a_range_of_ones_own_holds_instead(axes):
    assert (axes["commerce.leak_share"].low, axes["commerce.leak_share"].high) == (0.5, 0.95)


def test_parts_that_a_configuration_does_not_read_are_left_out(axes):
    parts = {name.partition(".")[0] for name in axes}
    assert not parts & {"account", "alliance", "fakes", "live", "moderation", "rights", "rules", "security", "study"}
    assert "commerce.deal_cart" not in axes
    plain = put_value(compose_plain(["experiment=kol_mix"]), "campaign.brand", None)
    assert not any(axis.name.startswith("campaign.") for axis in doubtful(build_config(plain)))
    assert "commerce.deal_cart" in {axis.name for axis in doubtful(load_config(["experiment=price_promotion"]))}


def test_both_ends_of_each_range_are_allowed(axes):
    composed = compose_plain(["experiment=kol_mix"])
    for axis in axes.values():
        for u in (0.0, 1.0):
            build_config(put_value(composed, axis.name, axis.at(u)))


def test_whatever_the_file_names_is_in_the_schema():
    from xhs_sim.config.schema_paths import kind_at

    form = doubtful_form()
    named = [*form.ranges, *form.always, *form.first, *form.nearest, *form.leaves_out, *form.read_while]
    assert [path for path in named if kind_at(path) is None] == []
