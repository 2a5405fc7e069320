"""The shelf finds studies of every kind, finished and running, and nothing that is none."""

import json

from dashboard_example import write_comparison, write_sweep

from xhs_sim.dashboard.shelf import KINDS, OWN, find_studies


def test_every_kind_is_found(studies):
    assert studies.keys() == KINDS.keys()
    assert all(study.is_finished for study in studies.values())


def test_runs_are_counted(studies):
    assert (studies["compare"].done, studies["compare"].planned) == (24, 24)
    assert (studies["sweep"].done, studies["sweep"].planned) == (24, 24)


def test_one_that_is_running_says_how_far_it_is(tmp_path):
    write_sweep(tmp_path / "swept", is_finished=False)
    (study,) = find_studies(tmp_path)
    assert (study.done, study.planned, study.is_finished) == (7, 24, False)
    (study.folder / "runs" / "ff.failed.json").write_text("{}")
    assert find_studies(tmp_path)[0].failed == 1


def test_a_comparison_that_lacks_runs_is_not_finished(tmp_path):
    folder = write_comparison(tmp_path, replicates=5)
    (folder / "koc_spread" / "seed=4" / "manifest.json").unlink()
    (study,) = find_studies(tmp_path)
    assert (study.done, study.planned, study.is_finished) == (19, 20, False)


def test_a_search_with_newer_runs_is_going_on_again(tmp_path, studies):
    import os
    import shutil

    folder = shutil.copytree(studies["optimise"].folder, tmp_path / "best")
    assert find_studies(tmp_path)[0].is_finished
    (folder / "runs").mkdir()
    later = (folder / "response.parquet").stat().st_mtime + 60
    os.utime(folder / "runs", (later, later))
    os.utime(folder / "optimise.json", (later, later))  # a command writes what it asks when it begins
    assert not find_studies(tmp_path)[0].is_finished


def test_keys_stand_for_kind_and_place_and_show_neither(root, studies):
    keys = {study.key for study in studies.values()}
    assert len(keys) == len(studies)
    assert all(len(key) == 12 and set(key) <= set("0123456789abcdef") for key in keys)
    assert {study.key for study in find_studies(root)} == keys


def test_what_is_no_study_is_left_out(tmp_path):
    for name, text in {"broken": "{", "list": "[]", "empty": ""}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "study.json").write_text(text)
    hidden = tmp_path / OWN / "study"
    hidden.mkdir(parents=True)
    (hidden / "study.json").write_text(json.dumps({"arms": {}}))
    (tmp_path / "link").symlink_to(hidden)
    assert find_studies(tmp_path) == []


def test_the_one_that_changed_last_stands_first(tmp_path):
    import os

    for age, name in enumerate("abc"):
        folder = write_sweep(tmp_path / name)
        for path in (folder / "plan.json", folder / "sweep.parquet", folder / "runs"):
            os.utime(path, (1e9 - age, 1e9 - age))
    assert [study.place for study in find_studies(tmp_path)] == ["a", "b", "c"]


def test_a_finished_sweep_whose_arms_share_runs_is_finished(tmp_path):
    folder = write_sweep(tmp_path / "swept")
    for path in list((folder / "runs").iterdir())[:4]:  # a point's baseline is another's
        path.unlink()
    (study,) = find_studies(tmp_path)
    assert (study.done, study.planned, study.is_finished) == (20, 24, True)


def test_what_made_it_can_be_typed(tmp_path):
    folder = write_sweep(tmp_path / "swept")
    path = folder / "plan.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "command": ["xhs-sim", "sweep", "koc=interval(0,1)"]}))
    assert find_studies(tmp_path)[0].command == "xhs-sim sweep 'koc=interval(0,1)'"


def test_runs_of_another_command_in_the_folder_leave_a_study_finished(tmp_path, studies):
    import os
    import shutil

    folder = shutil.copytree(studies["optimise"].folder, tmp_path / "best")
    (folder / "runs").mkdir()
    later = (folder / "response.parquet").stat().st_mtime + 60
    os.utime(folder / "runs", (later, later))
    assert find_studies(tmp_path)[0].is_finished
