"""What a search says first: in a market where plans are not judged, that it is nothing to act on."""

from types import SimpleNamespace

import pytest

from xhs_sim.cli import optimise_told
from xhs_sim.config import load_config
from xhs_sim.report.words import load_words

FOUND = SimpleNamespace(response=None)


@pytest.mark.parametrize(("language", "warning"), [("en", "Don't act on this"), ("zh", "请勿据此行动")])
def test_a_market_that_is_too_small_is_said_before_the_answer(monkeypatch, language, warning):
    monkeypatch.setattr(optimise_told, "answer_of", lambda *_: "Put all of it into KOCs.")
    for audience, is_small in ((2000, True), (200_000, False)):
        config = load_config(["experiment=kol_mix", f"population.audience={audience}", "population.n_users=1000"])
        said = optimise_told._lead(SimpleNamespace(config=config), FOUND, None, load_words(language))
        assert said.startswith(warning) is is_small
        assert said.endswith("Put all of it into KOCs.")


def test_a_function_has_no_market(monkeypatch):
    monkeypatch.setattr(optimise_told, "answer_of", lambda *_: "Put all of it into KOCs.")
    said = optimise_told._lead(SimpleNamespace(config=None), FOUND, None, load_words("en"))
    assert said == "Put all of it into KOCs."
