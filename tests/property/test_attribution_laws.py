"""Laws of attribution: credits add up, the platform's rule is its own report, and credited is not caused."""

from functools import cache

import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.money import FEN_PER_CNY
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES

MARKET = (
    "population.n_users=3000", "content.history_days=3", "n_days=12", "threads=1", "record.panel_share=0",
    "record.touch_share=1", "record.note_daily=false", "commerce.need_days=4", "commerce.cart_rate=0.3",
    "commerce.order_rate=0.9", "commerce.leak_share=0", "search.intent.searcher_share=1",
)  # fmt: skip
LAUNCH = (
    "campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=1", "campaign.budget_cny=10000",
    "campaign.tier_shares={koc: 1.0, junior: 0, waist: 0, head: 0}", "campaign.ads.after_days=1",
    "campaign.ads.days=11",
)  # fmt: skip
KFS = (*LAUNCH, "campaign.ads.split={creators: 0.6, feed: 0.1, search: 0.3}")
RULES = ("last_touch", "first_touch", "linear", "platform")
PAID = ("creator_notes", "feed_ads", "search_ads", "live")


@cache
def run(*overrides: str) -> PlatformModel:
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def credit(*overrides: str) -> pl.DataFrame:
    return run(*overrides).recorder.frame("attribution")


def of(metric: str, *overrides: str) -> float:
    rows = METRICS[metric].compute(Records(run(*overrides).recorder))
    return rows.filter(pl.col("day").is_null(), brand="qingrou")["value"].item()


@pytest.mark.parametrize("rule", RULES)
def test_credits_add_up_to_the_orders(rule):
    orders = run(*KFS).recorder.frame("orders").filter("on_platform")
    credits_of = credit(*KFS).group_by("day", "user", "brand").agg(pl.col(f"{rule}_fen").sum())
    both = orders.join(credits_of, on=["day", "user", "brand"], how="full")
    assert both.height == orders.height == credits_of.height > 100
    assert (both[f"{rule}_fen"] == (both["price_cny"] * FEN_PER_CNY).round().cast(pl.Int64)).all()
    assert of(f"attributed_gmv_{rule}", *KFS) <= of("gmv", *KFS) + 1e-6


def test_the_platforms_rule_credits_what_its_report_claims():
    """Two ways of counting, one from clicks and one from each user's last touch, give the same orders."""
    claimed = run(*KFS).recorder.frame("orders").filter("is_attributed")
    paid = credit(*KFS).filter(pl.col("channel").is_in(PAID), pl.col("platform_fen") > 0)
    assert claimed.height == paid.height > 20
    assert paid["platform_fen"].sum() == round(claimed["price_cny"].sum() * FEN_PER_CNY)
    assert of("attributed_gmv_platform", *KFS) == pytest.approx(of("attributed_gmv", *KFS))


def test_with_all_users_traced_the_credit_is_exact_and_with_some_it_is_near():
    assert of("attributed_gmv_platform_se", *KFS) == 0.0
    some = (*KFS, "record.touch_share=0.4")
    exact, estimate = of("attributed_gmv", *KFS), of("attributed_gmv_platform", *some)
    error = of("attributed_gmv_platform_se", *some)
    assert 0 < error < 0.5 * exact
    assert abs(estimate - exact) < 3 * error


def test_whom_is_traced_changes_nobody():
    kept = set(TABLES) - {"attribution"}
    one, other = run(*KFS), run(*KFS, "record.touch_share=0")
    assert [name for name in kept if not one.recorder.frame(name).equals(other.recorder.frame(name))] == []
    assert other.recorder.frame("attribution").height == 0


def test_the_panel_holds_its_own_users_only():
    small = ("record.panel_share=0.1",)
    panel = run(*small).recorder.frame("panel")
    assert panel.equals(run(*small, "record.touch_share=0").recorder.frame("panel"))


def test_a_shorter_window_credits_less():
    assert of("attributed_gmv_platform", *KFS, "commerce.attribution_days=1") < of("attributed_gmv_platform", *KFS)


def test_in_a_live_room_the_room_is_the_last_touch():
    live = ("live=face_cream", "live.on_days=[5]", "live.invited_share=1", "live.enter=2", "live.order_rate=0.3")
    sold = run(*live).recorder.frame("orders").filter("is_live")
    given = credit(*live).filter(pl.col("channel") == "live", pl.col("day") == 5)
    assert sold.height > 5
    assert given["last_touch_fen"].sum() >= round(sold["price_cny"].sum() * FEN_PER_CNY)


def test_attributed_and_true_differ_search_ads_get_credit_for_orders_that_notes_brought():
    """The same creators with and without search ads: the ads add less than they are credited with."""
    market = (*LAUNCH, "brands.qingrou.aware_share=0.05", "population.n_users=4000", "seed=1")
    notes = (*market, "campaign.budget_cny=9000", "campaign.ads.split={creators: 9000, feed: 0, search: 0}")
    both = (*market, "campaign.budget_cny=12000", "campaign.ads.split={creators: 9000, feed: 0, search: 3000}")
    contracts = [run(*arm).recorder.frame("contracts").select("creator", "fee_cny") for arm in (notes, both)]
    assert contracts[0].equals(contracts[1])
    assert of("search_ads_gmv_last_touch", *notes) == 0
    added = of("gmv", *both) - of("gmv", *notes)
    assert 0 < 1.3 * added < of("search_ads_gmv_last_touch", *both)
