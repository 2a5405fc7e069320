"""What the page on briefs says is so: its briefs pass their check, its entries and words are those of the form."""

import re

import pytest
import yaml
from pages import ROOT, blocks

from xhs_sim.brief import build_brief, json_schema
from xhs_sim.brief.home_market import CAMPAIGN
from xhs_sim.brief.plain_yaml import read_plain
from xhs_sim.brief.words import more_words
from xhs_sim.cli.briefed import check_whole, read_and_check
from xhs_sim.config import ConfigError, load_config

PAGE = ROOT / "docs" / "brief.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = sorted((ROOT / "docs" / "briefs").glob("*.yaml"))
BRIEFS = [block.text for block in blocks(PAGE) if block.language == "yaml"]


@pytest.mark.parametrize("text", BRIEFS)
def test_briefs_on_the_page_pass_their_check(text):
    assert check_whole(build_brief(read_plain(text, PAGE))).sums.problems == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_briefs_pass_their_check_and_are_named_on_the_page(path):
    assert read_and_check(path, None).sums.problems == ()
    assert f"(briefs/{path.name})" in TEXT


def test_every_entry_of_the_form_is_on_the_page():
    schema = json_schema(load_config([CAMPAIGN]))
    parts = [schema, *schema["$defs"].values()]
    names = {name for part in parts for name in part.get("properties", ())}
    assert not [name for name in sorted(names) if not re.search(rf"`{name}[`:]", TEXT)]


def test_every_word_in_either_language_is_on_the_page():
    for kind, words in more_words().items():
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{kind}` |"))
        said = "; ".join(" ".join([f"`{name}`", *others]) for name, others in words.items())
        assert row == f"| `{kind}` | {said} |"


def test_the_refusal_on_the_page_is_the_one_that_is_told():
    plain = yaml.safe_load(BRIEFS[0]) | {"budget_cny": 50, "tactics": {"koc": {"tiers": {"koc": 1}}}}
    with pytest.raises(ConfigError) as error:
        check_whole(build_brief(plain))
    (told,) = [block.text for block in blocks(PAGE) if block.language == "text"]
    assert f"brief: {told.strip()}" in error.value.problems
