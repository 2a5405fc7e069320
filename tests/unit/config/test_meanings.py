"""What is shown of parameters, their units and targets is whole in Chinese too."""

import pickle
import re

import pytest

from xhs_sim.config import describe_parameters
from xhs_sim.config.bibliography import bibliography, tell_source
from xhs_sim.config.meanings import SchemaText, by_words, meanings
from xhs_sim.config.messages import message, told
from xhs_sim.study.targets import load_targets

ROWS = {row.path: row for row in describe_parameters()}
NOTES = {target.note for target in load_targets().targets} - {""}


def is_chinese(text: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", text))


def test_every_note_on_a_target_is_told_in_chinese():
    """A new one needs a line in src/xhs_sim/config/meanings/zh/target_notes.yaml."""
    assert not [note for note in NOTES if not is_chinese(SchemaText(note).told("zh"))]


def test_nothing_is_translated_that_is_not_there():
    assert meanings().keys() == ROWS.keys()
    assert by_words().keys() == {row.unit for row in ROWS.values() if row.unit} | NOTES


def test_a_chinese_meaning_has_the_same_bounds_that_it_names():
    """``0 = none`` is said of the same number in both."""
    named = re.compile(r"(\d) = ")
    off = [path for path, row in ROWS.items() if named.findall(row.description) != named.findall(meanings()[path])]
    assert not off


def test_our_own_words_are_told_in_english_and_those_of_others_as_they_stand():
    row = ROWS["population.audience"]
    assert told(row.description, "en") == row.description
    other = SchemaText("people who sing", "campaign.tactics.choir.singers")
    assert other.told("zh") == "people who sing"


def test_a_unit_is_told_within_a_message_that_comes_from_another_process():
    said = message("config.range_of", low=0, high=1, unit=ROWS["population.female_share"].unit)
    assert told(pickle.loads(pickle.dumps(said)), "zh") == "范围 [0, 1]（占比）"
    assert said == "[0, 1] share"


@pytest.mark.parametrize("name", [name for name, work in bibliography().items() if work.kind == "own"])
def test_what_is_no_publication_has_a_chinese_name(name):
    assert is_chinese(tell_source(name, "zh"))
    assert not is_chinese(tell_source(name))
