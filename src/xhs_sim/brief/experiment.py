"""From a brief to an experiment: the overrides that say the same to the platform."""

from datetime import timedelta
from typing import Any

import numpy as np

from ..config import Config
from ..config.schema import COOPERATIONS
from ..strategies.kol.marketplace import law_price
from .schema import AgreedBrief, Brief, ProductBrief, TacticBrief

MARKET = ("campaign=face_cream",)  # prices and ads of a campaign, before the brief says what it wants
DAYS_BEFORE = 7  # the market is watched for a week before the campaign
NOTHING = ["campaign.budget_cny=0", "account.plan.notes_per_week=0"]  # the baseline
OUTCOMES = {
    "reach": "reach", "engagement": "brand_engagements", "engagement_rate": "brand_engagement_rate", "sales": "gmv",
    "followers": "followers_gained",
}  # fmt: skip
OWN_OUTCOMES = ("followers_gained", "account_impressions", "account_engagement_rate", "account_hours")
USUAL_OUTCOMES = ("reach", "brand_impressions", "brand_engagements", "influenced_gmv", "gmv")


def overrides_of(brief: Brief, base: Config) -> list[str]:
    """Return Hydra overrides: the market, the campaign, and an arm for each tactic beside doing nothing.

    Parameters
    ----------
    base : Config
        The market without the brief.
    """
    first = brief.calendar.first_day
    n_days = DAYS_BEFORE + (brief.calendar.watch_until - first).days + 1
    burst = (brief.calendar.last_day - first).days + 1
    said: dict[str, Any] = {
        "name": brief.name, "seed": brief.market.seed, "n_days": n_days, "population.n_users": brief.market.n_users,
        "calendar.start": f"{first - timedelta(days=DAYS_BEFORE)}",
        "campaign.brand": brief.brand.name, "campaign.product": brief.product.name,
        "campaign.budget_cny": brief.budget_cny, "campaign.start_day": DAYS_BEFORE, "campaign.burst_days": burst,
        "campaign.topics": brief.audience.topics, "campaign.ads.genders": brief.audience.genders,
        "campaign.ads.age_bands": brief.audience.age_bands, "campaign.ads.city_tiers": brief.audience.city_tiers,
        "campaign.prices.quotes_file": brief.quotes_file,
        "campaign.agreed": [_agreed(each, brief, base) for each in brief.agreed],
        "report.brand_focus": brief.brand.name,
        "study.question": brief.question or f"Which way to spend {brief.budget_cny:,.0f} CNY brings more?",
        "study.baseline": "nothing", "study.replicates": brief.market.replicates,
        "study.outcomes": _outcomes(brief),
        "++study.arms": {"nothing": NOTHING} | {n: _arm(t, brief, base) for n, t in brief.tactics.items()},
        "study.goal": {
            "metric": OUTCOMES[brief.objective.kind], "at_least": brief.objective.goal,
            "measure": "level" if brief.objective.kind == "engagement_rate" else "effect",
        },
    }  # fmt: skip
    values = [f"{path}={written(value)}" for path, value in said.items()]
    return [*MARKET, *_own_account(brief), *_new_brand(brief, base), *values]


def _outcomes(brief: Brief) -> list[str]:
    own = OWN_OUTCOMES if brief.own_account is not None else ()
    return list(dict.fromkeys([OUTCOMES[brief.objective.kind], *own, *USUAL_OUTCOMES]))


def _own_account(brief: Brief) -> list[str]:
    """Take the account over when the campaign begins; before, and without a plan, it is its creator's."""
    own = brief.own_account
    if own is None:
        return []
    said = {
        "account.topic": own.topic, "account.followers": own.followers, "account.start_day": DAYS_BEFORE,
        "account.brand": brief.brand.name if own.owner == "brand" else None,
    }  # fmt: skip
    return [f"account={own.owner}", *(f"{path}={written(value)}" for path, value in said.items())]


def _new_brand(brief: Brief, base: Config) -> list[str]:
    """Bring a brand or a product that the market does not know."""
    known, product = base.brands.get(brief.brand.name), brief.product
    shelf = new_product(product)
    if known is None:
        said: dict[str, Any] = {
            "en": brief.brand.name, "zh": brief.brand.name, "topic": brief.brand.topic,
            "aware_share": brief.brand.aware_share, "mention_share": 0.0, "products": {product.name: shelf},
        }  # fmt: skip
        return [f"+brands.{brief.brand.name}={written(said)}"]
    if product.name not in known.products:
        return [f"+brands.{brief.brand.name}.products.{product.name}={written(shelf)}"]
    if product.price_cny is not None:
        return [f"brands.{brief.brand.name}.products.{product.name}.price_cny={product.price_cny}"]
    return []


def new_product(product: ProductBrief) -> dict[str, Any]:
    """Say a product that the market does not know in the words of a brand."""
    return {
        "en": product.name, "zh": product.name, "price_cny": product.price_cny, "margin_share": product.margin_share,
        "appeal": 0.0,
    }  # fmt: skip


def _agreed(each: AgreedBrief, brief: Brief, base: Config) -> dict[str, float]:
    """Say a creator in the words of the campaign; without a price, the price law's."""
    price = each.price_cny or float(law_price(np.array([each.followers]), base.campaign.prices)[0])
    return {
        "followers": each.followers, "price_cny": round(price, 2),
        "after_days": (each.day - brief.calendar.first_day).days,
    }  # fmt: skip


def _arm(tactic: TacticBrief, brief: Brief, base: Config) -> list[str]:
    spend = tactic.spend
    split = {"creators": spend.creators, "feed": spend.feed_ads, "search": spend.search_ads}
    said: dict[str, Any] = {"campaign.ads.split": split} if any(split.values()) else {"campaign.budget_cny": 0.0}
    said |= {
        "campaign.selector": tactic.choose_by, "campaign.keyword_coverage": tactic.keyword_coverage,
        "campaign.ads.targeting": tactic.targeting, "campaign.ads.after_days": tactic.ads_after_days,
    }  # fmt: skip
    if tactic.tiers:
        said["campaign.tier_shares"] = dict.fromkeys(base.campaign.tier_shares, 0.0) | tactic.tiers
    if tactic.cooperation:
        said["campaign.contract.kinds"] = dict.fromkeys(COOPERATIONS, 0.0) | tactic.cooperation
    if brief.own_account is not None:
        content = tactic.content or brief.own_account.content
        said |= {f"account.plan.{name}": value for name, value in content}
    return [f"{path}={written(value)}" for path, value in said.items()]


def written(value: Any) -> str:
    """Write a value in Hydra's grammar."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
