"""The registries of plug-ins, each found under the noun that it is for."""

import pytest

from xhs_sim.config.registry import Registry, shipped_names
from xhs_sim.plugins import PLUGINS


@pytest.mark.parametrize("noun", PLUGINS)
def test_a_registry_is_found_under_its_own_noun(noun):
    assert isinstance(PLUGINS[noun], Registry)
    assert PLUGINS[noun].noun == noun
    assert shipped_names()[noun] == set(PLUGINS[noun].shipped) <= set(PLUGINS[noun])


def test_there_is_no_registry_of_another_noun():
    assert PLUGINS.get("brand") is None
