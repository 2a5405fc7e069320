"""``xhs-sim backtest``, as it is typed: a campaign that the model itself made, written as exports, and replayed."""

import csv
import json
from datetime import date, timedelta

import polars as pl
import pytest
from made_campaign import ads, paid_notes, put
from typer.testing import CliRunner

from xhs_sim.backtest.figures import counts_of
from xhs_sim.backtest.foretold import hold
from xhs_sim.backtest.past import read_past
from xhs_sim.backtest.plan import plan_backtest
from xhs_sim.backtest.shown import read_shown
from xhs_sim.cli.app import app
from xhs_sim.config import ConfigError
from xhs_sim.study import submit_runs

SMALL = ("population.audience=40000", "population.n_users=2000", "study.replicates=8", "campaign.ads.targeting=broad")
TRUE_SEED = "seed=77"
NOTES = ("笔记ID", "数据更新日期", "博主昵称", "博主粉丝量", "笔记类型", "笔记标题", "笔记发布日期", "订单ID",
         "博主报价", "服务费金额", "曝光量", "阅读量", "点赞量", "收藏量", "评论量")  # fmt: skip
ADS = ("时间", "创意名称", "创意ID", "笔记ID", "消费", "展现量", "点击量", "互动量")
NAME, TITLE = "某位不可说的博主", "一篇不可说的笔记"


def write(path, head, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def exported(folder, run_dir, plan, times=1):
    """Write what a run of the model came to as 蒲公英 and 聚光 would."""
    records = {
        name: pl.read_parquet(run_dir / "records" / f"{name}.parquet") for name in ("notes", "contracts", "ad_daily")
    }
    own = records["notes"].filter("is_sponsored", brand=plan.config.campaign.brand).join(
        records["contracts"].select("note", "fee_cny", "service_fee_cny", whole="followers"), on="note"
    )  # fmt: skip
    start = date.fromisoformat(f"{plan.config.calendar.start}")
    seen, rows = start + timedelta(days=plan.last_day), []
    for i, row in enumerate(own.sort("published_day", "note").to_dicts()):
        acts = [times * row[name] for name in ("impressions", "reads", "likes", "saves", "comments")]
        kind = "视频" if row["format"] == "video" else "图文"
        day, money = start + timedelta(days=row["published_day"]), (row["fee_cny"], row["service_fee_cny"])
        own_words = f"{i:024x}", seen, NAME + str(i), row["whole"], kind, TITLE + str(i)
        rows.append([*own_words, day, 10**18 + i, *money, *acts])
    paid = records["ad_daily"].filter(source="brand").to_dicts()
    shown = [
        [start + timedelta(days=row["day"]), "创意", 5000 + k, f"{k % 4:024x}", row["spend_fen"] / 100 / 4,
         *(round(sum(row[name] for name in names) / 4) for names in (
             ("impressions",), ("clicks",), ("likes", "saves", "comments", "shares", "follows")))]
        for row in paid if row["spend_fen"] > 0 for k in range(4)
    ]  # fmt: skip
    return [write(folder / "notes.csv", NOTES, rows), write(folder / "ads.csv", ADS, shown)]


def typed(*words):
    return CliRunner().invoke(app, [*map(str, words)], catch_exceptions=True)


@pytest.fixture(scope="module")
def replayed(tmp_path_factory):
    """A run that plays the real platform, replayed as its exports tell it, and with five times the notes' results."""
    folder = tmp_path_factory.mktemp("backtest")
    past = read_past(put(folder / "made", notes=paid_notes(24, followers=330, fee=60.0), ads=ads(cny=6.0)))
    plan = plan_backtest(past, (), (*SMALL, TRUE_SEED, "study.replicates=1"), folder / "true")
    assert submit_runs(plan.requests)[0].error is None
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XHS_SIM_CONFIG", str(tmp_path_factory.mktemp("secret")))
        for times, language in ((1, "en"), (5, "zh")):
            (folder / str(times)).mkdir()
            files = exported(folder / str(times), plan.requests[0].run_dir, plan, times)
            assert typed("data", "import", *files, "--out", folder / str(times)).exit_code == 0
            words = (folder / str(times) / "data", *SMALL, "--out", folder, "--lang", language)
            result = typed("backtest", *words)  # the same plan: replays of the first are taken again
            assert result.exit_code == 0, result.exception
            about = json.loads((folder / "backtest" / "backtest.json").read_text(encoding="utf-8"))
            found[times] = result, about
    return folder, found


def test_a_campaign_of_the_model_itself_lies_inside(replayed):
    folder, found = replayed
    result, about = found[1]
    assert {"notes", "ads"} <= {row["part"] for row in about["figures"]}
    inside = [row["inside"] for row in about["figures"]]
    assert sum(inside) >= 0.8 * len(inside)
    assert "lie where a single campaign was to be expected" in result.stdout
    assert (folder / "backtest" / "figures" / "backtest.png").stat().st_size > 10_000


def test_five_times_the_result_is_told_outside_with_its_step(replayed):
    result, about = replayed[1][5]
    off = {row["figure"] for row in about["figures"] if not row["inside"]}
    assert {"note_impressions", "note_reads"} <= off
    steps = {row["step"]: row for row in about["steps"] if row["part"] == "notes"}
    assert max(steps.values(), key=lambda row: abs(row["log"]))["step"] == "shown"
    assert steps["shown"]["outside"]
    assert "单篇笔记曝光" in result.stdout


def test_single_campaigns_lie_inside_at_about_the_promised_rate(replayed):
    folder, found = replayed
    past = read_past(folder / "1" / "data")
    runs = sorted((folder / "backtest" / "run").glob("seed=*"))
    shown = [read_shown(run, "qingrou", past.engagement, (3, found[1][1]["days"]["run"] - 1)).counts for run in runs]
    inside = []
    for i, each in enumerate(shown):
        actual = {**counts_of(past, past.last), **each}
        inside += hold(actual, [*shown[:i], *shown[i + 1 :]], 0.9)["inside"].to_list()
    assert len(inside) > 100
    assert 0.8 <= sum(inside) / len(inside) <= 0.99


def test_no_name_title_or_id_of_the_files_is_in_any_output(replayed):
    folder, found = replayed
    wanted = [NAME, TITLE, f"{11:024x}", str(10**18 + 3)]
    files = [file for name in ("backtest", "1/data", "5/data") for file in (folder / name).rglob("*") if file.is_file()]
    assert len(files) > 20
    held = b"".join(file.read_bytes() for file in files) + found[1][0].output.encode()
    assert [each for each in wanted if each.encode() in held] == []


def test_sentences_are_kept_in_both_languages(replayed):
    said = replayed[1][1][1]["said"]
    assert len(said["en"]) == len(said["zh"]) > 4


def test_an_import_without_a_campaign_is_refused(tmp_path):
    folder = put(tmp_path / "data", accounts=pl.DataFrame({"user_id": [1]}))
    result = typed("backtest", folder, "--out", tmp_path)
    assert isinstance(result.exception, ConfigError)
    assert "no campaign" in str(result.exception)
    assert not (tmp_path / "backtest").exists()


def test_a_key_that_does_not_exist_is_refused_before_anything_runs(tmp_path):
    folder = put(tmp_path / "data", notes=paid_notes())
    result = typed("backtest", folder, "campaign.no_such=1", "--out", tmp_path)
    assert isinstance(result.exception, ConfigError)
    assert not (tmp_path / "backtest").exists()
