import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.lab.effort import effort_of
from xhs_sim.sensitivity.sizes import Wanted, sizes_of, usual_budget

MANY = Wanted(axes=200, arms=4, defaults=6, strongest=4, must_all=False)


@pytest.mark.parametrize("budget", [320, 300, 700, 1000, 2500])
def test_a_budget_is_kept_and_most_of_it_goes_to_the_few_that_matter(budget):
    sizes = sizes_of(MANY, budget)
    assert 0.8 * budget < sizes.runs <= budget
    screening = sizes.asked_arms * sizes.trajectories * (sizes.screened + 2)
    assert screening <= 0.36 * budget
    assert 4 < sizes.screened < 200
    assert sizes.blocks % 4 == 0


def test_more_money_moves_more_parameters_and_asks_the_next_arm_too():
    few, many = sizes_of(MANY, 320), sizes_of(MANY, 2500)
    assert (few.asked_arms, many.asked_arms) == (2, 3)
    assert few.screened < many.screened
    assert few.blocks < many.blocks


def test_what_was_typed_is_moved_whole_and_so_few_need_no_screening():
    typed = Wanted(axes=3, arms=4, defaults=2, strongest=4, must_all=True)
    sizes = sizes_of(typed, 300)
    assert (sizes.screened, sizes.trajectories, sizes.strongest) == (0, 0, 3)
    assert sizes_of(Wanted(axes=12, arms=4, defaults=2, strongest=4, must_all=True), 700).screened == 12


def test_too_small_a_budget_is_refused_with_the_least_that_would_do():
    typed = Wanted(axes=12, arms=4, defaults=2, strongest=4, must_all=True)
    with pytest.raises(ConfigError, match=rf"--runs 90 is too few to move 12 parameters \(at least {typed.least}\)"):
        sizes_of(typed, 90)
    assert sizes_of(typed, typed.least).blocks == 12
    assert typed.within(typed.least - 1) is None


@pytest.mark.parametrize("arms", [1, 2, 4])
def test_every_budget_from_the_least_on_is_taken(arms):
    wanted = Wanted(axes=40, arms=arms, defaults=2, strongest=1, must_all=False)
    assert all(wanted.within(wanted.least + more) is not None for more in range(300))


def test_the_usual_budget_ends_within_ten_minutes_on_two_cores_unless_the_least_takes_longer():
    small = load_config(["experiment=kol_mix", "population.audience=200000", "population.n_users=2000", "n_days=11"])
    budget = usual_budget(MANY, small)
    assert budget > MANY.least
    assert 380 < effort_of(small, budget, 2, 2).seconds <= 420  # a machine may be slower by a third
    assert usual_budget(MANY, load_config(["experiment=kol_mix"])) == MANY.least
