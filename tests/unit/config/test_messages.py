"""All that a user is told of mistakes, doubts and steps: a whole sentence in both languages, by its key."""

import ast
import pickle
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import xhs_sim
from xhs_sim.config.messages import LANGUAGES, Message, at, catalogue, joined, message, told

PACKAGE = Path(xhs_sim.__file__).parent
TELL = {"message"}  # what makes a message of a key
SPEAK = {"ConfigError", "StudyError", "OtherRunError", "RefusedError", "say"}  # what takes messages, and no text


@cache
def trees():
    """Return the syntax of every module."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def calls_of(names):
    """Return every call of some functions, with the file that it stands in."""
    return [
        (path, node) for path, tree in trees().items() for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]  # fmt: skip


def blanks(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_messages():
    assert catalogue("en").keys() == catalogue("zh").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language):
    assert not [key for key, sentence in catalogue(language).items() if not sentence.strip()]


def test_both_languages_fill_the_same_blanks():
    assert not [key for key in catalogue("en") if blanks(catalogue("en")[key]) != blanks(catalogue("zh")[key])]


def test_chinese_sentences_are_chinese():
    """But for those that are the same in both: names, blanks, punctuation."""
    other = [key for key, text in catalogue("zh").items() if text != catalogue("en")[key]]
    assert not [key for key in other if not re.search("[\u3001-\u9fff\uff00-\uffef]", catalogue("zh")[key])]


def test_only_what_has_no_words_is_the_same_in_both_languages():
    same = {key for key in catalogue("en") if catalogue("en")[key] == catalogue("zh")[key]}
    assert same == {
        "backtest.count", "backtest.one_step", "backtest.percent", "backtest.tier_koc", "backtest.yuan",
        "common.beneath", "common.listed", "common.several", "config.in_words", "file.columns", "file.json",
    }  # fmt: skip


def test_every_message_that_is_made_has_a_sentence_with_its_blanks():
    wrong = []
    for path, call in calls_of(TELL):
        key = call.args[0]
        if isinstance(key, ast.Constant):
            given = {each.arg for each in call.keywords}
            asked = blanks(catalogue("en").get(key.value, "{no sentence}"))
            if None not in given and not asked <= given:
                wrong.append((path.name, key.value, asked - given))
    assert not wrong


def test_every_sentence_is_said_somewhere():
    texts = {
        node.value for tree in trees().values() for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    begun = {  # the rest of such a key is a name
        "backtest.",
        "reason.",
        "noun.",
        "system.",
        "config.no_such_",
        "config.expected_",
        "content.factor_",
        "content.how_",
        "content.in_",
        "content.option_",
        "content.outcome_",
        "data_report.",
        "export.expected_",
        "export.n_",
        "template.",
    }
    assert not [key for key in catalogue("en") if key not in texts and not key.startswith(tuple(begun))]


def test_what_a_user_is_told_is_a_message_and_no_text_of_one_language():
    def is_text(node):
        return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))

    bare = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path, call in calls_of(SPEAK)
        for argument in call.args
        for each in (argument.elts if isinstance(argument, ast.List) else [argument])
        if is_text(each.elt if isinstance(each, ast.ListComp) else each)
    ]
    assert not bare


def test_a_message_is_its_english_text_and_can_be_said_in_chinese():
    said = message("config.unknown_parameter", path="n_day", hint=message("config.did_you_mean", near="n_days"))
    assert said == "unknown parameter: n_day (did you mean n_days?)"
    assert told(said, "zh") == "未知参数：n_day（是不是 n_days？）"


def test_a_message_comes_whole_out_of_another_process():
    said = at("brief.yaml", message("brief.no_product", name="koc", part="live"))
    there = pickle.loads(pickle.dumps(said))
    assert (there, told(there, "zh")) == (said, told(said, "zh"))
    assert isinstance(there, Message)


def test_lists_are_joined_as_their_language_does():
    both = joined([message("config.no_values", typed="a=1"), message("config.missing_parameter", path="b")])
    assert (both, told(both, "zh")) == ("a=1: no values; missing parameter: b", "a=1：没有取值；缺少参数：b")
    needs = message("brief.aim_needs", place="objective", needs=("challenge", "check_in", "draw"))
    assert needs == "objective: needs challenge, check_in or draw in the brief"
    assert told(needs, "zh") == "objective：简报里需要 challenge、check_in或draw"


def test_text_that_is_no_message_is_told_as_it_stands():
    assert told("mapping values are not allowed here", "zh") == "mapping values are not allowed here"


def test_a_count_of_one_takes_the_singular():
    assert message("command.effort_of_function", runs=1) == "1 value to work out"
    assert message("command.effort_of_function", runs=2) == "2 values to work out"
