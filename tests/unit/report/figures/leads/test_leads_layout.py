"""Pictures of sweeps are readable: no text on another or outside, whatever arms, values, parameters and language."""

from dataclasses import replace

import pytest
from drawn_texts import outside, overlapping, text_boxes
from swept_example import LONG_ARMS, grid, swept

from xhs_sim.report import draw_leads
from xhs_sim.report.figures import has_chinese_font, style
from xhs_sim.report.words import load_words

LEAKS, BUDGETS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95], [30_000, 50_000, 70_000, 90_000, 110_000]
RANKERS = ["ces", "popular", "first_what_is_followed_then_the_rest"]
SPACES = {
    "one": {"commerce.leak_share": LEAKS[:6]},
    "one of many": {"commerce.leak_share": [k / 40 for k in range(1, 40)]},
    "choices": {"ranker": RANKERS},
    "two, few": {"commerce.leak_share": LEAKS[:2], "campaign.budget_cny": BUDGETS[:2]},
    "two, 45": {"commerce.leak_share": LEAKS, "campaign.budget_cny": BUDGETS},
    "two, 300": {"commerce.leak_share": [k / 40 for k in range(1, 21)], "n_days": [*range(3, 18)]},
    "number and choice": {"ranker": RANKERS, "campaign.budget_cny": BUDGETS},
    "three": {"commerce.leak_share": LEAKS[:3], "campaign.budget_cny": BUDGETS[:3], "ranker": RANKERS},
}
FINDING = {
    "en": "On GMV, KOC spread leads in 41 of 45 cells (told apart in 30); where leak_share is below 0.6, Pyramid leads",
    "zh": "按 GMV，KOC 铺量在 45 个格子中的 41 个领先；leak_share（流失到其他店铺的订单）低于 0.6 时，金字塔领先",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SPACES)
def test_no_text_lies_on_another_or_outside(name: str, language: str) -> None:
    if language == "zh" and not has_chinese_font():
        pytest.skip("no font with Chinese glyphs here")
    points = grid(SPACES[name])
    arms = LONG_ARMS
    drawn = swept(points, lambda point: arms[1 + points.index(point) % (len(arms) - 1)], arms=arms, runs=5)
    words = load_words(language)
    with style.house_style(words):
        figure = draw_leads(replace(drawn, finding=FINDING[language]), words)
        boxes = text_boxes(figure)
    assert figure.get_label() == FINDING[language]
    assert outside(boxes) == []
    assert overlapping(boxes) == []
