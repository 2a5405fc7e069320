"""A check calls things as people do, in the language that it speaks."""

import re

from brief_play import checked, launch

from xhs_sim.config.messages import told

TARGET = {"genders": ["female"], "age_bands": ["18-24"], "city_tiers": ["tier_1"], "education_levels": ["bachelor"],
          "topics": ["护肤"]}  # fmt: skip
RAW = re.compile(r"a18_24|tier_\d|bachelor|skincare|female|junior|waist|\bkoc\b|target_reach|target_orders|\btaste\b")


def facts(language):
    plain = launch(
        target=TARGET, objectives=[{"kind": "reach", "goal": 9000}, {"kind": "target_orders", "goal": 3}],
        budget_cny=20_000, market__audience=1_000_000, market__n_users=5000,
        tactics={"a": {"spend": {"creators": 15_000, "feed_ads": 5000}, "tiers": {"koc": 0.5, "junior": 0.5}}},
    )  # fmt: skip
    sums = checked(plain).sums
    return [told(each, language) for each in (*sums.facts, *sums.warnings)]


def test_in_chinese_no_name_of_a_value_is_left_raw():
    said = "\n".join(facts("zh"))
    assert RAW.findall(said.replace("tactics.a", "")) == []
    for word in (
        "目标人群（女；18-24；一线；本科；护肤健康）",
        "（KOC）",
        "（初级达人）",
        "目标“触达”9,000",
        "目标“目标人群订单”3",
    ):
        assert word in said


def test_in_english_ages_are_said_as_people_write_them():
    said = "\n".join(facts("en"))
    assert "target (female; 18-24; tier_1; bachelor; skincare)" in said
    assert "creators of koc" in said
