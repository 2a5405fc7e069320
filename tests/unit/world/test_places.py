"""Where users live."""

import numpy as np
import pytest

from xhs_sim.world.places import draw_cities

CITIES = {"large": [3.0, 1.0], "small": [1.0, 1.0, 2.0]}
KEY = np.uint64(5)


def test_cities_are_drawn_by_size_within_the_tier():
    tier = np.repeat(np.array([0, 1], np.int8), 20_000)
    city = draw_cities(np.arange(40_000), tier, CITIES, KEY)
    assert np.bincount(city[:20_000], minlength=5) / 20_000 == pytest.approx([0.75, 0.25, 0, 0, 0], abs=0.013)
    assert np.bincount(city[20_000:]) / 20_000 == pytest.approx([0, 0, 0.25, 0.25, 0.5], abs=0.014)  # 4 s.e.


def test_a_city_without_people_gets_none():
    city = draw_cities(np.arange(2000), np.zeros(2000, np.int8), {"only": [0.0, 1.0, 0.0]}, KEY)
    assert set(city.tolist()) == {1}


def test_nobody_moves_when_others_come():
    tier = np.zeros(100, np.int8)
    many, few = (draw_cities(np.arange(n), tier[:n], CITIES, KEY) for n in (100, 40))
    assert many[:40].tolist() == few.tolist()
