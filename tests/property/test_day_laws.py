"""Laws of the day: its phases touch what they say, all of it and nothing else; a copied model lives on alike."""

import copy
import re

import pytest
from watched_day import watch

from xhs_sim.config import ConfigError, load_config
from xhs_sim.model import DAY, PlatformModel
from xhs_sim.phase import PARTS, changed
from xhs_sim.records.tables import TABLES

MARKET = ("population.n_users=1200", "content.history_days=4", "content.window_days=9",
          "n_days=12", "threads=1", "calendar.start=2025-10-19",
          "record.panel_share=0.2", "record.note_share=0.2", "record.touch_share=0.5", "react.report_rate=0.05",
          "record.note_daily=true", "target=young_women", "rules=platform",
          "security=platform", "security.takeover_rate=0.02",
          "security.education.days=2", "security.education.audience=creators",
          "moderation=default", "moderation.machine.doubt=1", "moderation.machine.certain=2",
          "moderation.machine.separation.plagiarism=0",
          "moderation.desk.reviewers=9000", "moderation.appeals.by_wronged=1", "moderation.appeals.least_hours=1",
          "moderation.appeals.file_hours=1")  # fmt: skip
LAUNCH = ("brands=fashion_beauty", "campaign=dress", "alliance=fashion_beauty", "campaign.start_day=2",
          "campaign.burst_days=3", "campaign.budget_cny=400000", "campaign.selector=random",
          "campaign.contract.fail_rate=0.2", "campaign.contract.late_rate=0.2",
          "+tactics=[media,event,group,challenge,survey]", "campaign.in_flight.rule=by_survey",
          "campaign.in_flight.after_days=4", "campaign.in_flight.hold_back=0.2",
          "campaign.ads.split={creators: 0.5, feed: 0.2, media: 0.1, event: 0.1, group: 0.05, challenge: 0.05}",
          "ads.slots.load=0.1")  # fmt: skip
SHOP = ("live=face_cream", "promotion=face_cream", "promotion.stock_units=5", "live.on_days=[3,5]",
        "live.host_followers=2000", "commerce.affiliate_share=0.1", "account=brand", "brands.qingrou.mention_share=0.5",
        "promotion.start_day=2", "account.start_day=1", "campaign=face_cream", "campaign.start_day=1",
        "campaign.burst_days=2", "campaign.budget_cny=100000", "commerce.visit_rate=0.5",
        "campaign.tactics.coupon={who: aware, after_days: 0}", "rivals=skincare",
        "rivals.meibai.answer.strength=20", "rivals.meibai.answer.lag_days=0",
        "rivals.meibai.answer.days=1", "fakes=bought", "rivals.meibai.disclosure=outside",
        "creators.outside.belief.chance=0", "react.unlabelled.notice=1",
        "rights=platform", "rights.copying.copiers=1", "rights.complaint.notice_impressions=100")  # fmt: skip


@pytest.fixture(scope="module")
def days():
    return [watch(load_config([*MARKET, *kind])) for kind in (LAUNCH, SHOP)]


@pytest.mark.parametrize("phase", DAY, ids=lambda phase: phase.name)
def test_a_phase_touches_what_it_says_and_nothing_else(days, phase):
    reads, writes, tables = (
        set().union(*(getattr(touched[phase.name], kind) for touched, _ in days))
        for kind in ("reads", "writes", "tables")
    )
    assert writes == set(phase.writes)
    assert tables == set(phase.tables)
    assert reads | writes == set(phase.reads) | set(phase.writes)


def test_every_table_is_written_on_some_day_or_at_the_end(days):
    of_days = {table for phase in DAY for table in phase.tables}
    assert all(of_days | at_the_end == set(TABLES) for _, at_the_end in days)


def test_every_part_of_the_world_that_changes_is_changed_by_some_phase():
    assert {part for phase in DAY for part in phase.writes} == set(PARTS) - {"friends"}  # made once


def test_a_phase_that_does_not_exist_cannot_be_changed():
    with pytest.raises(ValueError, match="no phase is called dream"):
        changed(DAY, dream=lambda cast, events: None)


def test_each_count_of_the_day_is_handed_on_by_some_phase_or_counted_as_it_is_recorded(days):
    counts = {name.removeprefix("counts.") for phase in DAY for name in phase.hands_on if name.startswith("counts.")}
    left = {name for touched, _ in days for each in touched.values() for name in each.counts}
    assert counts == left - {"churned_users"}


@pytest.mark.parametrize("phase", [phase for phase in DAY if phase.hands_on], ids=lambda phase: phase.name)
def test_a_phase_that_does_not_leave_what_later_ones_ask_for_is_named_with_what_is_missing(phase):
    model = PlatformModel(load_config(["population.n_users=300", "content.history_days=2", "n_days=2", "threads=1"]))
    model.phases = changed(DAY, **{phase.name: lambda cast, events: None})
    first = next(name for name in phase.hands_on if phase.name not in ("search", "charge_ads") or name != "shown")
    told = f'events.counts["{first[7:]}"] (a whole number)' if first.startswith("counts.") else f"events.{first}"
    with pytest.raises(ConfigError, match=re.escape(f"phase {phase.name}: {told}")):
        model.step()


def test_a_model_that_is_copied_between_days_lives_on_as_the_other_does():
    model = PlatformModel(load_config([*MARKET, *LAUNCH, "population.n_users=600", "n_days=6"]))
    for _ in range(3):
        model.step()
    other = copy.deepcopy(model)
    assert other.cast.feed.scene is other.scene
    assert all(brand.model is other for brand in other.brands)
    model.run()
    other.run()
    for table in TABLES:
        assert model.recorder.frame(table).equals(other.recorder.frame(table)), table
    assert (model.world.users.active_days == other.world.users.active_days).all()
