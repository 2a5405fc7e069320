"""A what-if compares two plans that differ by what was moved: small, found again, stopped and gone on with."""

import os
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.dashboard import job, what_if
from xhs_sim.dashboard.said import question_of
from xhs_sim.dashboard.shelf import OWN, Study, find_studies
from xhs_sim.report.words import load_words
from xhs_sim.study import write_study

WORDS = load_words("en")
ASKED = [
    "experiment=kol_mix", "population.n_users=1000", "population.audience=1000", "n_days=4", "campaign.start_day=1",
    "campaign.budget_cny=5000",
]  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("root")
    origin = {"config": load_config(ASKED).model_dump(mode="json"), "arms": {"mix": []}, "inputs": {}}
    return Study("0" * 12, "compare", folder, ".", origin, 0, 0, 0, is_finished=True, changed=0.0)


def ask(study, **typed):
    return what_if.inquire(study.folder, study, "mix", {f"campaign.{k}": v for k, v in typed.items()}, WORDS)


def test_the_plans_differ_by_what_was_moved(study):
    inquiry = ask(study, budget_cny="8000")
    arms = {request.arm: request.config for request in inquiry.plan.requests}
    now, new = (arms[name].model_dump(mode="json") for name in (what_if.NOW, what_if.CHANGED))
    assert new["campaign"]["budget_cny"] == 8000
    new["campaign"]["budget_cny"] = now["campaign"]["budget_cny"]
    assert new == now
    assert inquiry.n_runs == 2 * what_if.REPLICATES
    assert len(inquiry.told) == 1


def test_the_market_has_as_many_people(study):
    origin = {**study.origin, "config": load_config(["experiment=kol_mix"]).model_dump(mode="json")}
    inquiry = ask(replace(study, origin=origin), budget_cny="8000")
    people = inquiry.plan.config.population
    assert people.people == 5_000_000
    assert people.n_users <= 4000


def test_the_same_question_has_one_place_and_another_has_its_own(study):
    assert ask(study, budget_cny="8000").home == ask(study, budget_cny="8000.0").home
    assert ask(study, budget_cny="8000").home != ask(study, budget_cny="9000").home
    assert ask(study, budget_cny="8000").home.is_relative_to(study.folder / OWN)


def test_what_is_not_allowed_is_told_and_nothing_is_written(study):
    with pytest.raises(ConfigError, match=r"campaign\.budget_cny"):
        ask(study, budget_cny="-5")
    assert not (study.folder / OWN).exists()


def test_who_is_gone_has_stopped(tmp_path):
    what_if.write_state(tmp_path, {"state": "running", "pid": 2**22 - 1})
    assert what_if.state_of(tmp_path)["state"] == "stopped"
    what_if.write_state(tmp_path, {"state": "running", "pid": os.getpid()})
    assert what_if.state_of(tmp_path)["state"] == "running"
    assert what_if.state_of(tmp_path / "absent") == {}


@pytest.mark.parametrize(("language", "question"), [
    ("en", "What if, in The mix: Budget [CNY]: 5000 → 8000?"), ("zh", "如果（The mix）预算 [元]：5000 → 8000？"),
])  # fmt: skip
def test_what_was_changed_is_its_question(study, monkeypatch, language, question):
    monkeypatch.setattr(what_if.subprocess, "Popen", lambda *_args, **_how: SimpleNamespace(pid=os.getpid()))
    inquiry = what_if.inquire(
        study.folder, study, "mix", {"campaign.budget_cny": "8000"}, WORDS.calling({"mix": "The mix"})
    )
    what_if.begin(inquiry)
    write_study(inquiry.plan)
    (found,) = find_studies(inquiry.home)
    assert question_of(found, load_words(language)) == question
    shutil.rmtree(study.folder / OWN)


@pytest.mark.slow
def test_it_is_run_and_judged(study):
    import time

    inquiry = ask(study, budget_cny="8000")
    what_if.begin(inquiry)
    while what_if.state_of(inquiry.home)["state"] == "running":
        time.sleep(0.5)
    assert what_if.state_of(inquiry.home) == what_if.state_of(inquiry.home) | {"state": "done", "done": 10, "failed": 0}
    assert (inquiry.folder / "verdict.json").is_file()


def test_a_job_that_fails_says_why(tmp_path, monkeypatch):
    (tmp_path / what_if.ASKED).write_text("{}")
    monkeypatch.setattr(job.sys, "argv", ["job", str(tmp_path)])
    with pytest.raises(KeyError):
        job.main()
    state = what_if.state_of(tmp_path)
    assert state["state"] == "failed"
    assert what_if.NOW in state["error"]


def test_what_will_not_happen_is_said_beforehand(study):
    assert any("start_day" in str(line) for line in ask(study, start_day="99").doubts)
    assert ask(study, start_day="2").doubts == ask(study, start_day="2.0").doubts
