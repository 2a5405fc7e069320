"""A past campaign as the simulator's own plan: whom it pays, when and how much, its ads; and what is assumed beside.

Everybody who was paid is agreed before the market opens: the nearest by followers stands for them. Followers and fees
are rounded to two figures, as the plan is kept with the runs and tells of single creators.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from ..config import Config, ConfigError, load_config
from ..config.grammar import written
from ..config.messages import message
from ..study.compare import plan_arms
from ..study.ensemble import holding
from ..study.overrides import key_of
from ..study.request import RunRequest
from ..study.single import ALONE
from .past import Past, until

NAME: Final = "backtest"
CAMPAIGN: Final = "campaign=face_cream"  # prices and ads of a campaign, before anybody says what it was
_LEAD = 3  # days of the market before the campaign
_TAIL = 14  # days after it, where the files do not say when they were written
_LONGEST_TAIL = 30
_PEOPLE, _READERS = 1_000_000, 20_000  # as a brief has them
_REPLICATES = 10
_OF_LIMIT = 0.5  # of the budget per head beyond which the model tells nothing, for a market that is not given
_MOST_AMPLIFIED = 64


@dataclass(frozen=True, slots=True)
class Plan:
    """A back-test that can be run.

    Attributes
    ----------
    past : Past
    config : Config
    requests : tuple of RunRequest
        A replicate each.
    folder : Path
        Where what is found goes.
    first_day, last_day : int
        Of the run: the campaign's first, and the last on which results count.
    assumed : tuple of str
        What the files do not say, and what was taken in its place.
    """

    past: Past
    config: Config
    requests: tuple[RunRequest, ...]
    folder: Path
    first_day: int
    last_day: int
    assumed: tuple[str, ...]


def plan_backtest(
    past: Past, below: Sequence[str], typed: Sequence[str], out: Path, config_dir: Path | None = None
) -> Plan:
    """Plan the replay of a past campaign.

    Parameters
    ----------
    past : Past
    below : sequence of str
        Overrides of a brief, if there is one: brand, product, market.
    typed : sequence of str
        What the user sets; it holds whatever the files say.
    out : Path
        Where results go.
    config_dir : Path, optional

    Raises
    ------
    ConfigError
        If what is set is not allowed, or names no brand.
    """
    groups = [] if any(key_of(each) in ("campaign", "experiment") for each in (*below, *typed)) else [CAMPAIGN]
    market = load_config([*groups, *below, *typed], config_dir)
    if market.campaign.brand is None:
        raise ConfigError(message("backtest.no_brand"))
    keys = {key_of(each) for each in (*below, *typed)}
    end = until(past, _TAIL, _LONGEST_TAIL)
    said = _when(past, end) | _market(past, market, keys) | _money(past, market) | _study(market, keys)
    values = [f"{path}={written(value)}" for path, value in said.items()]
    config = holding(load_config([*groups, *below, *values, *typed], config_dir), [*below, *typed])
    # what a brief or an experiment compares is not asked here: there is one plan, that of the files
    study = config.study.model_copy(update={"arms": {}, "baseline": ALONE, "goal": None, "screen": []})
    config = config.model_copy(update={"study": study})
    arms = plan_arms(config, {ALONE: config}, out)
    last_day = _LEAD + (end - past.first).days
    assumed = (*_assumed(past, config, {key_of(each) for each in typed}, bool(below)), *arms.notes)
    return Plan(past, config, arms.requests, out / config.name, _LEAD, last_day, assumed)


def _when(past: Past, end: date) -> dict[str, Any]:
    first = past.first
    said: dict[str, Any] = {
        "name": NAME, "calendar.start": f"{first - timedelta(days=_LEAD)}",
        "n_days": _LEAD + (end - first).days + 1, "campaign.start_day": _LEAD, "campaign.burst_days": 1,
        "campaign.tactics": {}, "campaign.contract.notes_each": 1, "campaign.in_flight.rule": "none",
    }  # fmt: skip
    if past.ads.height:
        days = past.ads["day"].to_list()
        said["campaign.ads.after_days"] = (min(days) - first).days
        said["campaign.ads.days"] = (max(days) - min(days)).days + 1
        advertised = past.ads["note"].drop_nulls().n_unique()
        said |= {"campaign.ads.notes": min(advertised, _MOST_AMPLIFIED)} if advertised else {}
    return said


def _market(past: Past, market: Config, keys: set[str]) -> dict[str, Any]:
    """Return a market where nobody gives one: as a brief has it, larger where the money would be too much for it."""
    if keys & {"population", "population.audience", "population.n_users", "experiment"}:
        return {}
    money = sum(float(column.sum()) for column in (past.paid["fee_cny"], past.paid["service_cny"], past.ads["cny"]))
    heads = money / (market.study.judging.limits.budget_per_head_cny * _OF_LIMIT)
    people = max(int(np.ceil(heads / _PEOPLE)), 1) * _PEOPLE
    return {"population.audience": people, "population.n_users": _READERS}


def _money(past: Past, market: Config) -> dict[str, Any]:
    """Return what the campaign pays: creators as they were agreed, ads by place."""
    agreed = agreed_of(past, market)
    fees = sum(each["price_cny"] for each in agreed)
    service, paid = float(past.paid["service_cny"].sum()), float(past.paid["fee_cny"].sum())
    share = min(round(service / paid, 4), 0.5) if service > 0 and paid > 0 else market.campaign.prices.service_fee_share
    # a fen more for each, as every service fee is rounded for itself
    creators = round(fees * (1 + share) + 0.01 * (len(agreed) + 1), 2)
    ads = {place: float(past.ads.filter(placement=place)["cny"].sum()) for place in ("feed", "search")}
    split = {"creators": creators, **{place: round(cny, 2) for place, cny in ads.items()}, "own_notes": 0.0}
    return {
        "campaign.agreed": agreed, "campaign.budget_cny": round(sum(split.values()), 2), "campaign.ads.split": split,
        "campaign.prices.service_fee_share": share, "campaign.max_share_of_tier": 0.0,
    }  # fmt: skip


def agreed_of(past: Past, market: Config) -> list[dict[str, float]]:
    """Return whom the campaign pays: of the paid notes; of ads alone, an unpaid small creator for each note."""
    law, smallest = market.campaign.prices, float(market.graph.tiers.koc)
    if past.paid.is_empty():
        n = min(past.ads["note"].drop_nulls().n_unique() or market.campaign.ads.notes, _MOST_AMPLIFIED)
        return [{"followers": _short(3 * smallest), "price_cny": 0.0, "after_days": 0}] * n
    by_price = law.anchor_followers * (pl.col("fee_cny") / law.anchor_cny) ** (1 / law.exponent)
    known = pl.coalesce("followers", pl.when(pl.col("fee_cny") > 0).then(by_price), pl.lit(3 * smallest))
    rows = past.paid.sort("day", "fee_cny", "impressions").select(
        known.clip(1.0).alias("followers"), price_cny="fee_cny",
        after_days=(pl.col("day") - pl.lit(past.first)).dt.total_days(),
    )  # fmt: skip
    return [
        {"followers": _short(row["followers"]), "price_cny": _short(row["price_cny"]), "after_days": row["after_days"]}
        for row in rows.to_dicts()
    ]


def _short(value: float) -> float:
    """Return a number of two figures: a plan that lies with its runs must not point at anybody."""
    return float(f"{value:.2g}")


def _study(market: Config, keys: set[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"report.brand_focus": market.campaign.brand}
    return said | ({} if "study.replicates" in keys else {"study.replicates": _REPLICATES})


def _assumed(past: Past, config: Config, typed: set[str], has_brief: bool) -> list[str]:
    """Say what no file told, by the keys under which it can be told."""
    plan, told = config.campaign, []
    values: dict[str, Any] = {}
    if not has_brief:
        values |= {"campaign.brand": plan.brand, "campaign.product": plan.product}
        values |= {"population.audience": config.population.people}
    if past.ads.height:
        values |= {
            f"campaign.ads.{name}": getattr(plan.ads, name) for name in ("targeting", "billing", "value_cpm_cny")
        }
        if past.ads["placement"].eq("search").any():
            values["campaign.ads.search_cpc_cny"] = plan.ads.search_cpc_cny
    missing = [f"{key}={value}" for key, value in values.items() if key not in typed]
    if missing:
        told.append(message("backtest.assumed", settings=missing))
    if past.seen is None and not past.paid.is_empty():
        told.append(message("backtest.tail", days=_TAIL))
    if nameless := past.paid["followers"].null_count():
        told.append(message("backtest.by_price", n=nameless))
    if past.paid.is_empty():
        told.append(message("backtest.ads_alone", n=len(plan.agreed)))
    elif past.ads.height:
        uneven = float(past.ads.group_by("day").agg(pl.col("cny").sum())["cny"].max() or 0.0)  # type: ignore[arg-type]
        mean = float(past.ads["cny"].sum()) / plan.ads.days
        if uneven > 2 * mean:
            told.append(message("backtest.uneven", times=uneven / mean))
    return told
