"""A made-up experiment on disk, in the layout that ``compare`` leaves: for the tests of report and page.

Numbers are plausible, paired by seed, and drawn from a fixed generator; nothing here runs the model.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import yaml
from report_paid import write_paid
from scipy.stats import t as student_t

from xhs_sim.config import list_experiments, load_config
from xhs_sim.metrics import METRICS
from xhs_sim.report import FIGURES
from xhs_sim.study.lessons import learn_lessons

BRAND = "qingrou"
ARMS = ("nothing", "head_heavy", "pyramid", "koc_spread")
N_USERS, N_DAYS = 100_000, 28
# per arm: impressions, reach, clicks per impression, orders per click
STRENGTH = {
    "nothing": (9_000, 7_500, 0.085, 0.011),
    "head_heavy": (148_000, 61_000, 0.088, 0.012),
    "pyramid": (171_000, 66_000, 0.094, 0.0125),
    "koc_spread": (176_000, 58_000, 0.103, 0.013),
    "again": (9_000, 7_500, 0.085, 0.011),
}
SPEND = {"nothing": 0.0, "head_heavy": 291_400.0, "pyramid": 297_900.0, "koc_spread": 299_300.0, "again": 0.0}
CREDITED = {"last_touch": 1.02, "first_touch": 1.1, "linear": 1.06}  # of GMV
FESTIVALS = {
    "shopping_618": {"en": "6.18 Shopping Festival", "zh": "618 大促", "first": ["05-26"], "n_days": 24, "lift": {}},
    "childrens_day": {"en": "Children's Day", "zh": "儿童节", "first": ["06-01"], "n_days": 1, "lift": {}},
}
UNITS = {"reach": "users", "gmv": "CNY", "spend": "CNY", "stickiness": "share", "iroas": "CNY per CNY"}


def write_experiment(out: Path, *, arms: tuple[str, ...] = ARMS, replicates: int = 6, n_days: int = N_DAYS) -> Path:
    """Write ``<out>/kol_mix`` with all its runs and effects; return it."""
    folder = out / "kol_mix"
    frames = []
    for arm in arms:
        for seed in range(replicates):
            metrics = write_run(folder / arm / f"seed={seed}", arm, seed, arms, replicates, n_days)
            frames.append(metrics.select(pl.lit(arm).alias("arm"), pl.lit(seed).alias("seed"), pl.all()))
    table = pl.concat(frames)
    effects = pl.concat([_effects(table.filter(pl.col("day").is_null()), arms), _returns(table, arms)])
    effects.drop("day").write_parquet(folder / "effects.parquet")
    _lessons(table, arms, replicates).write_parquet(folder / "lessons.parquet")
    _effects(table.filter(pl.col("metric") == "dau", pl.col("day").is_not_null()), arms).write_parquet(
        folder / "effects_daily.parquet"
    )
    return folder


def _lessons(table: pl.DataFrame, arms: tuple[str, ...], replicates: int) -> pl.DataFrame:
    """What the made-up runs teach; the young are reached more, by more money."""
    runs = table.with_columns(replicate=pl.col("seed").cast(pl.Int32))
    rows = [
        {"arm": arm, "replicate": seed, "brand": BRAND, "gender": gender, "age_band": age, "city_tier": "tier_1",
         "education_level": "bachelor",
         "users": 10_000, "reached": 700 + int(SPEND[arm] / 100 * pull) + 10 * seed, "bought": 5 + seed % 2}
        for arm in arms for seed in range(replicates) for gender in ("male", "female")
        for age, pull in (("a18_24", 1.5 + 0.01 * (seed % 2)), ("a25_34", 1.2), ("over_44", 0.8))
    ]  # fmt: skip
    segments = pl.DataFrame(rows, schema_overrides={"replicate": pl.Int32})
    return learn_lessons(runs, segments, brand=BRAND, arms=list(arms), baseline="nothing", level=0.95)


def write_goal(folder: Path) -> Path:
    """Give an experiment a goal that its second arm reaches and its first mostly does not; return it."""
    write_goal_table(folder)
    for path in folder.glob("*/seed=*/config.yaml"):
        config = yaml.safe_load(path.read_text())
        config["study"]["goal"] = {"metric": "gmv", "at_least": 5000.0, "measure": "effect"}
        path.write_text(yaml.safe_dump(config, sort_keys=False))
    return folder


def write_goal_table(folder: Path) -> None:
    """Write ``goal.parquet`` alone."""
    goal = {
        "arm": ARMS[1:3], "metric": "gmv", "at_least": 5000.0, "measure": "effect", "better": "higher",
        "mean": [4500.0, 9000.0], "n": [3, 3], "reached": [1, 3],
    }  # fmt: skip
    pl.DataFrame(goal).write_parquet(folder / "goal.parquet")


def write_run(
    folder: Path, arm: str, seed: int, arms: tuple[str, ...] = ARMS, replicates: int = 6, n_days: int = N_DAYS
) -> pl.DataFrame:
    """Write one run's folder; return its metrics."""
    (folder / "records").mkdir(parents=True)
    totals, daily = _numbers(arm, seed, n_days)
    rows: list[dict[str, Any]] = [_row(name, None, value) for name, value in totals.items()]
    rows += [_row(name, day, float(v)) for name, series in daily.items() for day, v in enumerate(series)]
    schema = {"metric": pl.String, "brand": pl.String, "day": pl.Int32, "value": pl.Float64, "unit": pl.String}
    metrics = pl.DataFrame(rows, schema=schema)
    metrics.write_parquet(folder / "metrics.parquet")
    _write_records(folder / "records", arm, totals, daily, n_days)
    (folder / "config.yaml").write_text(yaml.safe_dump(plain_config(arm, arms, replicates), sort_keys=False))
    manifest = {
        "commit": "0f3c2a9d", "engine": "0f3c2a9d", "versions": {"python": "3.11.9", "mesa": "3.3.1"},
        "config_digest": "a1" if arm in ("nothing", "again") else f"d-{arm}", "seed": seed, "arm": arm,
        "experiment": "kol_mix", "wall_s": 21.4, "peak_mb": 412.0, "status": "ok", "error": None,
        "n_days": n_days, "n_users": N_USERS,
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return metrics


def fail_run(folder: Path, error: str) -> None:
    """Turn a run into one that failed."""
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "status": "failed", "error": error}))


@cache
def judging() -> dict[str, Any]:
    """The rules that are shipped, but for how large a market must be."""
    return load_config(["study.judging.limits.least_audience=0"]).study.judging.model_dump()


def plain_config(arm: str, arms: tuple[str, ...], replicates: int) -> dict[str, Any]:
    """The part of a run's settings that the report reads."""
    shares = "{head: 0.7, waist: 0.3}"
    return {
        "name": "kol_mix", "n_days": N_DAYS,
        "population": {"n_users": N_USERS, "platform_mau": 3.2e8, "visit_concentration": 1.4},
        "campaign": {"brand": BRAND, "budget_cny": 300_000.0 if SPEND[arm] else 0.0, "quality_effect": 0.3,
                     "prices": {"exponent": 0.85}},
        "commerce": {"refund_share": 0.18},
        "graph": load_config().graph.model_dump(mode="json"),
        "calendar": {"start": "2025-05-20", "events": FESTIVALS},
        "study": {
            "question": list_experiments()["kol_mix"], "baseline": "nothing", "replicates": replicates,
            "interval_level": 0.95, "arms": {a: [f"campaign.tier_shares={shares}"] for a in arms},
            "outcomes": ["reach", "brand_impressions", "brand_engagements", "influenced_gmv", "gmv"],
            "judging": judging(),
        },
        "report": {"language": "en", "brand_focus": BRAND},
    }  # fmt: skip


def _row(name: str, day: int | None, value: float | None) -> dict[str, Any]:
    platform = name in ("dau", "mau", "stickiness", "ctr") or name.endswith("retention")
    unit = UNITS.get(name, "count")
    return {"metric": name, "brand": None if platform else BRAND, "day": day, "value": value, "unit": unit}


def _numbers(arm: str, seed: int, n_days: int) -> tuple[dict[str, float | None], dict[str, Any]]:
    shared, own = (
        np.random.default_rng([seed, 1]),
        np.random.default_rng([seed, 2, sum(map(ord, arm.replace("again", "nothing")))]),
    )
    seen, reach, ctr, rate = STRENGTH[arm]
    days = np.arange(n_days)
    tail = np.where(days < 5, 0.05, np.exp(-np.abs(days - 9) / (3.0 if days.size else 1)) + 0.06)
    shape = tail / tail.sum() if arm not in ("nothing", "again") else np.full(n_days, 1 / n_days)
    level = seen * shared.normal(1, 0.03) * own.normal(1, 0.02)
    impressions = level * shape * own.normal(1, 0.03, n_days)
    clicks = impressions.sum() * ctr
    orders = clicks * rate * shared.normal(1, 0.06) * own.normal(1, 0.03)
    cumulative = (
        reach * (1 - np.exp(-3 * np.cumsum(shape))) / (1 - np.exp(-3)) * shared.normal(1, 0.01) * own.normal(1, 0.004)
    )
    dau = 36_000 * (1 + 0.03 * np.sin(days * 2 * np.pi / 7)) * shared.normal(1, 0.004) + (seen / 4_000) * (days > 6)
    spend, gmv = SPEND[arm], orders * 198.0
    totals: dict[str, float | None] = {
        "dau": float(dau.mean()), "mau": 98_000.0, "stickiness": float(dau.mean()) / 98_000, "ctr": 0.081,
        "d1_retention": float(0.41 + shared.normal(0, 0.004)),
        "d7_retention": float(0.27 + shared.normal(0, 0.004)),
        "d30_retention": None, "brand_impressions": float(impressions.sum()), "reach": float(cumulative[-1]),
        "frequency": float(impressions.sum() / cumulative[-1]), "brand_clicks": float(clicks),
        "brand_reads": float(clicks), "brand_ctr": ctr, "brand_engagements": float(clicks * 0.094),
        "product_visits": float(clicks * 0.11), "carts": float(clicks * 0.034), "orders": float(orders),
        "gmv": float(gmv), "influenced_gmv": float(gmv * 2.6), "buyers": float(orders * 0.97), "spend": spend,
        "attributed_gmv": float(gmv * 1.15),
        "roas": float(gmv * 1.15 / spend) if spend else None, "sponsored_notes": spend / 1000.0,
    }  # fmt: skip
    totals = {name: 1 + ctr for name in FIGURES if name in METRICS} | totals  # whatever has a figure of its own
    totals |= {f"attributed_gmv_{rule}": float(gmv * share) for rule, share in CREDITED.items()}
    daily = {"dau": dau, "brand_impressions": impressions, "reach": cumulative, "orders": orders * shape}
    return totals, daily


def _write_records(folder: Path, arm: str, totals: dict[str, float | None], daily: dict[str, Any], n_days: int) -> None:
    reach, often = float(totals["reach"] or 0), float(totals["frequency"] or 1)
    chance = 1 / max(often, 1.01)
    users = [int(N_USERS - reach)] + [int(reach * chance * (1 - chance) ** k) for k in range(30)]
    pl.DataFrame({"brand": BRAND, "frequency": range(31), "users": users}).write_parquet(
        folder / "reach_frequency.parquet"
    )
    grown = daily["reach"]
    states = {
        "n_aware": grown * 0.32, "n_interested": grown * 0.09, "n_deeply_interested": grown * 0.021,
        "n_bought": np.cumsum(daily["orders"]), "n_recommending": np.cumsum(daily["orders"]) * 0.12,
    }  # fmt: skip
    whole = {name: values.astype(np.int64) for name, values in states.items()}
    pl.DataFrame({"day": np.arange(n_days, dtype=np.int32), "brand": BRAND, **whole}).write_parquet(
        folder / "brand_daily.parquet"
    )
    paid_days = [] if arm in ("nothing", "again") else range(5, min(12, n_days))
    write_paid(folder, BRAND, paid_days)


def _effects(table: pl.DataFrame, arms: tuple[str, ...]) -> pl.DataFrame:
    keys = ["metric", "brand", "unit", "day"]
    base = table.filter(pl.col("arm") == "nothing").select(*keys, "seed", base="value")
    pairs = table.filter(pl.col("arm") != "nothing").join(base, on=[*keys, "seed"], nulls_equal=True)
    return _summed(pairs.with_columns(diff=pl.col("value") - pl.col("base")), keys)


def _returns(table: pl.DataFrame, arms: tuple[str, ...]) -> pl.DataFrame:
    whole = table.filter(pl.col("day").is_null(), pl.col("metric").is_in(["gmv"]))
    base = whole.filter(pl.col("arm") == "nothing").select("seed", base="value")
    pairs = whole.filter(~pl.col("arm").is_in(["nothing", "again"])).join(base, on="seed")
    spend = pl.col("arm").replace_strict(SPEND, return_dtype=pl.Float64)
    named = pairs.with_columns(
        metric=pl.lit("iroas"), unit=pl.lit("CNY per CNY"), diff=(pl.col("value") - pl.col("base")) / spend
    )
    return _summed(named, ["metric", "brand", "unit", "day"])


def _summed(pairs: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    se = pl.col("diff").std() / pl.len().sqrt()
    table = pairs.group_by([*keys, "arm"], maintain_order=True).agg(
        n_pairs=pl.len(), treatment=pl.col("value").mean(), baseline=pl.col("base").mean(),
        diff=pl.col("diff").mean(),
        se=se, se_independent=((pl.col("value").var() + pl.col("base").var()) / pl.len()).sqrt() * 3,
    )  # fmt: skip
    half = pl.col("se") * pl.col("n_pairs").map_elements(
        lambda n: float(student_t.ppf(0.975, max(n - 1, 1))), return_dtype=pl.Float64
    )
    ranked = pl.col("diff").rank("dense", descending=True).over(keys)
    return table.with_columns(
        baseline_arm=pl.lit("nothing"), ci_low=pl.col("diff") - half, ci_high=pl.col("diff") + half,
        level=pl.lit(0.95),
        correlation=pl.lit(0.9), se_ratio=pl.col("se") / pl.col("se_independent"),
        p_best=pl.when(ranked == 1).then(0.86).otherwise(0.07),
    )  # fmt: skip
