"""A study is made again from its folder alone, and what its page says can be typed."""

import html
import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import polars as pl
import pytest
from toy_play import play

from xhs_sim.cli import execute, main
from xhs_sim.cli.compare import carry_out_comparisons
from xhs_sim.cli.options import Way
from xhs_sim.cli.written import write_report
from xhs_sim.config import ConfigError
from xhs_sim.study import plan_compare
from xhs_sim.study.changes import changed, changes_of
from xhs_sim.study.kept_inputs import find_kept, keep
from xhs_sim.study.replay import differences, plan_replay

SMALL = ["population.n_users=1000", "n_days=2", "population.audience=0"]
KOL = ["experiment=kol_mix", *SMALL, "study.replicates=2"]
LAW = "import numpy\n\ndef mild(signals):\n    return numpy.zeros(len(signals.shown))\n"


@pytest.fixture
def cli(monkeypatch, capsys, tmp_path):
    """Call ``cli("run", ...)`` with the toy; returns (exit code, stdout, stderr)."""
    monkeypatch.setattr(execute, "play_days", play)
    monkeypatch.setattr("xhs_sim.cli.findings.write_report", lambda folder, _lang: folder / "report.html")
    monkeypatch.setattr(sys, "path", sys.path.copy())
    (tmp_path / "there").mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "there")
    Path("prices.csv").write_text("followers,image_text_quote_cny\n1000,200\n")
    Path("own_law.py").write_text(LAW)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["xhs-sim", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


CELLS = ["n_days=1,2", "seed=1,2", "population.n_users=1000", "population.audience=0,1500"]
FILES = ["campaign.prices.quotes_file=prices.csv", "ranker.weights={own_law.mild: 1.0}", "record.personal=[files]"]


@pytest.mark.parametrize(
    ("command", "folder"),
    [
        (["compare", *KOL, *FILES, "--workers", "1"], "outputs/kol_mix"),
        (["sweep", *CELLS, *FILES, "--workers", "1"], "outputs/run"),
        (["run", *SMALL, *FILES], "outputs/run/run/seed=0"),
    ],
)
def test_what_was_made_is_made_again_without_the_files_that_made_it(cli, monkeypatch, tmp_path, command, folder):
    monkeypatch.syspath_prepend(str(tmp_path / "there"))
    cli(*command)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path != str(tmp_path / "there")])
    for name in ("prices.csv", "own_law.py"):
        Path(name).unlink()
    monkeypatch.chdir(tmp_path / "elsewhere")
    source = tmp_path / "there" / folder
    code, out, err = cli("replay", str(source))
    assert "the same to the bit as" in out, err
    assert code == (1 if command[0] == "sweep" else 0)  # 1,000 readers can't stand for 1,500 people, again
    again = Path("replays") / Path(folder).relative_to("outputs")
    table = {"compare": "effects.parquet", "sweep": "sweep.parquet", "run": "metrics.parquet"}[command[0]]
    assert pl.read_parquet(again / table).equals(pl.read_parquet(source / table))
    if command[0] == "compare":  # and a replay is a study of its own
        shutil.rmtree(source)
        assert cli("replay", str(again), "--out", "third")[0] == 0


def test_a_brief_is_kept_with_its_study_and_not_needed(cli, tmp_path):
    cli("brief", "new", "launch.yaml", "--yes")
    code, _, err = cli("compare", "brief=launch.yaml", SMALL[0], SMALL[2], "study.replicates=2", "--workers", "1")
    assert code == 0, err
    study = json.loads(Path("outputs/launch/study.json").read_text())
    assert study["command"][:3] == ["xhs-sim", "compare", "brief=launch.yaml"]
    assert find_kept(Path("outputs/launch"), "launch.yaml", study["inputs"]["launch.yaml"]).parent.name == "inputs"
    Path("launch.yaml").unlink()
    assert cli("replay", "outputs/launch")[0] == 0


def test_a_study_that_stopped_by_itself_is_replayed_as_far_as_it_went(cli):
    auto = ["study.replicates=auto", "study.auto.most_runs=8", "study.auto.most_minutes=1e-6"]
    assert cli("compare", *KOL[:-1], *auto, "--workers", "1")[0] == 0
    n_runs = len(list(Path("outputs/kol_mix").glob("*/seed=*")))
    code, out, err = cli("replay", "outputs/kol_mix")
    assert (code, "the same to the bit" in out) == (0, True), err
    assert len(list(Path("replays/kol_mix").glob("*/seed=*"))) == n_runs < 8 * 4


def test_a_replay_that_differs_is_told(cli, monkeypatch):
    cli("compare", *KOL, "--workers", "1")
    manifest = Path("outputs/kol_mix/study.json")
    manifest.write_text(manifest.read_text().replace('"numpy": "', '"numpy": "0.'))
    table = Path("outputs/kol_mix/effects.parquet")
    pl.read_parquet(table).with_columns(diff=pl.col("diff") + 1).write_parquet(table)
    code, out, err = cli("replay", "outputs/kol_mix")
    assert code == 1
    assert "1 of" in out
    assert "replays/kol_mix/effects.parquet" in out
    assert "made by other versions: numpy 0." in err


def test_what_cannot_be_replayed_is_said_before_anything_runs(cli, monkeypatch):
    monkeypatch.setattr("xhs_sim.study.kept_inputs.LARGEST", 1)
    cli("compare", *KOL, FILES[0], "--workers", "1")
    assert cli("replay", "outputs/kol_mix")[0] == 0  # too large to be kept, but still the same
    Path("prices.csv").write_text("followers,image_text_quote_cny\n1000,201\n")
    for why in ("has other contents now", "is not there"):
        code, _, err = cli("replay", "outputs/kol_mix", "--out", "third")
        assert (code, "prices.csv" in err, why in err) == (2, True, True), err
        Path("prices.csv").unlink(missing_ok=True)
    assert not Path("third").exists()
    assert "choose another" in cli("replay", "outputs/kol_mix", "--out", "outputs")[2]
    assert "says what made it" in cli("replay", ".")[2]


def test_a_plug_in_that_was_not_kept_must_be_the_same(tmp_path, monkeypatch, cli):
    monkeypatch.syspath_prepend(str(tmp_path / "there"))
    cli("compare", *KOL, FILES[1], "--workers", "1")
    kept = Path("outputs/kol_mix/inputs/code/own_law.py")
    assert kept.read_text() == LAW
    kept.write_text(LAW + "# edited\n")
    assert "module own_law, which outputs/kol_mix was made with, has changed" in cli("replay", "outputs/kol_mix")[2]


def test_the_commands_on_the_page_can_be_typed(monkeypatch, cli):
    monkeypatch.setattr("xhs_sim.cli.findings.write_report", write_report)
    question = "study.question='A & B: <which>?'"
    code, _, err = cli("compare", *KOL, question, "--workers", "1")
    assert code == 0, err
    page = html.unescape(Path("outputs/kol_mix/report.html").read_text(encoding="utf-8"))
    replayed, typed = (shlex.split(line) for line in re.findall(r">(xhs-sim (?:replay|compare) .*?)</", page)[:2])
    assert replayed == ["xhs-sim", "replay", "outputs/kol_mix"]
    assert question in typed
    before = pl.read_parquet("outputs/kol_mix/effects.parquet")
    shutil.rmtree("outputs")
    assert cli(*typed[1:])[0] == 0
    assert pl.read_parquet("outputs/kol_mix/effects.parquet").equals(before)
    assert cli(*replayed[1:])[0] == 0


def test_the_model_itself_is_replayed_to_the_bit(tmp_path):
    market = ["population.n_users=300", "content.history_days=1", "campaign.start_day=0", "threads=1"]
    plan = plan_compare([*KOL, *market], tmp_path / "one")
    assert carry_out_comparisons([plan], Way(), is_here=True).show() == 0
    (again,) = plan_replay(plan.folder, tmp_path / "other")
    assert carry_out_comparisons([again], Way(), is_here=True).show() == 0
    found, n_tables = differences(plan.folder, again)
    assert (found, n_tables > 8 * 20) == ([], True)
    run = "pyramid/seed=0/records/daily.parquet"
    assert (again.folder / run).read_bytes() == (plan.folder / run).read_bytes()


def test_changes_turn_one_configuration_into_another():
    base = {"a": 1, "b": {"c": 2, "d": [1]}, "e": {"x": {}}, "f": None}
    for other in (base, {**base, "a": 1.0}, {**base, "b": {"c": 3, "d": []}}, {**base, "e": {"y.z": {"u": 1}}}):
        changes = json.loads(json.dumps(changes_of(other, base)))
        assert changed(base, changes) == other
    assert changes_of(base, base) == []


def test_a_copy_is_found_by_what_it_holds(tmp_path):
    source = tmp_path / "报价单.csv"
    source.write_text("x")
    digests = keep(tmp_path / "study", {"报价单.csv": source, "nothing": None})
    assert list(digests) == ["报价单.csv"]
    assert find_kept(tmp_path / "study", "报价单.csv", digests["报价单.csv"]).read_text() == "x"
    with pytest.raises(ConfigError, match="is not there"):
        find_kept(tmp_path / "study", "报价单.csv", "0" * 64)
