"""What every tactic keeps to, ours or another's: nothing without strength, its money, its draws, what it puts in."""

from pathlib import Path

import polars as pl
import pytest

from xhs_sim.actors.tactics import TACTICS
from xhs_sim.config import load_config
from xhs_sim.config.treatments import means
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES
from xhs_sim.strategies.campaign.money import line_of

MARKET = (
    "population.n_users=2000", "content.history_days=4", "n_days=9", "threads=1", "record.panel_share=0",
    "campaign=face_cream", "campaign.start_day=2", "campaign.burst_days=2", "campaign.budget_cny=4000",
    "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}", "commerce.stage_interest=[0.1, 2.5]",
)  # fmt: skip
OWN = folder if (folder := Path("configs")).is_dir() and not (folder / "config.yaml").exists() else None  # another's
# Tactics out of the creators' money: what gives them some.
OF_CREATORS = {
    "teasers": ("tactics=teasers",),
    "trial": ("campaign.contract.kinds={paid: 0.5, trial: 0.5}",),
    "cocreation": ("campaign.contract.kinds={paid: 0.5, cocreation: 0.5}",),
    "survey": ("tactics=survey", "campaign.in_flight={rule: by_survey, hold_back: 0.3, after_days: 3}"),
}


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides], OWN)).run()


def overrides_of(name):
    """Return what turns a tactic on, with half of the money if it has money of its own."""
    paid = (f"campaign.ads.split={{creators: 0.5, {name}: 0.5}}",)
    return {"split": paid, "nothing": (f"tactics={name}",), "creators": OF_CREATORS.get(name)}[TACTICS[name].paid_from]


def without_strength(name):
    """Return the same tactic without any money, or at strength 0."""
    strength = TACTICS[name].plan_type.strength
    others = [
        each for each in overrides_of(name) if not each.startswith(("tactics=", "campaign.ads", "campaign.contr"))
    ]
    return others, (f"tactics={name}", *([f"campaign.tactics.{name}.{strength}=0"] if strength else []))


def differing(one, other):
    return [table for table in TABLES if not one.recorder.frame(table).equals(other.recorder.frame(table))]


@pytest.fixture(scope="module")
def plain():
    return run()


@pytest.fixture(scope="module", params=list(TACTICS))
def tactic(request):
    """Return each tactic's name, and a run with it."""
    return request.param, run(*overrides_of(request.param))


def test_without_money_or_strength_there_is_nothing_of_it_bit_for_bit(tactic, plain):
    name, _ = tactic
    others, off = without_strength(name)
    assert differing(run(*others) if others else plain, run(*others, *off)) == []
    assert TACTICS[name].paid_from != "nothing" or TACTICS[name].plan_type.strength


def test_it_pays_no_more_than_its_line_holds(tactic):
    name, model = tactic
    line = pl.col("line") == line_of(name)
    planned = model.recorder.frame("budget").filter(line)["amount_fen"].sum() / 100
    paid = model.recorder.frame("ledger").filter(line)["amount_cny"].sum()
    assert paid <= planned + 1e-6
    assert paid > 0 or TACTICS[name].paid_from != "split"  # else the plan would be judged as not carried out
    whole = model.recorder.frame("ledger").filter(brand="qingrou")["amount_cny"].sum()
    assert whole <= model.config.campaign.budget_cny + 1e-6


def test_it_does_the_same_on_two_threads(tactic):
    name, model = tactic
    assert differing(model, run(*overrides_of(name), "threads=2")) == []


def test_it_puts_in_what_it_says_and_a_run_with_it_is_no_control(tactic):
    name, model = tactic
    measured = METRICS[TACTICS[name].puts_in].compute(Records(model.recorder))
    whole = measured.filter(pl.col("day").is_null(), pl.col("brand").is_null() | (pl.col("brand") == "qingrou"))
    assert TACTICS[name].puts_in in means()
    assert whole["value"].sum() > 0


def test_it_did_something(tactic, plain):
    name, model = tactic
    assert differing(model, plain)
    assert name in model.cast.campaign.tactics


def test_it_is_named_as_it_is_entered_and_its_numbers_have_usual_values(tactic):
    name, _ = tactic
    assert TACTICS[name].name == name
    assert set(load_config([f"tactics={name}"], OWN).campaign.tactics) == {name}
