"""A registry knows our entries, those of installed packages, and what is named by its place."""

import json
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from xhs_sim.config import ConfigError, registry
from xhs_sim.config.registry import Registry


@pytest.fixture
def brought(monkeypatch):
    """Let installed packages bring some entry points; returns how often they were looked through."""
    looked: list[int] = []

    def bring(**values: str) -> list[int]:
        found = [EntryPoint(name, value, "xhs_sim.toys") for name, value in values.items()]
        monkeypatch.setattr(registry, "_entry_points", lambda: looked.append(1) or EntryPoints(found))
        return looked

    return bring


def test_packages_are_not_looked_through_for_what_is_ours(brought):
    looked = brought(theirs="json:loads")
    toys = Registry("toy", {"ours": len})
    assert toys["ours"] is len
    assert ("ours" in toys, toys.place_of("ours"), looked) == (True, None, [])
    assert "theirs" in toys
    assert "nobodys" not in toys
    assert looked == [1]


def test_what_a_package_brings_stands_behind_ours_and_is_loaded_when_it_is_used(brought):
    brought(b="no_such_module:b", a="json:loads")
    toys = Registry("toy", {"z": len})
    assert list(toys) == ["z", "a", "b"]
    assert toys["a"] is json.loads
    assert toys.place_of("a") == "json.loads"
    with pytest.raises(ConfigError, match=r"xhs_sim\.toys: b = no_such_module:b: ModuleNotFoundError"):
        toys["b"]


def test_no_package_takes_a_name_of_ours(brought):
    brought(ours="json:loads")
    with pytest.raises(ConfigError, match="ours = json:loads: there is a toy of that name"):
        list(Registry("toy", {"ours": len}))


def test_a_place_is_a_name_and_is_not_listed(brought):
    brought()
    toys = Registry("toy", {"ours": len})
    assert toys["json.loads"] is json.loads
    assert ("json.loads" in toys, "json.nothing" in toys, list(toys)) == (True, False, ["ours"])
    assert toys.place_of("json.loads") == "json.loads"
    assert "is no function" in str(toys.why_not("math.pi"))
    assert "math.pi" not in Registry("toy", {}, takes_places=False)


def test_what_a_decorator_enters_twice_from_two_modules_is_refused(brought):
    brought(mine="somewhere:mine")
    toys = Registry("toy", {}, takes_places=False)
    toys.enter("mine", len, "somewhere")
    assert toys["mine"] is len
    assert (list(toys), toys.place_of("mine")) == (["mine"], "somewhere.mine")
    with pytest.raises(ConfigError, match="elsewhere: there is a toy mine already, in somewhere"):
        toys.enter("mine", len, "elsewhere")
