"""Targets and well-known parameters were entered twice; where the two differ, somebody says why."""

import math
from functools import reduce

import pytest
import yaml
from pages import ROOT

from xhs_sim.config import describe_parameters, load_config
from xhs_sim.config.bibliography import read_source
from xhs_sim.study.targets import load_targets

SECOND = yaml.safe_load((ROOT / "docs" / "second_entry.yaml").read_text(encoding="utf-8"))
ENTRIES = SECOND["entries"]
CONFIG = load_config()
TARGETS = {target.metric: target for target in load_targets().targets}
PARAMETERS = {row.path: row for row in describe_parameters(CONFIG)}


def first_value(entry):
    """Return what the first entry holds: a target's figure, a parameter's value, or the figure that it was set by."""
    if "first" in entry:
        return entry["first"]
    if entry["of"] in TARGETS:
        return TARGETS[entry["of"]].target
    steps = entry["of"].split(".")
    return reduce(lambda part, step: part[step] if isinstance(part, dict) else getattr(part, step), steps, CONFIG)


def first_source(entry):
    if entry["of"] in TARGETS:
        return TARGETS[entry["of"]].source
    return getattr(PARAMETERS.get(entry["of"]), "source", "")


def test_all_targets_and_all_parameters_of_high_confidence_were_entered_twice():
    entered = [entry["of"] for entry in ENTRIES]
    assert len(entered) == len(set(entered))
    assert TARGETS.keys() <= set(entered)
    known = [path for path, row in PARAMETERS.items() if row.confidence == "high"]
    assert not [path for path in known if not any(name == path or name.startswith(f"{path}.") for name in entered)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["of"])
def test_the_two_entries_agree_or_the_difference_is_explained(entry):
    is_same = math.isclose(first_value(entry), entry["value"], rel_tol=2.5e-3)
    assert is_same == ("differs" not in entry), (first_value(entry), entry)
    assert (
        {"of", "value", "source", "where", "read"}
        <= entry.keys()
        <= {*["of", "value", "source", "where", "read", "first", "differs"]}
    )
    assert entry["read"] in {"rows", "page", "notes", "sum"}


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if first_source(entry)], ids=lambda entry: entry["of"])
def test_both_entries_name_the_same_source(entry):
    assert entry["source"] in read_source(first_source(entry)).ids


def test_a_figure_that_is_no_target_has_kept_within_what_its_target_allows():
    """Where the second reading of a well-known target lies outside its range, the range would be wrong."""
    second = {entry["of"]: entry["value"] for entry in ENTRIES if entry["of"] in TARGETS}
    known = [target for target in TARGETS.values() if target.confidence != "low"]
    assert not [target.metric for target in known if not target.low <= second[target.metric] <= target.high]


def test_no_reason_is_there_for_show():
    said = {entry.get("differs") for entry in ENTRIES}
    assert set(SECOND["because"]) <= said
