"""Laws of ads on a brand's own notes: they bring its account readers, are paid, and are not there at zero."""

import polars as pl
import pytest
from apart import differing

from xhs_sim.config import ConfigError, load_config
from xhs_sim.model import PlatformModel

MARKET = ("population.n_users=4000", "content.history_days=6", "n_days=7", "threads=1", "record.panel_share=0")
ACCOUNT = ("account=brand", "account.followers=300", "account.plan.notes_per_week=7", "calendar=none",
           "engage.rates.follow=0.2")  # fmt: skip
CAMPAIGN = ("campaign=face_cream", "campaign.start_day=1", "campaign.budget_cny=1500", "campaign.ads.after_days=1",
            "campaign.ads.days=5", "campaign.ads.billing=cpm", "campaign.ads.targeting=broad",
            "campaign.ads.value_cpm_cny=200")  # fmt: skip
OWN_ADS = "campaign.ads.split={creators: 0, own_notes: 1}"


def run(*overrides: str) -> PlatformModel:
    return PlatformModel(load_config([*MARKET, *ACCOUNT, *overrides])).run()


def gained(model: PlatformModel) -> float:
    days = model.recorder.frame("account_daily")
    return days["follows"].sum() - days["unfollows"].sum()


@pytest.fixture(scope="module")
def promoted():
    return run(*CAMPAIGN, OWN_ADS)


def test_they_bring_readers_and_followers(promoted):
    alone = run()
    of_both = [model.recorder.frame("account_daily")["impressions"].sum() for model in (promoted, alone)]
    assert of_both[0] > 1.5 * of_both[1]
    assert gained(promoted) > 1.3 * gained(alone)


def test_every_yuan_of_them_is_in_the_ledger_and_none_beyond_the_budget(promoted):
    ledger = promoted.recorder.frame("ledger")
    assert set(ledger["kind"]) == {"own_note_ads"}
    assert set(ledger["day"]) <= {2, 3, 4, 5, 6}
    ads = promoted.recorder.frame("ad_daily").filter(source="own")
    assert set(ads["advertiser"]) == {"qingrou"}
    assert ledger["amount_cny"].sum() == pytest.approx(ads["spend_fen"].sum() / 100)
    assert 300 < ledger["amount_cny"].sum() <= 1500


def test_they_show_notes_of_the_account_and_no_others(promoted):
    (creator,) = promoted.recorder.frame("account_daily")["creator"].unique()
    lines = promoted.world.ads.lines
    slots = lines.note[lines.source == 3]
    assert len(slots) > 0
    assert set(promoted.world.content.log.creator[slots]) == {creator}
    assert promoted.recorder.frame("contracts").is_empty()


def test_they_and_ads_on_creators_notes_have_money_of_their_own():
    both = run(*CAMPAIGN, "campaign.ads.split={creators: 1, feed: 1, own_notes: 1}")
    paid = both.recorder.frame("ledger").group_by("kind").agg(pl.col("amount_cny").sum())
    amounts = dict(paid.iter_rows())
    assert 0 < amounts["feed_ads"] <= 500
    assert 0 < amounts["own_note_ads"] <= 500


def test_without_money_they_are_not_there():
    plain = run(*CAMPAIGN)
    assert differing(plain, run(*CAMPAIGN, "campaign.ads.split={creators: 1, own_notes: 0}")) == []


@pytest.mark.parametrize("account", [("account=none",), ("account.brand=meibai",), ("account=creator",)])
def test_an_account_that_is_not_the_brands_cannot_be_promoted(account):
    with pytest.raises(ConfigError, match=r"own_notes needs account.owner = brand"):
        load_config([*MARKET, *ACCOUNT, *CAMPAIGN, OWN_ADS, *account])


def test_a_brand_with_nothing_to_sell_can_campaign_and_sells_nothing():
    bare = "+brands.mine={en: Mine, zh: Mine, topic: skincare, aware_share: 0.0, mention_share: 0.0, products: {}}"
    own = (bare, "account.brand=mine", "campaign.brand=mine", "campaign.product=null")
    model = run(*CAMPAIGN, *own, "campaign.ads.split={creators: 0.5, own_notes: 0.5}")
    days = model.recorder.frame("brand_daily").filter(brand="mine")
    assert days["gmv_cny"].sum() == 0
    assert days["impressions"].sum() > 0
    with pytest.raises(ConfigError, match=r"kinds.trial needs campaign.product"):
        load_config([*MARKET, *ACCOUNT, *CAMPAIGN, *own, "campaign.contract.kinds.trial=1"])
