"""Made-up experiments of each kind of question: a brand's launch, an account of one's own, activities, a partner."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from made_tables import write_table
from report_example import write_experiment

from xhs_sim.report.evidence import Evidence

KINDS = ("launch", "account", "activity", "partner")
_DAYS = 28
Tables = dict[str, list[dict[str, Any]]]


def write_kind(out: Path, kind: str, *, replicates: int = 2) -> Path:
    """Write an experiment whose runs hold what its kind is told from; return its folder."""
    folder = write_experiment(out, replicates=replicates)
    for place in sorted(folder.glob("*/seed=*")):
        arm, seed = place.parent.name, int(place.name.removeprefix("seed="))
        config = yaml.safe_load((place / "config.yaml").read_text())
        config |= {"feed": {"ticks": 4}, "account": {"owner": "creator" if kind == "account" else "nobody"}}
        (place / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
        for name, rows in _TABLES[kind](arm, seed).items():
            write_table(place, name, rows)
    return folder


def with_rules(evidence: Evidence) -> Evidence:
    """Return an experiment among rules: the further down an arm, the less is seen and the more are wronged."""
    row = evidence.metrics.filter(pl.col("metric") == "dau", pl.col("day").is_null())
    place = pl.col("arm").replace_strict({arm: n + 1 for n, arm in enumerate(evidence.arms)}, return_dtype=pl.Float64)
    luck = 1 + pl.col("seed") / 50
    values = {"wrong_removal_rate": 0.002 * place * luck, "violation_prevalence": 0.03 * luck / place}
    more = [row.with_columns(metric=pl.lit(name), value=value, unit=pl.lit("share")) for name, value in values.items()]
    return replace(evidence, metrics=pl.concat([evidence.metrics, *more]))


def _launch(arm: str, seed: int) -> Tables:
    if arm == "nothing":
        return {}
    fees = [{"day": day, "kind": "creator_fee", "amount_cny": 41_000.0 + seed} for day in range(5, 12)]
    ads = [{"day": day, "kind": "feed_ads", "amount_cny": 1_250.5} for day in range(6, 20)]
    notes = [{"note": i, "published_day": 5 + i, "impressions": 9_000 * (i + 1), "likes": 40} for i in range(7)]
    media = [{"day": day, "kind": "media", "amount_cny": 700.0} for day in range(2, 5)]
    return {"ledger": [*fees, *ads, *media], "notes": notes}


def _account(arm: str, seed: int) -> Tables:
    daily = [
        {"day": day, "creator": 3, "followers": 1_000 + 2 * day, "follows": 3 + len(arm) % 3,
         "unfollows": (day + seed) % 2, "notes_published": 1, "brand": None}
        for day in range(1, _DAYS)
    ]  # fmt: skip
    notes = [
        {"note": day, "creator": 3, "published_day": day, "topic": "food",
         "format": "video" if day % 3 else "image_text", "impressions": 300 + 137 * day * (day % 4), "clicks": 30 + day,
         "likes": day, "saves": 2, "follows": day % 2, "impressions_search": 40, "brand": None}
        for day in range(1, _DAYS)
    ]  # fmt: skip
    ticks = [
        {"note": note["note"], "day": note["published_day"] + later, "tick": (note["note"] + later) % 4,
         "surface": "explore", "stage": "fresh" if later == 0 else "main",
         "impressions": note["impressions"] // 4, "clicks": 8, "likes": 1}
        for note in notes for later in range(4)
    ]  # fmt: skip
    creators = [{"creator": 3, "followers": 1_200, "tier": "koc"}]
    return {"account_daily": daily, "notes": notes, "note_ticks": ticks, "creators": creators, "contracts": []}


def _activity(arm: str, seed: int) -> Tables:
    if arm == "nothing":
        return {}
    event = [{"day": 9, "activity": "event", "people": 120 + 7 * seed, "notes": 18, "friends": 95}]
    challenge = [{"day": day, "activity": "challenge", "people": 30 + day, "notes": 30 + day} for day in range(10, 20)]
    group = [
        {"day": day, "members": 10 * day, "joined": 10, "joined_week_ago": 10, "returned": 4}
        for day in range(12, _DAYS)
    ]
    survey = [
        {"day": 10, "surveyed": who, "asked": 100, "said_aware": None, "true_aware": None, "said_interested": 30 + seed,
         "true_interested": 22}
        for who in ("visitors", "users")
    ]  # fmt: skip
    ledger = [
        {"day": 9, "kind": "event", "amount_cny": 12_000.0}, {"day": 12, "kind": "community", "amount_cny": 3_500.0},
        {"day": 15, "kind": "reward", "amount_cny": 4_020.0 + 10 * seed},
    ]  # fmt: skip
    return {
        "activity_daily": event + challenge, "community_daily": group, "surveys": survey, "ledger": ledger, "notes": [],
    }  # fmt: skip


def _partner(arm: str, seed: int) -> Tables:
    if arm == "nothing":
        return {}
    signed = {"day": 3, "partner": "ciyu", "fit": 0.45, "knows_brand": 24_000, "knows_partner": 31_000 + seed}
    ledger = [
        {"day": 5, "kind": "creator_fee", "amount_cny": 60_000.0},
        {"day": 5, "kind": "creator_fee", "brand": "ciyu", "amount_cny": 30_000.0 + seed},
    ]
    return {"alliances": [{**signed, "knows_both": 9_000}], "ledger": ledger, "notes": []}


_TABLES = {"launch": _launch, "account": _account, "activity": _activity, "partner": _partner}
