"""Parameters go by names that people read, in both languages; their paths are not lost."""

import pytest

from xhs_sim.dashboard.names import at_value, on_axis, parameter, with_path
from xhs_sim.report.words import load_words

EN, ZH = load_words("en"), load_words("zh")


@pytest.mark.parametrize(("path", "english", "chinese"), [
    ("campaign.budget_cny", "Budget [CNY]", "预算 [元]"),
    ("campaign.tier_shares.koc", "Weight of the money: KOCs", "资金权重：KOC"),
    ("commerce.leak_share", "Bought in another shop", "流失到其他店铺购买的订单占比"),
    ("ranker.weights.recency", "Weights: recency", "Weights: recency"),  # a free name of somebody's own
])  # fmt: skip
def test_a_parameter_has_a_name_in_both_languages(path, english, chinese):
    assert parameter(path, EN) == english
    assert parameter(path, ZH) == chinese


def test_an_explanation_is_no_name():
    long = "creators.offers.price"  # the schema explains it in a sentence
    assert parameter(long, EN) == "Offers: price"


def test_the_path_stands_beside_the_name_and_as_text():
    assert with_path("campaign.budget_cny", EN) == "Budget [CNY] (campaign.budget_cny)"
    axis = on_axis("<b>.x_y", EN)
    assert "&lt;b&gt;.x_y" in axis
    assert "<b>" not in axis


def test_values_are_told_as_people_write_them():
    assert at_value("campaign.budget_cny", 60000, EN) == "Budget [CNY] = ¥60k"
    assert at_value("commerce.leak_share", 0.70000000001, EN) == "Bought in another shop = 0.7"
    assert at_value("campaign.selector", "random", ZH).endswith("= random")


def test_the_value_of_a_function_has_a_chinese_name():
    assert (EN.metric("value"), ZH.metric("value")) == ("Value", "数值")
