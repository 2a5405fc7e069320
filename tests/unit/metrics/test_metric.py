"""A metric says at its function what it is; figures and verdicts read it there."""

import polars as pl
import pytest
from metric_tables import campaign

from xhs_sim.config import ConfigError
from xhs_sim.metrics import METRICS, Tables, by_name, counts_money, is_money, is_percent, is_rate, limits_of, metric
from xhs_sim.metrics.frames import measured, ratio, total
from xhs_sim.report.words import load_words


@pytest.fixture
def entered():
    """Enter a metric of a team's own for the length of a test."""

    @metric("per like", better="none", en="Saves per like", zh="藏赞比", is_rate=True)
    def brand_saves_for_likes(records: Tables) -> pl.DataFrame:
        """Saves over likes, notes about the brand."""
        return measured(records["brand_daily"], ratio(total("saves"), total("likes")), "brand")

    yield METRICS["brand_saves_for_likes"]
    METRICS._others.clear()
    METRICS._modules.pop("brand_saves_for_likes")


def test_an_entered_metric_is_known_by_its_function_and_stands_behind_ours(entered):
    assert list(METRICS)[-1] == "brand_saves_for_likes"
    assert entered.compute(campaign())["brand"].to_list() == ["quiet", "loud"]
    assert is_rate("brand_saves_for_likes")
    assert not by_name.is_rate("brand_saves_for_likes")
    assert [load_words(language).metric(entered.name) for language in ("en", "zh")] == ["Saves per like", "藏赞比"]


def test_two_modules_cannot_enter_one_name():
    def reach(records: Tables) -> pl.DataFrame:
        """Nobody."""
        return records["brand_daily"]

    with pytest.raises(ConfigError, match=r"there is a metric reach already, in xhs_sim\.metrics\.brands"):
        metric("users", better="higher", en="Reach", zh="触达")(reach)


@pytest.mark.parametrize("name", METRICS)
def test_a_number_is_read_by_its_unit(name):
    known = METRICS[name]
    assert is_money(name) == (known.unit.startswith("CNY") and name != "roas")
    assert not (is_money(name) and is_percent(name))
    lowest, highest = limits_of(name, known.unit)
    assert lowest <= 0.0 < highest
    if highest == 1.0 and known.unit not in ("Gini", "probability", "score 0-1"):
        assert is_percent(name)


def test_a_teams_own_figures_are_read_by_their_names():
    assert (is_percent("互动率"), is_money("笔记花费"), counts_money("cost_per_lead")) == (True, True, True)
    assert limits_of("leads", "leads") == (0.0, float("inf"))
