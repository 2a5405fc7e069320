"""Every number's source is an entry of the one bibliography, and every entry is somebody's source."""

import re

from pages import ROOT

import xhs_sim.brief  # noqa: F401  - the form of a brief has sources too
from xhs_sim.config import describe_parameters, load_config
from xhs_sim.config.bibliography import bibliography, read_source, tell_source
from xhs_sim.config.param import WELL_KNOWN, Part
from xhs_sim.config.usual_terms import every_tactic
from xhs_sim.study.targets import load_targets

WORKS = bibliography()
LINKED = re.compile(r"bibliography\.md#(\w+)")
BRACKETED = re.compile(r"#[^\n]*\[(\w+)\]")
OWN = {"bibliography.md", "second_entry.md", "parameters.md", "validation.md"}  # written from the sources themselves


def parts(kind=Part):
    return [part for child in kind.__subclasses__() for part in (child, *parts(child))]


def schema_sources():
    fields = [(part, name, field) for part in parts() for name, field in part.model_fields.items()]
    about = {f"{part.__name__}.{name}": field.json_schema_extra or {} for part, name, field in fields}
    return {where: extra["source"] for where, extra in about.items() if extra.get("source")}


def cited_in(folder, suffix, pattern):
    paths = [path for path in (ROOT / folder).rglob(f"*{suffix}") if path.name not in OWN]
    return {name for path in paths for name in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_source_of_the_schema_and_of_the_targets_is_in_the_bibliography():
    sources = schema_sources() | {target.metric: target.source for target in load_targets().targets}
    assert len(sources) > 300
    strange = {where: source for where, source in sources.items() if not set(read_source(source).ids) <= WORKS.keys()}
    assert not strange


def test_what_only_trade_press_says_is_of_low_confidence():
    told = [(row.path, row.confidence, row.source) for row in describe_parameters() if row.source]
    told += [(target.metric, target.confidence, target.source) for target in load_targets().targets]
    assert len(told) > 300
    of_trade = [
        (name, sure) for name, sure, source in told if {WORKS[one].kind for one in read_source(source).ids} == {"trade"}
    ]
    assert of_trade
    assert not [name for name, sure in of_trade if sure in ("high", "medium")]


def test_what_only_the_lectures_or_we_ourselves_say_is_of_low_confidence():
    """The lectures' figures are examples; a second source or a measurement makes more of them."""
    told = [(row.path, row.confidence, row.source) for row in describe_parameters(load_config([every_tactic()]))]
    told += [(target.metric, target.confidence, target.source) for target in load_targets().targets]
    own = {"wang_lectures", *(name for name, work in WORKS.items() if work.kind == "own")}
    alone = [(name, sure) for name, sure, source in told if source and set(read_source(source).ids) <= own]
    assert len(alone) > 200
    assert not [name for name, sure in alone if sure in WELL_KNOWN]


def test_every_source_named_in_configs_and_pages_is_in_the_bibliography():
    assert cited_in("configs", ".yaml", BRACKETED) <= WORKS.keys()
    assert cited_in("docs", ".md", LINKED) <= WORKS.keys()


def test_no_entry_is_there_for_show():
    sources = [*schema_sources().values(), *(target.source for target in load_targets().targets)]
    named = {name for source in sources for name in read_source(source).ids}
    named |= cited_in("configs", ".yaml", BRACKETED) | cited_in("docs", ".md", LINKED)
    assert WORKS.keys() - named == set()


def test_a_paper_can_be_found_again():
    assert not [name for name, work in WORKS.items() if work.kind == "paper" and not work.year]


def test_a_source_is_told_in_words_and_a_users_own_as_it_stands():
    assert tell_source("qilin_2025, craswell_2008: depth") == "Qilin 2025, Craswell et al. 2008: depth"
    assert tell_source("our own panel: 300 people") == "our own panel: 300 people"
