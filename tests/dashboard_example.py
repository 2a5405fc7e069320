"""A made-up folder of studies, as commands leave them: for the tests of the dashboard."""

import json
from pathlib import Path

import polars as pl
from report_example import ARMS, plain_config, write_experiment
from report_verdict import write_verdict

from xhs_sim.records.run_list import write_run_list

HOSTILE = "<img src=x onerror=alert(1)> KOC"  # what an arm may be called
LONG = "A creator mix with a long name"  # 30 characters


def write_studies(root: Path, replicates: int = 6) -> Path:
    """Write a comparison, a sweep, a search, an inquiry, a test of the ranking and an import; return the folder."""
    write_comparison(root / "launch", replicates)
    write_sweep(root / "swept" / "kol_mix")
    write_search(root / "best" / "kol_mix")
    write_doubts(root / "doubts" / "kol_mix")
    write_import(root / "own" / "data")
    return root


def write_comparison(out: Path, replicates: int = 6) -> Path:
    """Write a judged comparison whose arms have names that a page must show as they are; return it."""
    folder = write_verdict(write_experiment(out, replicates=replicates))
    config = plain_config(ARMS[1], ARMS, replicates)
    config["study"]["labels"] = {"koc_spread": HOSTILE, "pyramid": LONG}
    origin = {
        "command": ["xhs-sim", "compare", "experiment=kol_mix"], "config": config, "arms": {arm: [] for arm in ARMS},
        "question": {}, "inputs": {},
    }  # fmt: skip
    (folder / "study.json").write_text(json.dumps(origin))
    write_run_list(folder, [(arm, seed, seed) for arm in ARMS for seed in range(replicates)])
    return folder


def write_sweep(folder: Path, *, is_finished: bool = True) -> Path:
    """Write a sweep of two parameters at two values each, two arms, three replicates; one point failed."""
    (folder / "runs").mkdir(parents=True)
    values = [(leak, fee) for leak in (0.5, 0.7) for fee in (1.0, 2.0)]
    points = [{"commerce.leak_share": leak, "creators.offers.price": fee} for leak, fee in values]
    config = {
        "campaign": {"brand": "qingrou"},
        "study": {"replicates": 3, "baseline": "nothing", "question": "Which mix?", "outcomes": ["gmv"]},
    }
    origin = {
        "experiment": "kol_mix", "command": ["xhs-sim", "sweep"], "parameters": [*points[0]], "points": points,
        "problems": {}, "config": config, "arms": {"nothing": [], "koc_spread": []},
    }  # fmt: skip
    (folder / "plan.json").write_text(json.dumps(origin))
    n = 24 if is_finished else 7
    for i in range(n):
        (folder / "runs" / f"{i:020x}.parquet").write_bytes(b"")
    if is_finished:
        rows = [
            {"point": f"p{i}", **point, "arm": arm, "replicate": r, "seed": r, "metric": "gmv", "brand": "qingrou",
             "line": None, "tier": None, "value": 1000.0 * (arm != "nothing") + 100.0 * i + 10.0 * r, "unit": "CNY",
             "error": None}
            for i, point in enumerate(points) for arm in ("nothing", "koc_spread") for r in range(3)
        ]  # fmt: skip
        rows[-1] |= {"value": None, "metric": None, "error": "killed"}
        text = dict.fromkeys(("line", "tier", "error", "brand", "metric"), pl.String)
        pl.DataFrame(rows, schema_overrides=text).write_parquet(folder / "sweep.parquet")
        table = pl.DataFrame([{"point": f"p{i}", **point, "problem": None} for i, point in enumerate(points)])
        table.with_columns(pl.col("problem").cast(pl.String)).write_parquet(folder / "points.parquet")
    return folder


def write_search(folder: Path) -> Path:
    """Write a search for the best split of 100,000 yuan between two pots, on two goals."""
    folder.mkdir(parents=True)
    aims = [{"metric": "gmv", "is_higher_better": True}, {"metric": "reach", "is_higher_better": True}]
    origin = {
        "experiment": "kol_mix", "command": ["xhs-sim", "optimise"], "money_cny": 100_000.0, "aims": aims,
        "plan": {"runs": 80, "step": 0.1}, "config": {"study": {"question": "Which mix?"}},
    }  # fmt: skip
    (folder / "optimise.json").write_text(json.dumps(origin))
    curve = [
        {"kind": "curve", "name": pot, "share": share, "gain": gain * share, "gain_low": gain * share - 500,
         "gain_high": gain * share + 500, "more": None, "more_low": None, "more_high": None}
        for pot, gain in (("koc", 9000.0), ("head", 4000.0)) for share in (0.0, 0.5, 1.0)
    ]  # fmt: skip
    following = [
        {"kind": "next", "name": pot, "share": 1.1, "gain": None, "gain_low": None, "gain_high": None, "more": more,
         "more_low": more - 5000, "more_high": more + 5000}
        for pot, more in (("head", 2000.0), ("koc", 20_000.0))
    ]  # fmt: skip
    following.append(
        {**following[0], "name": "waist", "more": 0.0, "more_low": None, "more_high": None}
    )  # nobody there
    pl.DataFrame([*curve, *following], infer_schema_length=None).write_parquet(folder / "response.parquet")
    tried = [(0, 0, True, 100.0, 0.5), (0, 1, True, 300.0, 0.5), (1, 0, True, -50.0, 1.0), (1, 1, True, None, 1.0),
             (2, 0, False, 900.0, 0.8), (2, 1, False, 1100.0, 0.8)]  # fmt: skip
    trials = [
        {"point": point, "replicate": seed, "is_screen": is_screen, "gain.gmv": gain, "gain.reach": -2.0 * seed,
         "share.koc": share, "share.head": 1.0 - share, "value.campaign.start_day": 3 + point}
        for point, seed, is_screen, gain, share in tried
    ]  # fmt: skip
    pl.DataFrame(trials).write_parquet(folder / "trials.parquet")
    front = pl.DataFrame({"gmv": [1.0, 2.0], "reach": [4.0, 3.0], "gmv_low": [0.5, 1.5], "gmv_high": [1.5, 2.5],
                          "is_on_front": [True, False]})  # fmt: skip
    front.write_parquet(folder / "front.parquet")
    return folder


def write_doubts(folder: Path) -> Path:
    """Write what decides a result, and how often the ranking stands."""
    folder.mkdir(parents=True)
    config = {"study": {"question": "Which mix?", "baseline": "nothing"}}
    (folder / "sensitivity.json").write_text(json.dumps({"experiment": "kol_mix", "config": config, "arms": {}}))
    indices = [
        {"parameter": name, "method": "sobol", "measure": measure, "output": "gain", "value": value,
         "low": value - 0.1, "high": value + 0.1, "n": 12, "failed": 0}
        for name, value in (("luck", 0.2), ("commerce.leak_share", 0.7)) for measure in ("S1", "ST")
    ]  # fmt: skip
    pl.DataFrame(indices).write_parquet(folder / "indices.parquet")
    leads = {
        "koc_spread": {"times": 9, "of": 10, "low": 0.6, "high": 0.98},
        "pyramid": {"times": 1, "of": 10, "low": 0.02, "high": 0.4},
        "": {"times": 0, "of": 10, "low": 0.0, "high": 0.28},
    }  # fmt: skip
    found = {"config": config, "leads": leads, "numbers": 214, "metric": "gmv", "arms": ["nothing", "koc_spread"]}
    (folder / "robustness.json").write_text(json.dumps(found))
    pl.DataFrame({"kind": ["draw"]}).write_parquet(folder / "robustness.parquet")
    ends = [
        {"parameter": "feed.ladder.bar", "value": value, "gap_change": change, "gap_change_low": change - 10.0,
         "gap_change_high": change + 10.0}
        for value, change in ((0.1, -300.0), (0.9, 500.0))
    ]  # fmt: skip
    pl.DataFrame(ends).write_parquet(folder / "tornado.parquet")
    return folder


def write_import(folder: Path) -> Path:
    """Write imported notes: two weeks of twelve notes, and a week of three, which is too few to be told."""
    folder.mkdir(parents=True)
    days = ["2025-03-03"] * 12 + ["2025-03-10"] * 12 + ["2025-03-17"] * 3
    notes = pl.DataFrame({
        "key": [f"k{i}" for i in range(27)], "captured_at": ["2025-04-01"] * 27,
        "published_at": pl.Series(days).str.to_datetime(), "likes": list(range(27)),
    })  # fmt: skip
    notes.write_parquet(folder / "notes.parquet")
    imports = [{"tables": [{"rows": 30, "blank_rows": 2, "repeats": 1}]}]
    (folder / "manifest.json").write_text(json.dumps({"imports": imports, "tables": {"notes": {"rows": 27}}}))
    return folder
