"""Ray: no cluster is joined that was not named, and what is found wrong with one is told in words."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from function_jobs import calls

from xhs_sim.config import ConfigError
from xhs_sim.lab.engines.ray_cluster import RayCluster
from xhs_sim.lab.parts import Parts
from xhs_sim.study.errors import StudyError


def test_a_cluster_must_be_named(monkeypatch):
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:6379")
    with pytest.raises(ConfigError, match=r"--on ray needs --cluster: HOST:PORT .* none is looked for"):
        RayCluster(None)


@pytest.mark.parametrize("cluster", ["auto", "", "head", "head:", ":6379", "ray://head:10001", "head:port"])
def test_what_names_no_cluster_is_refused(cluster):
    with pytest.raises(ConfigError, match="is no address: HOST:PORT of the head"):
        RayCluster(cluster)


def test_a_cluster_that_does_not_answer_is_told_at_once():
    began = time.monotonic()
    with pytest.raises(StudyError, match=r"--cluster 127.0.0.1:9: nobody answers there"), RayCluster("127.0.0.1:9"):
        pass
    assert time.monotonic() - began < 6.0


def test_without_ray_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(StudyError, match=r"--on ray needs Ray, .* pip install 'xhs-sim\[ray\]'"), RayCluster("local"):
        pass


def test_a_cluster_of_its_own_does_jobs_and_leaves_no_trace(tmp_path, monkeypatch):
    pytest.importorskip("ray", reason="Ray is not installed: make clusters")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("RAY_AUTH_MODE", raising=False)
    handlers, settings = (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)), dict(os.environ)
    study = tmp_path / "study"
    study.mkdir()
    with RayCluster("local", workers=1) as engine:
        ends = [*engine.run(calls(study, 20))]
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == handlers
    assert len(ends) == len(Parts(study).there()[0]) == 20
    assert not [end.errors for end in ends if end.errors]
    assert dict(os.environ) == settings
    assert not (tmp_path / "home" / ".ray").exists()
    assert not [*Path("/tmp").glob("ray/ray_current_cluster")]
