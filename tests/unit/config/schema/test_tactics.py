"""``campaign.tactics``: presence turns a tactic on, a plan says what is its own, the rest is usual."""

import pytest

from xhs_sim.config import ConfigError, describe_parameters, load_config
from xhs_sim.config.registry import plugins

CREAM = "campaign=face_cream"


def tactics(*overrides, folder=None):
    return load_config([CREAM, *overrides], folder).campaign.tactics


def test_nothing_is_there_unless_it_is_named():
    assert tactics() == load_config().campaign.tactics == {}


def test_who_gives_a_tactic_money_or_a_value_has_it_on_the_usual_terms():
    usual = tactics("tactics=[event,media]")
    assert tactics("campaign.ads.split={creators: 1, event: 1, media: 1}") == usual
    own = tactics("campaign.tactics.event.places=7")
    assert own == {"event": usual["event"].model_copy(update={"places": 7})}
    assert tactics("campaign.tactics.event={}") == tactics("tactics=event")


def test_what_is_taken_away_or_null_is_not_there():
    assert tactics("tactics=[event,media]", "~campaign.tactics.event") == tactics("tactics=media")
    assert tactics("tactics=[event,media]", "campaign.tactics.event=null") == tactics("tactics=media")


def test_money_for_a_tactic_that_is_null_is_refused():
    with pytest.raises(ConfigError, match=r"campaign\.ads\.split\.event has money"):
        tactics("campaign.ads.split={event: 1}", "campaign.tactics.event=null")


def test_a_file_of_ones_own_is_the_usual_of_its_tactic_and_shadows_ours(tmp_path):
    (tmp_path / "tactics").mkdir()
    whole = tactics("tactics=event")["event"].model_dump(mode="json") | {"places": 12}
    text = "\n".join(f"{key}: {value}" for key, value in whole.items())
    (tmp_path / "tactics" / "event.yaml").write_text(text)
    for named in ("campaign.ads.split={event: 1}", "tactics=event", "campaign.tactics.event.after_days=3"):
        assert tactics(named, folder=tmp_path)["event"].places == 12


@pytest.mark.parametrize(("typed", "problem"), [
    ("campaign.tactics.evnt.places=3", "did you mean campaign.tactics.event.places"),
    ("campaign.tactics.event.placs=3", "did you mean campaign.tactics.event.places"),
    ("campaign.tactics.event.places=-3", r"campaign.tactics.event.places = -3 is outside \[0, 1e\+06\] people"),
    ("campaign.tactics.event=3", "campaign.tactics.event = 3 is not allowed: expected keys with values"),
    ("campaign.ads.split={raffle: 1}", "campaign.ads.split.raffle is no purpose of a campaign's money"),
    ("tactics=raffle", "tactics=raffle: no such option"),
    ("campaign.tactics.trial.tiers={baron: 1}", "campaign.tactics.trial.tiers.baron is no tier"),
    ("campaign.tactics.trial.tiers={koc: 0}", "campaign.tactics.trial.tiers: weights add up to 0"),
])  # fmt: skip
def test_what_cannot_be_is_refused_by_its_path_with_what_can(typed, problem):
    with pytest.raises(ConfigError, match=problem):
        tactics(typed)


def test_every_parameter_of_every_tactic_is_described():
    paths = {row.path for row in describe_parameters()}
    for name, tactic in plugins()["tactic"].items():
        assert {f"campaign.tactics.{name}.{field}" for field in tactic.plan_type.model_fields} <= paths


def test_every_tactic_has_usual_terms():
    for name in plugins()["tactic"]:
        assert set(tactics(f"tactics={name}")) == {name}
