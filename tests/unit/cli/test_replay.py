"""A replay speaks the language that is asked for, and computes the same."""

from pathlib import Path

from xhs_sim.cli.replay import _spoken_in
from xhs_sim.config import load_config
from xhs_sim.study.identity import identify
from xhs_sim.study.request import RunRequest


def test_a_replay_answers_in_the_language_asked_for_and_else_in_its_own():
    plan = RunRequest(experiment="a", arm="b", replicate=0, seed=1, out_dir=Path("out"), config=load_config([]))
    spoken = _spoken_in("zh", plan)
    assert (spoken.config.report.language, plan.config.report.language) == ("zh", "en")
    assert _spoken_in(None, plan) is plan
    assert identify(spoken.seeded()) == identify(plan.seeded())
