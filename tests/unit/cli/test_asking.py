"""Questions asked at many points: the smaller market, and the money in it."""

from xhs_sim.cli.asking import Where, questioned


def test_the_screen_stands_beneath_what_was_typed_and_is_said(capsys):
    asked = questioned(["experiment=kol_mix", "n_days=9"], None, Where())
    assert "population.audience=1000000" in asked
    assert "n_days=11" not in asked
    assert "asked in a smaller market: population.audience=1000000" in " ".join(capsys.readouterr().err.split())
    assert questioned(["experiment=kol_mix"], None, Where(full=True)) == ["experiment=kol_mix"]


def test_a_market_that_was_typed_is_not_called_smaller(capsys):
    own = ["population.audience=1000000", "population.n_users=2000", "n_days=11", "campaign.start_day=3"]
    questioned(["experiment=kol_mix", *own, "campaign.budget_cny=110000"], None, Where())
    said = " ".join(capsys.readouterr().err.split())
    assert "asked with study.replicates=2" in said
    assert "smaller market" not in said


def test_money_goes_by_head_where_people_are_typed():
    asked = questioned(["experiment=kol_mix", "population.audience=200000"], None, Where())
    assert "campaign.budget_cny=22000" in asked
    asked = questioned(["experiment=kol_mix", "population.audience=200000", "campaign.budget_cny=5000"], None, Where())
    assert [text for text in asked if text.startswith("campaign.budget_cny")] == ["campaign.budget_cny=5000"]


def test_a_question_without_a_screen_is_asked_with_few_readers():
    own = ["population.audience=200000", "population.n_users=20000"]
    assert "population.n_users=2000" not in questioned([*own], None, Where())  # typed readers hold
    brief = questioned(["brief=docs/briefs/kol_mix.yaml"], None, Where())
    assert brief[0] == "population.n_users=2000" or "population.n_users=2000" in brief
