"""``xhs-sim brief``: what it asks, writes, checks and prints."""

import json
import sys

import jsonschema
import pytest
import yaml
from brief_play import EXAMPLES, growth, launch

from xhs_sim.brief import json_schema
from xhs_sim.brief.home_market import CAMPAIGN
from xhs_sim.cli import main
from xhs_sim.config import load_config

CHINESE = ["雪肌", "护肤", "冰霜", "¥99", "曝光量", "触达", "500", "5万", "2026-13-13", "2027年1月4日"]


@pytest.fixture
def cli(monkeypatch, capsys, tmp_path):
    """Call ``cli("brief", ...)`` with answers typed; returns (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments, typed=None):
        from io import StringIO

        monkeypatch.setattr(sys, "stdin", StringIO("" if typed is None else "\n".join(typed) + "\n"))
        monkeypatch.setattr(sys, "argv", ["xhs-sim", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


@pytest.mark.parametrize("name", ["launch.yaml", "新品.yaml", "new one.yml", "true.yaml"])
def test_what_it_writes_unasked_passes_its_own_check(cli, tmp_path, name):
    assert cli("brief", "new", name, "--yes")[0] == 0
    code, out, err = cli("brief", "check", name)
    assert (code, err) == (0, "")
    assert "can be compared; 2 tactics" in out
    assert "smallest market that holds the plan and gives a verdict" in out
    assert (tmp_path / name).is_file()


def test_it_asks_again_with_the_reason_and_takes_chinese_answers(cli, tmp_path):
    code, out, _ = cli("brief", "new", "新品.yaml", typed=CHINESE)
    assert code == 0
    assert "'曝光量' is none of these: " in out
    assert "there is no month 13 (1 to 12)" in out
    assert "skincare 护肤健康" in out
    plain = yaml.safe_load((tmp_path / "新品.yaml").read_text(encoding="utf-8"))
    assert plain["brand"] == {"name": "雪肌", "topic": "skincare"}
    assert plain["product"] == {"name": "冰霜", "price_cny": 99}
    assert (plain["budget_cny"], str(plain["phases"]["launch"]["first_day"])) == (50_000, "2027-01-04")
    assert plain["objectives"] == [{"kind": "reach", "goal": 500}]
    assert cli("brief", "check", "新品.yaml")[0] == 0


def test_what_its_check_refuses_is_asked_once_more_before_anything_is_written(cli, tmp_path):
    first = ["qingrou", "", "", "reach", "900万", "5万", ""]
    code, out, _ = cli("brief", "new", "big.yaml", typed=[*first, "", "", "", "", "3万", "", ""])
    assert code == 0
    assert "more than 1,000,000, the people of the market" in out
    plain = yaml.safe_load((tmp_path / "big.yaml").read_text(encoding="utf-8"))
    assert plain["objectives"] == [{"kind": "reach", "goal": 30_000}]


def test_leaving_in_the_middle_leaves_no_file(cli, tmp_path):
    assert cli("brief", "new", "half.yaml", typed=CHINESE[:4])[0] != 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_written_over(cli, tmp_path):
    (tmp_path / "mine.yaml").write_text("name: mine\n")
    code, _, err = cli("brief", "new", "mine.yaml", "--yes")
    assert code != 0
    assert "mine.yaml is there already" in err
    assert (tmp_path / "mine.yaml").read_text() == "name: mine\n"


def test_an_experiment_beside_a_brief_is_refused(cli):
    cli("brief", "new", "a.yaml", "--yes")
    code, _, err = cli("compare", "brief=a.yaml", "experiment=kol_mix")
    assert code != 0
    assert "experiment=kol_mix beside brief=a.yaml" in err


@pytest.mark.parametrize("command", ["compare", "sweep"])
def test_two_briefs_are_refused_in_one_line_that_contradicts_nothing(cli, command):
    code, _, err = cli(command, "brief=a.yaml", "brief=b.yaml")
    assert code == 2
    assert err.strip().splitlines() == [
        "xhs-sim: one brief at a time: brief=a.yaml and brief=b.yaml were given; give one command for each"
    ]


def test_the_schema_takes_what_the_form_takes_and_is_printed_or_written(cli, tmp_path):
    schema = json.loads(cli("brief", "schema")[1])
    assert schema == json_schema(load_config([CAMPAIGN]))
    assert cli("brief", "schema", "--out", "s/brief.json")[0] == 0
    assert json.loads((tmp_path / "s" / "brief.json").read_text(encoding="utf-8")) == schema
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    plains = [launch(), growth(), *(yaml.safe_load(path.read_text(encoding="utf-8")) for path in EXAMPLES)]
    for plain in plains:
        validator.validate(json.loads(json.dumps(plain, default=str)))
    for wrong in ({"slogan": 1}, {"budget_cny": "a lot"}, {"market": {"n_users": 3}}, {"event": {"city": "成都"}}):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate(json.loads(json.dumps(launch() | wrong, default=str)))


def test_every_entry_of_the_schema_says_what_it_is():
    schema = json_schema(load_config([CAMPAIGN]))
    assert not [name for name, part in schema["$defs"].items() if not part.get("description")]
    assert "护肤健康" in schema["$defs"]["BrandBrief"]["properties"]["topic"]["description"]
    assert "成都" in schema["$defs"]["EventBrief"]["properties"]["city"]["description"]
