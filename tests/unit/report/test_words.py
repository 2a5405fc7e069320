"""Language: the two tables say the same things, and numbers read as people write them."""

import string

import pytest
import yaml

from xhs_sim.config import ConfigError, configs_root, list_experiments
from xhs_sim.report.words import load_words

EN, ZH = load_words("en"), load_words("zh")


def blanks(sentence: str) -> set[str]:
    """Names of the blanks of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys() -> None:
    # English arms and questions may be left to the configs, which are written in it.
    assert set(EN.table) == set(ZH.table)
    for part in set(EN.table) - {"arm", "question"}:
        assert set(EN.table[part]) == set(ZH.table[part]), part
    assert set(EN.table["arm"]) <= set(ZH.table["arm"])


@pytest.mark.parametrize("name", list_experiments())
def test_every_shipped_experiment_speaks_chinese(name: str) -> None:
    assert name in ZH.table["question"]
    text = (configs_root() / "experiment" / f"{name}.yaml").read_text(encoding="utf-8")
    assert set(yaml.safe_load(text)["study"]["arms"]) <= set(ZH.table["arm"])


def test_both_languages_fill_the_same_blanks() -> None:
    # A language may leave a blank unsaid, never ask for one that the other does not know.
    for key, sentence in EN.table["text"].items():
        assert blanks(ZH.table["text"][key]) == blanks(sentence), key


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (0.1602, "0.160", "0.160"),
        (12_345, "12.3k", "1.23万"),
        (999_700, "1M", "100万"),
        (-1_234_567, "−1.23M", "−123万"),
        (2.5e8, "250M", "2.50亿"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_numbers_have_three_digits(value: float | None, english: str, chinese: str) -> None:
    assert (EN.number(value), ZH.number(value)) == (english, chinese)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (1.0, 1.0, ("¥1", "¥1")), (1.2, 1.0, ("¥1.20", "¥1")), (1.0004, 1.0, ("¥1.0004", "¥1")),
        (12_340.0, 12_310.0, ("¥12.34k", "¥12.31k")),
    ],
)  # fmt: skip
def test_numbers_held_against_each_other_have_the_digits_that_tell_them_apart(one, other, told) -> None:
    assert EN.apart(EN.money, one, other) == told


@pytest.mark.parametrize(
    ("key", "blanks", "told"),
    [
        ("title_none", {"metric": "GMV"}, "GMV：没有方案能与基线区分"),
        ("why_same_values", {"metric": "GMV", "arms": "“a”"}, "就 GMV 而言，“a”每次运行的数都相同。"),
        ("why_same_values", {"metric": "触达人数", "arms": "“a”"}, "就触达人数而言，“a”每次运行的数都相同。"),
        ("line_off", {"line": "KOC", "planned": "5%", "delivered": "0%"}, "KOC 计划占 5%，实际占花出去的 0%"),
        ("market_simulated", {"people": "1,500"}, "1,500 名模拟用户"),
        ("market_simulated", {"people": "10万"}, "10万名模拟用户"),
        ("date_short", {"month": "6月", "day": 18}, "6月18日"),
        ("date_span", {"first": "12月30日", "last": "1月2日"}, "12月30日至1月2日"),
    ],
)
def test_latin_letters_and_digits_stand_apart_from_chinese(key, blanks, told) -> None:
    assert ZH.say(key, **blanks) == told


def test_a_value_is_formatted_as_its_metric_is_read() -> None:
    assert EN.value("brand_ctr", 0.0812) == "8.12%"
    assert EN.value("brand_ctr", 0.0012, sign=True) == "+0.120 pp"
    assert EN.value("gmv", -43_700.0, sign=True) == "−¥43.7k"
    assert EN.value("order_rate_per_visit", 0.3) == "30%"
    assert EN.value("iroas", 0.62) == "0.620"
    assert EN.value("cpm", 1963.0) == "¥1.96k"


def test_a_span_says_its_unit_once_and_ticks_drop_idle_zeros() -> None:
    assert EN.span("stickiness", 0.367, 0.371) == "36.7 to 37.1%"
    assert EN.span("gmv", None, 3.0) == "no interval"
    assert EN.tick("gmv", 2_500.0) == "¥2.5k"
    assert EN.tick("stickiness", 0.105) == "10.5%"
    assert EN.tick("reach", 100.0) == "100"


def test_an_unknown_name_is_spelled_out() -> None:
    assert EN.arm("my_new_arm") == "My new arm"
    assert ZH.topic("beauty") == "美妆"


def test_an_unknown_language_is_the_users_mistake() -> None:
    with pytest.raises(ConfigError, match=r"report\.language = fr"):
        load_words("fr")
