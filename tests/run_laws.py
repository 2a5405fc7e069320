"""What no setting may break: laws of the tables, the money and the state of one run with records in memory."""

from collections.abc import Mapping

import numpy as np
import polars as pl
import pytest

from xhs_sim.config import Config
from xhs_sim.metrics import measure
from xhs_sim.model import PlatformModel
from xhs_sim.records.ledger import BESIDE, LINES
from xhs_sim.records.money import cny_of, fen_of
from xhs_sim.records.store import Records
from xhs_sim.world.columns import COUNTS, STAGES

ACTS = ("likes", "saves", "comments", "shares", "follows")
Tables = Mapping[str, pl.DataFrame]


def check_run(model: PlatformModel) -> None:
    """Hold a finished run against every law."""
    tables, config = Records(model.recorder), model.config
    check_numbers(tables)
    check_funnel(tables)
    check_whole_fen(tables)
    check_money(tables, config)
    check_budget(tables, config)
    check_metrics(tables, config)
    check_state(model)


def check_numbers(tables: Tables) -> None:
    """No table holds a NaN, an infinity or a negative number (prices, qualities and channels aside)."""
    for name, table in tables.items():
        for column, kind in table.schema.items():
            values = table[column].drop_nulls()
            if kind.is_float():
                assert values.is_finite().all(), f"{name}.{column}"
            if name == "budget":
                continue  # what is planned anew comes off somewhere
            if (name, column) == ("ledger", "amount_cny"):
                values = table.filter(pl.col("kind") != "fee_refund")[column]
            if kind.is_numeric() and column not in ("true_quality", "more_than", "published_day"):
                assert (values >= 0).all(), f"{name}.{column}"


def check_whole_fen(tables: Tables) -> None:
    """Every amount of every table is the one float that stands for a whole number of fen, expectations aside."""
    for name, table in tables.items():
        amounts = (column for column in table.columns if column.endswith("_cny"))
        for column in (column for column in amounts if not column.startswith("expected_")):
            amount = table[column].drop_nulls().to_numpy()
            assert (amount == cny_of(fen_of(amount))).all(), f"{name}.{column}"


def check_funnel(tables: Tables) -> None:
    """Each step of each row is at most the step before."""
    tables_of_acts = ("daily", "surface_daily", "note_daily", "note_ticks", "notes", "brand_daily", "creator_daily")
    for name in tables_of_acts:
        table = tables[name]
        assert (table["clicks"] <= table["reads"]).all(), name
        assert (table["reads"] <= table["impressions"]).all(), name
        for act in (act for act in ACTS if act in table.columns):
            assert (table[act] <= table["reads"]).all(), f"{name}.{act}"
    assert (tables["segment_daily"]["clicks"] <= tables["segment_daily"]["impressions"]).all()
    check_reads(tables)
    daily, brands = tables["daily"], tables["brand_daily"]
    assert (daily["active_users"] <= daily["users"]).all()
    assert (daily["publishers"] <= daily["notes_published"]).all()
    assert (brands["carts"] <= brands["visits"]).all()
    assert (brands["orders"] + brands["leaked_orders"] <= brands["carts"]).all()
    for part in ("refunds", "attributed_orders", "first_orders"):
        assert (brands[part] <= brands["orders"]).all(), part
    assert (brands["sponsored_impressions"] <= brands["impressions"]).all()
    check_reactions(tables)
    for name in ("surface_daily", "segment_daily", "creator_daily"):
        sums = tables[name].group_by("day").agg(pl.col("impressions", "clicks").sum()).sort("day")
        whole = daily.filter(pl.col("day").is_in(sums["day"].implode()))
        own = own_ads(tables, whole["day"]) if name == "creator_daily" else {"impressions": 0, "clicks": 0}
        for act in ("impressions", "clicks"):
            assert (sums[act] + own[act]).to_list() == whole[act].to_list(), name


def check_reads(tables: Tables) -> None:
    """What is shown in the video feed is watched; everywhere else reads are clicks on covers."""
    notes, surfaces = tables["notes"], tables["surface_daily"]
    assert (notes["reads"] == notes["clicks"] + notes["impressions_video_feed"]).all()
    assert notes.filter(pl.col("format") != "video")["impressions_video_feed"].sum() == 0
    for name in ("surface_daily", "note_ticks"):
        is_watched = pl.col("surface") == "video_feed"
        watched, clicked = tables[name].filter(is_watched), tables[name].filter(~is_watched)
        assert (watched["reads"] == watched["impressions"]).all(), name
        assert watched["clicks"].sum() == 0, name
        assert (clicked["reads"] == clicked["clicks"]).all(), name
    watched = surfaces.filter(surface="video_feed").group_by("day").agg(pl.col("reads").sum())
    days = tables["daily"].join(watched, on="day", how="left", suffix="_watched").fill_null(0)
    assert (days["reads"] == days["clicks"] + days["reads_watched"]).all()


def own_ads(tables: Tables, days: pl.Series) -> dict[str, pl.Series]:
    """Return impressions and clicks of ads that are no creator's note, by day."""
    background = tables["ad_daily"].filter(source="background")
    background = background.group_by("day").agg(pl.col("impressions", "clicks").sum())
    joined = pl.DataFrame({"day": days}).join(background, on="day", how="left", maintain_order="left").fill_null(0)
    return {act: joined[act] for act in ("impressions", "clicks")}


def check_reactions(tables: Tables) -> None:
    """Nobody hides what was opened, writes without a click, answers without a comment or unfollows without a look."""
    rare = tables["reactions"].group_by("day", "surface").agg(pl.exclude("note").sum())
    days = rare.join(tables["surface_daily"], on=["day", "surface"], how="left")
    assert days["impressions"].null_count() == 0
    assert (days["hides"] <= days["impressions"] - days["reads"]).all()
    for act, base in (("reports", "reads"), ("messages", "reads"), ("replies", "comments")):
        assert (days[act] <= days[base]).all(), act
    assert (days["unfollows"] <= days["hides"] + days["reads"]).all()
    assert ((tables["daily"]["shares_to_friends"] == 0) | (tables["daily"]["shares"] > 0)).all()


def check_money(tables: Tables, config: Config) -> None:
    """Spend is what contracts say and the budget holds; GMV, refunds and commission are sums of orders."""
    ledger, brands = tables["ledger"], tables["brand_daily"]
    ads = ledger.filter(pl.col("kind").str.ends_with("_ads"))["amount_cny"].sum()
    check_contracts(tables)
    assert ads == pytest.approx(brands["ad_spend_cny"].sum(), abs=0.005)
    assert ads * 100 == pytest.approx(tables["ad_daily"].filter(source="brand")["spend_fen"].sum(), abs=0.5)
    by_the_order = pl.col("kind").is_in(["affiliate", "live_fee", "live_commission"])  # not of the campaign's budget
    planned = ledger.filter(~by_the_order & pl.col("brand").eq_missing(config.campaign.brand))["amount_cny"].sum()
    assert planned <= config.campaign.budget_cny * (1 + 1e-9) + 0.005
    daily = tables["ad_daily"]
    assert (daily["spend_fen"] <= daily["budget_fen"] + daily["impressions"]).all()  # a rest of fen may come later
    orders = tables["orders"].with_columns(pl.col("price_cny") * pl.col("weight"))  # a row is of so many orders
    here, away = orders.filter("on_platform"), orders.filter(~pl.col("on_platform"))
    gmv = brands["gmv_cny"].sum()
    assert brands["orders"].sum() == here["weight"].sum()
    assert gmv == pytest.approx(here["price_cny"].sum(), abs=0.005)
    assert brands["leaked_gmv_cny"].sum() == pytest.approx(away["price_cny"].sum(), abs=0.005)
    assert brands["refund_cny"].sum() == pytest.approx(here.filter("is_refunded")["price_cny"].sum(), abs=0.005)
    rounding = 0.005 * (brands.height + 1)  # each day's commission is whole fen
    assert brands["commission_cny"].sum() == pytest.approx(config.commerce.commission_share * gmv, abs=rounding)
    if config.promotion.product is None and config.live.product is None:  # which may sell below cost
        assert brands["cost_of_goods_cny"].sum() <= gmv + 0.005
    live = here.filter("is_live")["weight"].sum()
    assert brands["live_orders"].sum() == live == tables["live_sessions"]["orders"].sum()


def check_budget(tables: Tables, config: Config) -> None:
    """All payments are whole fen; plans add up to the budget, and no line gets more than is planned for it."""
    fen = fen_of(tables["ledger"]["amount_cny"].to_numpy())
    assert (cny_of(fen) == tables["ledger"]["amount_cny"].to_numpy()).all()
    plan, brand = config.campaign, config.campaign.brand
    if brand is None or plan.budget_cny == 0:
        assert tables["budget"].is_empty()
        return
    planned = tables["budget"].filter(brand=brand).group_by("line", "tier").agg(planned=pl.col("amount_fen").sum())
    assert planned["planned"].sum() == int(plan.budget_cny * 100 + 1e-6)
    assert (planned["planned"] >= 0).all()
    paid = tables["ledger"].with_columns(fen=pl.Series(fen)).filter(
        pl.col("brand") == brand, ~pl.col("line").is_in(BESIDE)
    )  # fmt: skip
    spent = paid.group_by("line", "tier").agg(pl.col("fen").sum())
    assert set(spent["line"]) <= set(LINES)
    if plan.unspent == "keep":
        lines = planned.join(spent, on=["line", "tier"], how="full", nulls_equal=True, coalesce=True).fill_null(0)
        slack = pl.when(line="joint").then(2).otherwise(0)  # each side is split by itself
        assert lines.filter(pl.col("fen") > pl.col("planned") + slack).is_empty(), lines


def check_contracts(tables: Tables) -> None:
    """What creators got is the price of the notes that came, and what went with those that did not."""
    contracts, events = tables["contracts"], tables["contract_events"].filter(pl.col("event") != "refused")
    kinds = ["creator_fee", "service_fee", "bonus", "fee_refund", "gift"]
    paid = tables["ledger"].filter(pl.col("kind").is_in(kinds))
    if not events.is_empty():  # which only the campaign's brand has
        paid = paid.filter(pl.col("brand").is_in(events["brand"].unique().implode()))
    of = {event: rows["amount_cny"].sum() for (event,), rows in events.group_by("event")}
    if not of:
        owed = contracts["fee_cny"].sum() + contracts["service_fee_cny"].sum()
        assert paid["amount_cny"].sum() == pytest.approx(owed, abs=0.005)
        return
    back = -paid.filter(kind="fee_refund")["amount_cny"].sum()
    told = sum(of.get(event, 0.0) for event in ("upfront", "delivered", "bonus")) - back
    assert paid["amount_cny"].sum() == pytest.approx(told, abs=0.005)
    sent = events.filter(pl.col("kind") == "trial", pl.col("event").is_in(["signed", "upfront"]))
    gifts = [sent.filter(event=event)["amount_cny"].sum() for event in ("signed", "upfront")]
    assert gifts == pytest.approx([paid.filter(kind="gift")["amount_cny"].sum()] * 2, abs=0.005)
    keys = ["creator", "number"]
    by_contract = events.pivot("event", index=keys, values="amount_cny", aggregate_function="sum").fill_null(0.0)
    zero = [pl.lit(0.0).alias(name) for name in ("upfront", "delivered", "failed", "stopped") if name not in of]
    rows = by_contract.with_columns(zero)
    ended = rows.filter((pl.col("delivered") + pl.col("failed") + pl.col("stopped")) > 0)
    came = ended.filter(pl.col("delivered") > 0)
    assert (came["signed"] - came["upfront"] - came["delivered"]).abs().max() in (None, pytest.approx(0, abs=0.005))
    assert (ended["signed"] >= ended["failed"] + ended["stopped"] - 0.005).all()


def check_metrics(tables: Tables, config: Config) -> None:
    """Every metric is finite or unknown, shares are shares, and income on both sides is what was spent."""
    metrics = measure(tables, list(config.brands))
    assert metrics["value"].drop_nulls().is_finite().all()
    shares = metrics.filter(pl.col("unit") == "share", pl.col("value").is_not_null())
    wrong = shares.filter((pl.col("value") < -1e-9) | (pl.col("value") > 1 + 1e-9))
    assert wrong.is_empty(), wrong
    whole = metrics.filter(pl.col("day").is_null()).group_by("metric").agg(pl.col("value").sum())
    total = dict(whole.iter_rows())
    received = total["service_fee_revenue"] + total["creator_income_cny"] + total["ad_spend"]
    received += sum(total[f"{name}_spend"] for name in ("media", "event", "community", "reward", "trial", "survey"))
    assert received == pytest.approx(total["spend"], abs=0.01)
    income = total["commission_revenue"] + total["service_fee_revenue"] + total["ad_revenue"]
    assert total["platform_revenue"] == pytest.approx(income, abs=0.01)


def check_state(model: PlatformModel) -> None:
    """What people feel, know and are told stays within its range."""
    truth, users, brands = model.world.truth, model.world.users, model.world.brands
    for name in ("satisfaction", "habit"):
        values = getattr(truth, name)
        assert ((values >= 0) & (values <= 1)).all(), name
    for rows in (truth, users, model.world.creators, brands):
        for name, column in rows._asdict().items():
            if column.dtype.kind == "f":
                assert np.isfinite(column).all(), name
    assert (brands.stage < len(STAGES)).all()
    assert (brands.interest >= 0).all()
    cap = model.config.commerce.interest_cap
    assert brands.interest.max() <= cap * (1 + 1e-6), (brands.interest.max(), cap)
    log = model.world.content.log
    alive = log.key >= 0
    counts = model.world.content.counts.over_surfaces(alive)
    assert (counts >= 0).all()
    assert (counts[:, 1] <= counts[:, 0]).all()
    assert (counts[:, 2 : COUNTS.index("expected_clicks")] <= counts[:, 1:2]).all()
    for name in ("quality_hat", "engage_hat", "log_likes", "vec"):
        assert np.isfinite(getattr(log, name)[alive]).all(), name
