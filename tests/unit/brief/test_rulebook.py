"""The rulebook can be edited, and says in a line what is wrong with it."""

import shutil

import pytest
import yaml

from xhs_sim.brief.rulebook import RULES, WORDS, read_rulebook
from xhs_sim.config import ConfigError, configs_root


@pytest.fixture
def folder(tmp_path):
    for name in (RULES, WORDS):
        shutil.copy(configs_root() / name, tmp_path)
    return tmp_path


def edit(folder, name, **entries):
    plain = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    (folder / name).write_text(yaml.safe_dump(plain | entries, allow_unicode=True), encoding="utf-8")


def problems_of(folder):
    with pytest.raises(ConfigError) as error:
        read_rulebook(folder)
    return error.value.problems


OWN = {"en": "House rule", "zh": "内部规定", "removed": 0.5, "fined": 0.0, "fine_cny": [0, 0]}


def test_a_rule_of_ones_own_is_a_name_in_both_files(folder):
    edit(folder, RULES, slogans=OWN)
    edit(folder, WORDS, slogans={"words": ["冲鸭"]})
    book = read_rulebook(folder)
    assert [*book.words["slogans"].found_in("大家冲鸭！")] == ["冲鸭"]
    assert "slogans" not in read_rulebook().rules


def test_a_folder_without_the_files_has_the_shipped_ones(tmp_path):
    assert read_rulebook(tmp_path) == read_rulebook()


@pytest.mark.parametrize(
    ("change", "said"),
    [({"removed": 1.5}, "slogans.removed"), ({"fine_cny": [5, 1]}, "the least fine, 5, is above the most, 1"),
     ({"zh": ""}, "slogans.zh"), ({"chance": 1}, "slogans.chance")],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_told_with_file_and_place(folder, change, said):
    edit(folder, RULES, slogans=OWN | change)
    (problem,) = problems_of(folder)
    assert problem.startswith(RULES)
    assert said in problem


def test_words_of_a_rule_that_is_not_there_are_refused(folder):
    edit(folder, WORDS, slogans={"words": ["冲鸭"]})
    assert problems_of(folder) == [f"{WORDS}: slogans: there is no such rule in {RULES}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("the only one", ["the only"]), ("theonly", []), ("No. 1!", ["no. 1"]), ("no. 12", []), ("100%", [])],
)
def test_latin_words_stand_by_themselves(text, found):
    assert [*read_rulebook().words["absolute_claim"].found_in(text)] == found
