"""Configurations of before ``campaign.tactics``: read as they were meant, or told what to say instead."""

import warnings

import pytest

from xhs_sim.config import ConfigError, ConfigWarning, load_config
from xhs_sim.config.load import build_config

CREAM = "campaign=face_cream"
NOW = {  # as it was said -> as it is said now
    ("campaign.ads.split={creators: 0.6, event: 0.4}", "campaign.event.after_days=5"): (
        "campaign.ads.split={creators: 0.6, event: 0.4}", "campaign.tactics.event.after_days=5"),
    ("campaign.ads.split={creators: 0.8, community: 0.2}", "campaign.community.week_cny=90"): (
        "campaign.ads.split={creators: 0.8, group: 0.2}", "campaign.tactics.group.week_cny=90"),
    ("campaign.ads.split={creators: 0.8, rewards: 0.2}", "campaign.participation.reward_cny=3"): (
        "campaign.ads.split={creators: 0.8, challenge: 0.2}", "campaign.tactics.challenge.reward_cny=3"),
    ("campaign.ads.split={creators: 0.8, rewards: 0.2}", "campaign.participation.kind=draw"): (
        "campaign.ads.split={creators: 0.8, draw: 0.2}",),
    ("campaign.warm_up.teaser_share=0.2", "campaign.warm_up.teaser_days=3"): (
        "campaign.tactics.teasers.share=0.2", "campaign.tactics.teasers.days=3"),
    ("campaign.survey.size=70",): ("campaign.tactics.survey.size=70",),
    ("campaign.contract.kinds={trial: 1}", "campaign.contract.trial.wait_days=1"): (
        "campaign.contract.kinds={trial: 1}", "campaign.tactics.trial.wait_days=1"),
}  # fmt: skip


@pytest.mark.parametrize("before", NOW)
def test_what_was_said_before_is_read_as_it_was_meant_with_a_warning(before):
    with pytest.warns(ConfigWarning, match="before version 0.2"):
        read = load_config([CREAM, *before])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read == load_config([CREAM, *NOW[before]])


def test_days_of_teasers_alone_hire_nobody_as_they_never_did():
    with pytest.warns(ConfigWarning):
        assert load_config([CREAM, "campaign.warm_up.teaser_days=3"]).campaign.tactics["teasers"].share == 0.0


def test_a_run_that_was_kept_is_read_whole():
    kept = load_config([CREAM, "tactics=[event]"]).model_dump(mode="json")
    kept["campaign"]["event"] = kept["campaign"].pop("tactics")["event"]
    with pytest.warns(ConfigWarning):
        assert build_config(kept) == load_config([CREAM, "tactics=[event]"])


def test_a_file_of_ones_own_that_knows_no_tactics_is_read(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        "# @package _global_\ndefaults:\n  - override /campaign: face_cream\n"
        "campaign: {event: {after_days: 5}, ads: {split: {creators: 0.6, event: 0.4}}}\n"
    )
    with pytest.warns(ConfigWarning):
        config = load_config(["experiment=mine"], tmp_path)
    assert (config.campaign.tactics["event"].after_days, config.campaign.tactics["event"].places) == (5, 300)


@pytest.mark.parametrize(("said", "instead"), [
    ("media=partner", "tactics=media_partner"), ("event=usual", "tactics=event"), ("warm_up=usual", "tactics=teasers"),
])  # fmt: skip
def test_a_group_that_is_no_more_is_named_with_todays_words(said, instead):
    with pytest.raises(ConfigError, match=instead):
        load_config([CREAM, said])


@pytest.mark.parametrize(("said", "instead"), [
    ("graph.mean_followees=30", "graph.followers_median"), ("graph.max_inside_share=0.1", "population.audience"),
    ("graph.circle_share=0.2", "graph.friends_mean"), ("react.share_inside=0.4", "react.share_on_platform"),
    ("campaign.tactics.media.inside_share=0.5", "campaign.tactics.media.share_on_platform"),
    ("study.judging.trust.inside=0.5", "leave it out"),
])  # fmt: skip
def test_a_parameter_that_is_no_more_is_named_with_what_to_write_instead(said, instead, tmp_path):
    with pytest.raises(ConfigError, match=f"unknown parameter: .*say .*{instead}"):
        load_config([CREAM, "tactics=[media]", said])
    path, value = said.split("=")
    (tmp_path / "experiment").mkdir()
    own = "".join(f"{'  ' * depth}{step}:\n" for depth, step in enumerate(path.split(".")))
    text = f"# @package _global_\ndefaults: [override /campaign: face_cream]\n{own.rstrip()} {value}\n"
    (tmp_path / "experiment" / "mine.yaml").write_text(text)
    with pytest.raises(ConfigError, match=instead):
        load_config(["experiment=mine", "tactics=[media]"], tmp_path)


def test_a_file_that_overrides_such_a_group_is_told_the_same(tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text("defaults:\n  - override /media: partner\nname: mine\n")
    with pytest.raises(ConfigError, match="override /tactics"):
        load_config(["experiment=mine"], tmp_path)


def test_an_unknown_kind_of_participation_is_refused_with_the_kinds():
    allowed = r"\(allowed: challenge, check_in, draw, each of them in campaign.tactics today\)"
    with pytest.raises(
        ConfigError, match=rf"campaign.participation.kind = lottery is no kind of participation {allowed}"
    ):
        load_config(["campaign=face_cream", "campaign.participation.kind=lottery"])


def test_money_for_a_tactic_that_takes_none_is_refused_with_what_turns_it_on():
    why = "it costs no money of the campaign's: campaign.tactics.coupon={} turns it on"
    with pytest.raises(ConfigError, match=why):
        load_config(["campaign=face_cream", "campaign.ads.split={creators: 0.6, coupon: 0.4}"])
