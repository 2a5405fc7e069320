"""What a job meets on another machine: done if all is as at home, refused in words if not."""

import os
import pickle
from dataclasses import replace

import pytest
from function_jobs import calls, poisoned

from xhs_sim.lab.engines.guest import Answer, ended, home, packed, serve
from xhs_sim.lab.parts import Parts
from xhs_sim.study.errors import StudyError


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_job_is_done_as_it_is_at_home(tmp_path):
    [job] = calls(tmp_path, 1)
    answer = pickle.loads(pickle.dumps(serve(packed(job), tuple(home(1, None)))))
    end = ended(job, answer)
    assert (end.job, end.errors) == (job, ())
    assert Parts(tmp_path).there() == ({"run000"}, {})


def test_a_run_that_ends_its_process_ends_the_job_and_no_more(tmp_path):
    exits, _ = poisoned(tmp_path)
    assert ended(exits, serve(packed(exits), tuple(home(1, None)))) == "SystemExit: 0"


def test_other_versions_are_told_one_by_one(tmp_path):
    [job] = calls(tmp_path, 1)
    here = home(1, None)
    there = here._replace(code=here.code | {"numpy": "1.0", "polars": "0.1"})
    answer = serve(packed(job), tuple(there))
    with pytest.raises(
        StudyError, match=r"node .* would give other numbers, or none: it has numpy .* instead of 1\.0; "
    ):
        ended(job, answer)
    assert Parts(tmp_path).there() == (set(), {})


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path):
    [job] = calls(tmp_path / "elsewhere", 1)
    with pytest.raises(StudyError, match=r"there is no folder .*elsewhere; results, and files of your own, lie in"):
        ended(job, serve(packed(job), tuple(home(1, None))))
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_of_the_same_name_on_another_disk_is_told(tmp_path, monkeypatch):
    """The run was made there, and is not to be seen here."""
    monkeypatch.setattr("xhs_sim.lab.engines.guest._SEEN_S", 0.0)
    [job] = calls(tmp_path, 1)
    answer = serve(packed(job), tuple(home(1, None)))
    with pytest.raises(StudyError, match=r"has written a run that is not seen here, .* all nodes share"):
        ended(replace(job, folder=tmp_path / "here"), answer)


def test_paths_begin_where_the_command_was_given(tmp_path, monkeypatch):
    (tmp_path / "study").mkdir()
    [job] = calls(tmp_path / "study", 1)
    sent = packed(replace(job, folder=(tmp_path / "study").relative_to(tmp_path))), tuple(home(1, None))
    monkeypatch.chdir("/")
    assert ended(job, serve(*sent)).errors == ()
    assert os.getcwd() == str(tmp_path)


def test_where_nothing_of_ours_is_installed_it_is_told(tmp_path):
    [job] = calls(tmp_path, 1)
    with pytest.raises(StudyError, match=r"node far would give other numbers, or none: ModuleNotFoundError"):
        ended(job, Answer("far", unlike="ModuleNotFoundError: No module named 'xhs_sim'"))
