"""Every random draw has a purpose, and every purpose belongs to one part of what is by chance."""

import ast
from collections import Counter
from pathlib import Path

import xhs_sim
from xhs_sim import rng
from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel

PACKAGE = Path(xhs_sim.__file__).parent
RICH = (
    "population.n_users=600", "population.audience=1200", "n_days=5", "content.history_days=3", "threads=1",
    "campaign=face_cream", "campaign.start_day=1", "campaign.burst_days=1", "campaign.budget_cny=20000",
    "live=face_cream", "live.on_days=[2]", "promotion=face_cream", "promotion.start_day=1", "promotion.stock_units=9",
    "commerce.reviews.share=1", "commerce.reviews.after_days=1", "rivals=skincare", "account=creator",
    "fakes=bought", "rights=platform", "rights.copying.copiers=1", "fakes.sweep.every_days=1",
)  # fmt: skip


def texts_of(node):
    """Return what a purpose is, or how it begins where the rest is worked out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield node.values[0].value


def purposes_in(tree):
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        asked = {"key": call.args[:1], "lots": call.args[1:2], "_uniforms": call.args[-1:]}.get(name, [])
        for each in asked:
            yield from texts_of(each)


def test_every_purpose_in_the_code_has_a_part():
    found = {text for path in PACKAGE.rglob("*.py") for text in purposes_in(ast.parse(path.read_text("utf-8")))}
    assert len(found) > 60
    assert not sorted(text for text in found if rng.part_of(text) is None)


def test_every_purpose_that_a_run_asks_for_has_a_part(monkeypatch):
    asked, key = set(), rng.Streams.key

    def spy(self, purpose, day=0, tick=0):
        asked.add(purpose)
        return key(self, purpose, day, tick)

    monkeypatch.setattr(rng.Streams, "key", spy)
    PlatformModel(load_config([*RICH])).run()
    assert len(asked) > 60
    assert not sorted(purpose for purpose in asked if rng.part_of(purpose) is None)
    assert {rng.part_of(purpose) for purpose in asked} == set(rng.PARTS)


def test_no_purpose_has_two_parts():
    counted = Counter(purpose for its in rng.PURPOSES.values() for purpose in its)
    assert not [purpose for purpose, n in counted.items() if n > 1]
    assert set(rng.PURPOSES) == set(rng.PARTS)
