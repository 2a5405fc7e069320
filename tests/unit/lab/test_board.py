"""Progress of a command that asks batch after batch: one count, and a time left that is never too short."""

import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.lab import FunctionSubject, Here, Lab
from xhs_sim.lab.board import Board
from xhs_sim.lab.functions import Call
from xhs_sim.lab.job import Job, JobEnd, do
from xhs_sim.lab.run import Run

WHAT = Call("ishigami", {"x1": 0.0})


class Clock:
    """A clock that the test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    told = Clock()
    monkeypatch.setattr("xhs_sim.lab.board.monotonic", told)
    return told


def ended(folder, *names, what=WHAT) -> JobEnd:
    return JobEnd(Job(folder, tuple(Run(name, what, 0, ()) for name in names)))


def test_batches_are_one_count_that_only_grows_towards_what_was_expected(clock, tmp_path):
    told = []
    board = Board(told.append)
    board.expect(10)
    board.begin(["a", "b"], {"a": 1, "b": 1})
    for clock.now, name in ((1.0, "a"), (3.0, "b")):
        board.count(ended(tmp_path, name))
    assert [(each.runs_done, each.runs) for each in told] == [(0, 10), (1, 10), (2, 10)]
    assert (told[-1].days_done, told[-1].days, told[-1].left_s, told[-1].is_most) == (2, 10, 16.0, True)
    board.begin(["b", "c"], {"c": 1})  # b is asked again, and is no further run
    assert (told[-1].runs_done, told[-1].runs, told[-1].days) == (2, 10, 10)
    board.begin([f"d{i}" for i in range(7)], {})  # there from before
    assert (told[-1].runs_done, told[-1].runs_reused, told[-1].is_most) == (9, 7, False)


def test_days_of_runs_that_have_not_ended_are_told(clock, tmp_path):
    told = []
    board = Board(told.append)
    board.begin(["a"], {"a": 28})
    board.tick(7)
    assert (told[-1].days_done, told[-1].days, told[-1].runs_done) == (7, 28, 0)


def test_small_runs_first_do_not_promise_that_the_large_ones_are_as_quick(clock, tmp_path):
    usual = load_config(["population.n_users=8000", "population.audience=0", "n_days=10"])
    coarse = load_config(["population.n_users=2000", "population.audience=0", "n_days=10"])
    told = []
    board = Board(told.append, usual)
    board.expect(3)
    board.begin(["a", "b"], {"a": 10, "b": 10})
    for clock.now, name in ((1.0, "a"), (2.0, "b")):
        board.count(ended(tmp_path, name, what=coarse))
    assert told[-1].left_s == pytest.approx(4.0)  # a second each for a quarter of the readers


def test_a_lab_tells_of_all_that_it_was_asked(tmp_path):
    told = []
    with Lab(FunctionSubject("ishigami"), tmp_path, Here(), on_progress=told.append) as lab:
        lab.expect(6)
        for k in range(3):
            lab.ask([{"x1": k / 10}, {"x1": (k + 1) / 10}])
    assert [each.runs for each in told] == [6] * len(told)
    done = [each.runs_done for each in told]
    assert done == sorted(done)
    assert done[-1] == 4  # of six that were asked, two were the same


def test_one_look_serves_to_count_and_to_make(tmp_path, monkeypatch):
    looks = []
    usual = FunctionSubject.plan
    monkeypatch.setattr(FunctionSubject, "plan", lambda *which: looks.append(which[1:]) or usual(*which))
    with Lab(FunctionSubject("ishigami"), tmp_path, Here()) as lab:
        look = lab.look_at([{"x1": 0.1}, {"x1": 0.2}])
        assert (look.missing, len(looks)) == (2, 2)
        asked = lab.make(look)
        assert len(looks) == 4  # once more where each run is made, not for what there is
        assert pl.concat(lab.answers(asked))["error"].null_count() == 2
        assert lab.look_at([{"x1": 0.1}, {"x1": 0.2}]).missing == 0


def test_a_job_tells_the_days_of_its_runs_added_up(tmp_path, monkeypatch):
    def figures_of(run, on_day):
        for day in range(1, 4):
            on_day(day)
        return pl.DataFrame({"value": [1.0]})

    monkeypatch.setattr("xhs_sim.lab.job.figures_of", figures_of)
    config, told = load_config(["n_days=3"]), []
    do(Job(tmp_path, (Run("a", config, 0, ()), Run("b", config, 0, ()))), on_day=told.append)
    assert told == [0, 1, 2, 3, 3, 4, 5, 6]
