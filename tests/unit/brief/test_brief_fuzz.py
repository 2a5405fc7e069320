"""Briefs drawn from the schema are compared, or refused with the reason: none passes the check and fails to run."""

import jsonschema
import pytest
from brief_draw import draw_brief
from brief_play import checked

from xhs_sim.brief import build_brief, json_schema
from xhs_sim.brief.home_market import CAMPAIGN
from xhs_sim.config import ConfigError, load_config
from xhs_sim.model import PlatformModel
from xhs_sim.study import plan_compare

SCHEMA = json_schema(load_config([CAMPAIGN]))
TINY = (
    "population.n_users=600", "population.audience=0",
    "content.history_days=2", "threads=1", "record.panel_share=0", "record.note_daily=false",
)  # fmt: skip
SOME, ALL = range(40), range(40, 300)


def accepted(seed):
    """Return the overrides of a drawn brief, or None if it is refused; a refusal says why, in words."""
    plain = draw_brief(SCHEMA, seed)
    jsonschema.Draft202012Validator(SCHEMA).validate(plain)
    try:
        return checked(plain).overrides
    except ConfigError as error:
        problems = error.problems
    assert problems
    assert all(problem.startswith("brief: ") and len(problem) > 20 for problem in problems)
    return None


def compare(overrides, tmp_path):
    """Run every arm that a brief asks for, in a market that is tiny."""
    plan = plan_compare([*overrides, *TINY], tmp_path)
    for request in plan.requests[:: plan.config.study.replicates]:
        assert request.config is not None
        PlatformModel(request.config).run()


@pytest.mark.parametrize("seed", SOME)
def test_a_drawn_brief_is_refused_in_words_or_can_be_planned(seed, tmp_path):
    overrides = accepted(seed)
    if overrides is not None:
        assert plan_compare(overrides, tmp_path, typed=[]).requests


def test_some_of_them_run():
    runnable = [seed for seed in SOME if accepted(seed) is not None]
    assert len(runnable) >= 5


def test_one_that_passes_runs(tmp_path):
    seed = next(seed for seed in SOME if accepted(seed) is not None)
    compare(accepted(seed), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*SOME, *ALL])
def test_a_drawn_brief_is_refused_in_words_or_runs(seed, tmp_path):
    overrides = accepted(seed)
    if overrides is not None:
        compare(overrides, tmp_path)


def test_a_brief_is_refused_or_accepted_the_same_every_time():
    assert [accepted(seed) for seed in range(5)] == [accepted(seed) for seed in range(5)]
    assert build_brief(draw_brief(SCHEMA, 0)) == build_brief(draw_brief(SCHEMA, 0))
