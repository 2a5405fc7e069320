"""Jobs that wait: made as they are taken; what is lost is tried again, and told when it is lost for good."""

from function_jobs import calls

from xhs_sim.lab.engines.waiting import MOST_LOSSES, Waiting
from xhs_sim.lab.job import Job


def test_jobs_are_made_as_they_are_taken(tmp_path):
    made = []
    waiting = Waiting(made.append(job.runs[0].id) or job for job in calls(tmp_path, 5))
    assert made == []
    assert not waiting.is_empty
    assert waiting.take().runs[0].id == "run000"
    assert made == ["run000"]
    while not waiting.is_empty:
        waiting.take()
    assert len(made) == 5


def test_a_lost_job_is_tried_again_run_by_run_before_others(tmp_path):
    *some, last = calls(tmp_path, 4)
    waiting = Waiting([last])
    assert [*waiting.lose(Job(tmp_path, tuple(job.runs[0] for job in some)), "gone")] == []
    assert [waiting.take().runs[0].id for _ in range(4)] == ["run000", "run001", "run002", "run003"]


def test_a_run_lost_again_and_again_has_failed(tmp_path):
    [job] = calls(tmp_path, 1)
    waiting = Waiting([])
    for _ in range(MOST_LOSSES - 1):
        assert [*waiting.lose(job, "gone")] == []
        assert waiting.take() == job
    [end] = waiting.lose(job, "gone")
    assert end.errors == (("run000", "gone"),)
    assert waiting.is_empty
