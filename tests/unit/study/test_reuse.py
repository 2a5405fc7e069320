"""What a finished run is reused for: only what is the same in all that decides it, and whole."""

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from toy_play import play

from xhs_sim.cli.asking import Where
from xhs_sim.cli.sweep import carry_out_sweep
from xhs_sim.config import ConfigError, load_config
from xhs_sim.lab.plan import plan_sweep
from xhs_sim.model import PlatformModel
from xhs_sim.study import OtherRunError, RunRequest, StudyError, only_one, plan_compare, submit_runs
from xhs_sim.study.compare import write_study
from xhs_sim.study.fingerprint import fingerprint
from xhs_sim.study.identity import identify, read_files
from xhs_sim.study.own_code import sources_of
from xhs_sim.study.reuse import refuse_damaged

SMALL = ["experiment=kol_mix", "population.n_users=1000", "population.audience=0", "n_days=2", "study.replicates=2"]
QUOTES = "followers,image_text_quote_cny\n1000,200\n"


@pytest.fixture
def market(tmp_path, monkeypatch) -> list[str]:
    """Overrides of a market that reads a file of prices, an edge list and two modules of its owner's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    Path("prices.csv").write_text(QUOTES)
    Path("edges.csv").write_text("0,1\n1,2\n2,0\n")
    Path("bonus.py").write_text("BONUS = 1\n")
    law = "def mild(signals):\n    return numpy.full(len(signals.shown), BONUS)\n"
    Path("taste.py").write_text("import numpy\nfrom bonus import BONUS\n\n" + law)
    own = "ranker.weights={taste.mild: 1.0}"
    files = ["campaign.prices.quotes_file=prices.csv", "graph.source=file", "graph.edge_list=edges.csv"]
    return ["population.n_users=1000", "n_days=2", "name=toy", *files, own]


def requests(market: list[str], arms: str = "ab") -> list[RunRequest]:
    config = load_config(market)
    return [
        RunRequest(experiment="toy", arm=arm, replicate=0, seed=0, out_dir=Path("out"), config=config) for arm in arms
    ]


def reused(market: list[str]) -> tuple[list[bool], list[str]]:
    told: list[str] = []
    return [outcome.is_reused for outcome in submit_runs(requests(market), play=play, tell=told.append)], told


def test_the_manifest_names_what_was_read_with_its_digest(market):
    submit_runs(requests(market), play=play)
    inputs = json.loads(Path("out/toy/a/seed=0/manifest.json").read_text())["inputs"]
    assert sorted(inputs) == ["edges.csv", "module bonus", "module taste", "prices.csv"]
    assert all(len(digest) == 64 for digest in inputs.values())


@pytest.mark.parametrize("name", ["prices.csv", "edges.csv", "taste.py", "bonus.py"])
def test_a_changed_file_gives_new_runs_and_is_named_in_a_line(market, name):
    assert reused(market) == ([False, False], [])
    assert reused(market) == ([True, True], [])
    with Path(name).open("a") as stream:
        stream.write("\n")
    shown = f"module {name[:-3]}" if name.endswith(".py") else name
    assert reused(market) == ([False, False], [f"2 finished runs are made again: {shown} changed"])
    assert reused(market) == ([True, True], [])


def test_a_file_that_was_moved_gives_the_same_runs(market):
    reused(market)
    Path("prices.csv").rename("angebote.csv")
    moved = [text.replace("prices.csv", "angebote.csv") for text in market]
    assert identify(load_config(market)).run != identify(load_config(moved)).run  # nothing lies where it lay
    assert reused(moved) == ([True, True], [])


def test_a_file_that_changes_during_a_run_fails_it(market):
    def meddle(config, records_dir, on_day):
        Path("prices.csv").write_text(QUOTES + "5000,900\n")
        return play(config, records_dir, on_day)

    (outcome,) = submit_runs(requests(market, "a"), play=meddle)
    assert outcome.error == "ConfigError: prices.csv changed while the run read it: give the command again"


@pytest.mark.parametrize("harm", ["cut", "random", "gone"])
@pytest.mark.parametrize("name", ["metrics.parquet", "records/daily.parquet", "manifest.json"])
def test_a_damaged_run_is_named_and_made_again_alone(market, name, harm):
    reused(market)
    path = Path("out/toy/a/seed=0") / name
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[: len(whole) // 2] if harm == "cut" else bytes(255 - byte for byte in whole))
    again, told = reused(market)
    assert again == [False, True]
    assert told == [f"{path} is {'missing' if harm == 'gone' else 'damaged'}: that run is made again"]
    assert reused(market) == ([True, True], [])


def test_damage_deep_in_a_large_file_is_seen(tmp_path):
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 40_000)  # 10 MB
    before = fingerprint(large)
    with large.open("r+b") as stream:
        stream.seek(5_000_000)
        stream.write(bytes(400_000))
    assert fingerprint(large) != before


def test_a_plug_in_is_followed_to_what_it_imports_and_not_into_libraries(market):
    assert {name: path.name for name, path in sources_of("taste.mild").items()} == {
        "bonus": "bonus.py",
        "taste": "taste.py",
    }
    Path("deep").mkdir()
    Path("deep/__init__.py").write_text("")
    Path("deep/law.py").write_text("from . import part\nfrom .other import x\n")
    for name in ("part", "other"):
        Path(f"deep/{name}.py").write_text("x = 1\n")
    assert list(sources_of("deep.law.f")) == ["deep", "deep.law", "deep.other", "deep.part"]
    assert "deep" not in sys.modules  # nothing was run
    assert sources_of("no.such.thing") == {}


@pytest.mark.parametrize("missing", [None, "prices.csv", "edges.csv"])
def test_a_run_needs_its_inputs_and_nothing_else(market, monkeypatch, missing):
    """So that whoever lets a run read another file marks its parameter in the schema."""
    Path("edges.csv").write_text("".join(f"{i},{(i * 7 + 1) % 300}\n" for i in range(300)))
    small = ["population.n_users=300", "n_days=1", "content.history_days=1", "threads=1", "campaign=face_cream"]
    asked = [*market, *small, "campaign.start_day=0"]
    inputs = {path.name: path.read_bytes() for path in read_files(load_config(asked)).values() if path is not None}
    assert set(inputs) == {"bonus.py", "edges.csv", "prices.csv", "taste.py"}
    Path("alone").mkdir()
    places = [place for place in sys.path if place != str(Path.cwd())]
    monkeypatch.chdir("alone")
    monkeypatch.setattr(sys, "path", [str(Path.cwd()), *places])
    for name, text in inputs.items():
        monkeypatch.delitem(sys.modules, Path(name).stem, raising=False)
        if name != missing:
            Path(name).write_bytes(text)
    with nullcontext() if missing is None else pytest.raises(ConfigError):
        PlatformModel(load_config(asked)).run()


def test_another_question_is_not_put_in_the_place_of_an_answer(tmp_path):
    write_study(plan_compare(SMALL, tmp_path))
    before = (tmp_path / "kol_mix/study.json").read_bytes()
    for change, said in (
        ("population.n_users=2000", "population.n_users: 1000, now 2000"),
        ("~study.arms.pyramid", "without arms pyramid"),
        ("study.outcomes=[gmv]", "first outcome: reach, now gmv"),
        ("seed=5", "seed: 0, now 5"),
    ):
        with pytest.raises(OtherRunError, match=said) as refused:
            write_study(plan_compare([*SMALL, change], tmp_path))
        assert "--replace" in str(refused.value)
    assert (tmp_path / "kol_mix/study.json").read_bytes() == before
    for same in ("study.replicates=4", "study.interval_level=0.9", "+study.arms.rich=['campaign.budget_cny=9e5']"):
        write_study(plan_compare([*SMALL, same], tmp_path))
        write_study(plan_compare(SMALL, tmp_path), may_replace=True)


def test_a_second_command_is_refused_before_it_writes(tmp_path):
    hold = "import sys, time; from pathlib import Path; from xhs_sim.study.lock import only_one\n"
    hold += "with only_one(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path / "run")], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StudyError, match="another command is at work"):
            carry_out_sweep(plan_sweep(["n_days=1,2"], tmp_path), Where())
        holder.kill()
    assert [path.name for path in (tmp_path / "run").iterdir()] == [".lock"]


@pytest.mark.parametrize("names", [["effects.parquet"], ["Figures"], ["runs"], ["inputs"], ["b", "B"]])
def test_arm_names_that_mean_something_else_in_the_folder_are_refused(names):
    arms = "{nothing: [], " + ", ".join(f"{name}: []" for name in names) + "}"
    with pytest.raises(ConfigError, match=r"reserved|one folder"):
        load_config([f"++study.arms={arms}", "study.baseline=nothing"])


def test_folders_are_held_together_or_not_at_all(tmp_path):
    with only_one(tmp_path / "a", tmp_path / "b", tmp_path / "a"):
        assert (tmp_path / "b" / ".lock").exists()


def test_nothing_is_told_of_damaged_runs(market):
    reused(market)
    refuse_damaged(Path("out/toy"))
    Path("out/toy/b/seed=0/metrics.parquet").write_bytes(b"\0" * 100)
    for folder in ("out/toy", "out/toy/b/seed=0"):
        with pytest.raises(StudyError, match=r"b/seed=0/metrics.parquet is damaged\ngive the command"):
            refuse_damaged(Path(folder))
