"""Reading a brief: any usual encoding, text that stays text, labels and amounts as people write them."""

import pytest
import yaml
from brief_play import arms_of, checked, launch, problems_of

from xhs_sim.brief import read_brief
from xhs_sim.brief.names import RESERVED, name_of
from xhs_sim.config import ConfigError

TEXT = yaml.safe_dump(
    launch(name="双十一", brand={"name": "雪肌", "topic": "护肤"}), sort_keys=False, allow_unicode=True
)


def read(tmp_path, content):
    path = tmp_path / "新品.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_brief(path)


def refused(tmp_path, content):
    with pytest.raises(ConfigError) as error:
        read(tmp_path, content)
    return error.value.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_brief_reads_the_same_in_any_usual_encoding(tmp_path, encoding):
    assert read(tmp_path, TEXT.encode(encoding)) == read(tmp_path, TEXT)


@pytest.mark.parametrize(("content", "saying"), [
    ("name: [1\nbudget: 2", "line 2: no YAML"),
    ("spend it all", "a brief has parts"),
    (b"\xff\x00\x81\x81", "save"),
    ("name: a\nmarket: {seed: 1}\nname: b\n", "line 3: 'name' stands twice, here and in line 1"),
    ("a: &x [1]\nb: *x\n", "line 1: references (& and *) are not read"),
    ("a: &x [*x]\n", "references"),
    ("a: " + "[" * 40 + "]" * 40, "nested more than 12 deep"),
    ("a: " + "[" * 5000, "nested more than 12 deep"),
    ("a: !!python/object:os.system x", "tags"),
    ("? [1, 2]\n: 3\n", "a key must be a word"),
])  # fmt: skip
def test_what_is_no_plain_file_is_refused_with_its_line(tmp_path, content, saying):
    (problem,) = refused(tmp_path, content)
    assert saying in problem
    assert "新品.yaml" in problem


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        read_brief(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize(("written", "cny"), [
    ("5万", 50_000), ("5w", 50_000), ("50k", 50_000), ("1.2万", 12_000), ("¥50,000", 50_000), ("3千元", 3000), (7, 7),
])  # fmt: skip
def test_amounts_are_read_as_people_write_them(tmp_path, written, cny):
    plain = yaml.safe_load(TEXT) | {"budget_cny": written}
    assert read(tmp_path, yaml.safe_dump(plain, allow_unicode=True)).budget_cny == cny


@pytest.mark.parametrize("written", ["nan", "inf", "1_000", "1.75E+12", "1500-2000", "1.234,56", "五万", "true", "-5"])
def test_what_is_not_surely_an_amount_is_refused(tmp_path, written):
    (problem,) = refused(tmp_path, TEXT.replace("budget_cny: 3000", f"budget_cny: {written}"))
    assert "budget_cny" in problem


@pytest.mark.parametrize(("day", "saying"), [
    ("2026-13-13", "there is no month 13"), ("2026-02-30", "month 2 of 2026 has days 1 to 28, not 30"),
    ("2028-02-30", "month 2 of 2028 has days 1 to 29, not 30"), ("1-01-01", "year 1 is outside 2000 to 2100"),
    ("9999-01-01", "year 9999 is outside"), ("12-01", "no date"), ("2026-12-01 10:00", "no date"),
])  # fmt: skip
def test_days_that_do_not_exist_are_told_by_field_and_month(tmp_path, day, saying):
    plain = yaml.safe_load(TEXT)
    plain["phases"]["launch"]["first_day"] = day
    (problem,) = refused(tmp_path, yaml.safe_dump(plain, allow_unicode=True))
    assert "phases.launch.first_day" in problem
    assert saying in problem


@pytest.mark.parametrize("day", ["2026-12-01", "2026/12/1", "2026年12月1日", "2026.12.01"])
def test_days_are_read_as_people_write_them(day):
    plain = launch(phases__launch__first_day=day)
    assert str(checked(plain).brief.phases.launch.first_day) == "2026-12-01"


def test_nothing_of_the_environment_enters_a_brief(tmp_path):
    (problem,) = refused(tmp_path, TEXT + "question: ${oc.env:HOME}\n")
    assert "question" in problem
    assert "'${' is not allowed" in problem


def test_words_stay_words_and_numbers_may_be_labels(tmp_path):
    brief = read(tmp_path, TEXT.replace("name: 双十一", "name: no").replace("small_creators:", "12:30:"))
    assert brief.name == "no"
    assert "12:30" in brief.tactics
    assert read(tmp_path, TEXT.replace("name: 双十一", "name: 1111")).name == "1111"


def test_labels_in_any_script_are_kept_and_names_are_safe_unique_and_the_same_every_time(tmp_path):
    labels = ["雪肌", "Koc then ads", "KOC-then-ads", "koc_only", "a/b", "-- -", "今日=折扣，[50%]", "é", "1111"]
    names = [name_of(label) for label in labels]
    assert len(set(names)) == len(labels)
    assert all(name.isascii() and name.replace("_", "").isalnum() for name in names)
    assert names[3] == "koc_only"
    assert names == [name_of(label) for label in labels]
    tactics = {label: {"tiers": {"koc": 1}} for label in labels}
    arms = arms_of(launch(name="双十一", tactics=tactics), tmp_path)
    study = arms["nothing"].study
    assert [study.labels.get(arm, arm) for arm in list(study.arms)[1:]] == labels


def test_brands_products_and_topics_are_known_by_their_chinese_names(tmp_path):
    config = arms_of(launch(brand={"name": "清柔"}, product={"name": "面霜"}, audience__topics=["护肤"]), tmp_path)[
        "nothing"
    ]
    new = {"name": "雪肌", "topic": "护肤"}
    fresh = arms_of(launch(brand=new, product={"name": "冰霜", "price_cny": 99}), tmp_path)["small_creators"]
    assert config.study.outcomes[0] == "gmv"
    assert fresh.brands[str(fresh.campaign.brand)].zh == "雪肌"
    assert fresh.campaign.topics == ["skincare"]
    (problem,) = problems_of(launch(brand={"name": "雪肌", "topic": "护发"}, product={"name": "油", "price_cny": 9}))
    assert "brand.topic: '护发' is not known" in problem
    assert "skincare 护肤健康" in problem


@pytest.mark.parametrize("label", [*RESERVED[:3], "effects.parquet", "Nothing", ".hidden"])
def test_reserved_names_are_refused(label):
    problems = problems_of(launch(tactics={label: {}, "b": {"tiers": {"koc": 1}}}))
    assert any("is a reserved name" in problem for problem in problems)


def test_names_that_differ_by_capitals_alone_are_refused():
    (problem,) = problems_of(launch(tactics={"b": {}, "B": {"tiers": {"koc": 1}}}))
    assert "differ by capitals alone" in problem


def test_what_a_whole_part_gets_wrong_is_said_without_printing_the_part():
    (problem,) = problems_of(launch(market__audience=34_000, market__n_users=5000))
    assert "market.audience = 34,000 must be a whole multiple of n_users = 5,000" in problem
    assert "{" not in problem
