"""Points are splits of all the money within limits, on a grid of hundredths."""

import numpy as np
import pytest

from xhs_sim.lab.space import Axis
from xhs_sim.optimise.choice import Choice, Pot

POTS = (Pot(name="koc", least=0.2), Pot(name="waist", most=0.3), Pot(name="head"))
DAY = Axis(name="start", low=2, high=6, is_whole=True)
WAY = Axis(name="selector", choices=("random", "fit"))
CHOICE = Choice(
    pots=POTS, axes=(DAY, WAY), write=lambda money: {f"shares.{name}": share for name, share in money.items()}
)


def test_every_point_spends_all_the_money_within_limits():
    rng = np.random.default_rng(0)
    points = [*CHOICE.drawn(rng, 200), *CHOICE.corners()]
    points += CHOICE.near(rng, points[0], 100)
    money = np.array(points)[:, :3]
    assert np.allclose(money.sum(axis=1), 1.0)
    assert money[:, 0].min() >= 0.2
    assert money[:, 1].max() <= 0.3
    assert np.allclose(money * 100, np.round(money * 100))


def test_of_a_smaller_budget_limits_shrink_with_it():
    point = CHOICE.rounded(np.array([0.0, 1.0, 0.0, 0.5, 0.5]), total=0.5)
    assert point[:3].sum() == pytest.approx(0.5)
    assert point[1] == pytest.approx(0.15)


def test_a_point_says_what_it_is_in_the_configuration():
    point = CHOICE.rounded(np.array([0.5, 0.2, 0.3, 0.99, 0.1]))
    assert CHOICE.values(point) == {
        "shares.koc": 0.5, "shares.waist": 0.2, "shares.head": 0.3, "start": 6, "selector": "random",
    }  # fmt: skip


def test_whole_numbers_and_choices_have_one_point_each():
    rng = np.random.default_rng(1)
    drawn = np.array(CHOICE.drawn(rng, 300))
    assert len(np.unique(drawn[:, 3])) == 5
    assert len(np.unique(drawn[:, 4])) == 2


def test_corners_put_as_much_as_is_allowed_into_each_pot():
    splits = [tuple(np.round(point[:3], 2)) for point in CHOICE.corners()]
    assert (1.0, 0.0, 0.0) in splits
    assert (0.2, 0.0, 0.8) in splits
    assert any(split[1] == 0.3 for split in splits)


def test_nothing_is_put_into_a_pot_rather_than_a_little():
    rng = np.random.default_rng(2)
    point = CHOICE.rounded(np.array([0.97, 0.02, 0.01, 0.5, 0.5]))
    assert point[:3].tolist() == [1.0, 0.0, 0.0]
    money = np.array(CHOICE.near(rng, point, 200))[:, :3]
    assert not ((money > 0) & (money < 0.03)).any()
