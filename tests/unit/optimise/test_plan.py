"""A search from what is typed: through the lab as the command does it, and refused before anything runs."""

import itertools
from typing import get_args

import pytest

from xhs_sim.cli.optimise import Runs
from xhs_sim.config import ConfigError
from xhs_sim.lab import Here, Lab
from xhs_sim.lab.functions import FUNCTIONS
from xhs_sim.lab.job import tell_nobody
from xhs_sim.optimise.kept import FRONT, RESPONSE, write_found, write_plan
from xhs_sim.optimise.optimum import optimum
from xhs_sim.optimise.plan import Wanted, plan_optimise

SPLIT = FUNCTIONS["split"]
SMALL = [
    "experiment=kol_mix", "population.audience=0", "population.n_users=600", "n_days=4", "campaign.start_day=1",
    "campaign.burst_days=1", "campaign.budget_cny=3000", "threads=1",
]  # fmt: skip


class Killed(Here):
    """Dies after so many jobs."""

    def __init__(self, jobs):
        super().__init__()
        self.left = jobs

    def run(self, jobs, tell=tell_nobody):
        for end in super().run(jobs, tell):
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
            yield end


def planned(overrides, folder, **wanted):
    return plan_optimise(overrides, folder, None, Wanted(**wanted), typed=overrides)


def found_in(folder, overrides, engine=None, **wanted):
    request = planned(overrides, folder, **wanted)
    with Lab(request.subject, folder, engine or Here()) as lab:
        write_plan(request)
        found = optimum(request.gains(lab.ask), request.rivals, request.plan, is_screened=bool(request.first))
        write_found(request, found)
        return request, found, lab.n_run


def best_of_grid():
    names = [axis.name for axis in SPLIT.axes]
    cuts = [cut for cut in itertools.product(range(21), repeat=4) if sum(cut) == 20]
    values = [SPLIT.compute({name: n / 20 for name, n in zip(names, cut, strict=True)}) for cut in cuts]
    return max(values), len(values)


def test_of_the_function_split_it_finds_what_the_best_of_a_fine_grid_is_worth_with_a_fifth_of_its_runs(tmp_path):
    request, found, n_run = found_in(tmp_path, ["function=split", "luck=8"], runs=150)
    grid, cells = best_of_grid()
    best = SPLIT.compute(request.choice.money(found.verified.best))
    half = (found.verified.gain.high - found.verified.gain.low) / 2
    assert grid - half <= best <= SPLIT.answer["best"] + 1e-6
    assert found.verified.gain.low <= best <= found.verified.gain.high
    assert n_run <= 150 <= cells / 5


def test_killed_and_resumed_it_walks_on_to_the_same_answer(tmp_path):
    typed = ["function=split", "luck=8"]
    _, whole, n_whole = found_in(tmp_path / "a", typed, runs=110)
    with pytest.raises(KeyboardInterrupt):
        found_in(tmp_path / "b", typed, Killed(40), runs=110)
    _, again, n_more = found_in(tmp_path / "b", typed, runs=110)
    assert again.response.equals(whole.response)
    assert 0 < n_more < n_whole


@pytest.mark.parametrize("noise", [0.0, 5.0])
def test_without_luck_what_next_money_brings_and_a_cut_costs_is_certain(noise, tmp_path):
    request, found, _ = found_in(tmp_path, ["function=split", f"noise={noise}"], runs=62)
    seen, best = found.verified, SPLIT.compute(request.choice.money(found.verified.best))
    assert (seen.gain.low == seen.gain.high) == (noise == 0.0)
    for each in seen.next:
        true = (SPLIT.compute(request.choice.money(each.step)) - best) / request.plan.step
        assert each.more.low == each.more.high == pytest.approx(true)
    assert seen.cut_cost.low == pytest.approx(best - SPLIT.compute(request.choice.money(seen.cut)))
    assert seen.cut_cost.sign > 0


def test_the_help_says_the_least_runs_that_any_search_takes(tmp_path):
    for question, least in (("function=ishigami", 29), ("function=split", 62), ("experiment=kol_mix", 98)):
        with pytest.raises(ConfigError, match=f"it takes {least} at least"):
            planned([question], tmp_path, runs=1)
    said = get_args(Runs)[1].help
    assert "30 at least to set a few inputs, 60 to split something in four, 100 to split money" in said


def test_another_function_is_sought_over_its_inputs(tmp_path):
    request, found, _ = found_in(tmp_path, ["function=ishigami"], runs=90)
    assert not request.choice.pots
    assert found.verified.gain.mean > 0.75 * (1 + 7 + 0.1 * 3.14159**4)
    assert (tmp_path / "function_ishigami" / RESPONSE).exists()
    assert not (tmp_path / "function_ishigami" / FRONT).exists()


def test_the_arm_that_is_sought_keeps_what_is_not_decided(tmp_path):
    request = planned([*SMALL, "study.arms.pyramid=['campaign.selector=random','campaign.tier_shares={head: 1.0}']"],
                      tmp_path, arm="pyramid", runs=120)  # fmt: skip
    config = request.subject.at(request.choice.values(request.choice.corners()[0]), request.arm)
    assert config.campaign.selector == "random"
    assert config.campaign.tier_shares["koc"] == 1.0
    assert config.campaign.budget_cny == 3000
    assert request.rivals == ("head_heavy", "pyramid", "koc_spread")


def test_an_arm_and_its_split_are_one_run(tmp_path):
    request = planned(SMALL, tmp_path, runs=120)
    point = next(p for p in request.choice.thought_of() if request.choice.money(p)["koc"] == 1.0)
    own = request.subject.plan(request.choice.values(point), request.arm, 0)
    assert own.run == request.subject.plan({}, "koc_spread", 0).run


@pytest.mark.parametrize(("typed", "wanted", "said"), [
    (SMALL, {"over": ("mixes",)}, "--over mixes is not allowed"),
    (SMALL, {"arm": "nobody"}, "--arm nobody is not allowed"),
    ([*SMALL, "seed=1,2"], {}, "seed can't be decided"),
    (SMALL, {"limits": {"heads": (0.0, 0.5)}}, "heads takes no money here"),
    (SMALL, {"runs": 30}, "--runs 30 are too few"),
    ([*SMALL, "campaign.burst_days=0,3"], {"over": ("mix",)}, "campaign.burst_days = 0"),
    (["function=split"], {"over": ("mix",)}, "a function has inputs only"),
    (["experiment=none"], {}, "has no arms"),
])  # fmt: skip
def test_what_cannot_be_is_refused_before_anything_runs(typed, wanted, said, tmp_path):
    with pytest.raises(ConfigError) as caught:
        planned(typed, tmp_path, **wanted)
    assert said in "\n".join(map(str, caught.value.problems))
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_on_the_platform_it_ends_with_an_answer(tmp_path):
    request, found, n_run = found_in(tmp_path, SMALL, runs=110, limits={"head": (0.0, 0.5)})
    assert not found.failed
    assert n_run <= 110
    assert request.choice.money(found.verified.best)["head"] <= 0.5
    assert set(found.response["kind"]) == {"best", "arm", "next", "cut", "curve"}
