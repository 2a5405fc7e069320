"""What pictures of sweeps show is what was found: leaders, leads, who is told apart, the parameters that tell."""

from collections import Counter
from dataclasses import replace

import pytest
from drawn_texts import text_boxes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from swept_example import ARMS, grid, swept

from xhs_sim.report import Swept, draw_leads
from xhs_sim.report.figures.leads.parts import NOBODY, looks_in
from xhs_sim.report.figures.leads.points import telling_pair
from xhs_sim.report.words import load_words

WORDS = load_words("en")
LEAKS, BUDGETS = [0.3, 0.4, 0.5, 0.6, 0.7], [30_000, 70_000, 110_000]


def leader(point: dict[str, float]) -> str:
    return "pyramid" if point["commerce.leak_share"] < 0.55 else "koc_spread"


def boxes_of(drawn: Swept, panel: int) -> list[Rectangle]:
    return [each for each in draw_leads(drawn, WORDS).axes[panel].patches if isinstance(each, Rectangle)]


def test_below_the_lines_each_stretch_is_of_its_leader_and_hatched_where_not_told_apart() -> None:
    drawn = swept(grid({"commerce.leak_share": LEAKS}), leader)
    looks, stretches = looks_in(drawn), boxes_of(drawn, 1)
    told = [row["is_told"] for row in drawn.cells.iter_rows(named=True)]
    assert [to_hex(each.get_edgecolor()) for each in stretches] == [
        looks[leader({"commerce.leak_share": leak})].colour for leak in LEAKS
    ]
    assert [bool(each.get_hatch()) for each in stretches] == [not each for each in told]
    middles = [each.get_x() + each.get_width() for each in stretches[:-1]]
    assert middles == pytest.approx([0.35, 0.45, 0.55, 0.65], abs=0.01)


def test_neighbours_led_by_the_same_arm_are_one_stretch() -> None:
    drawn = swept(grid({"commerce.leak_share": LEAKS}), leader, runs=2)
    assert len(boxes_of(drawn, 1)) == 2


def test_cells_of_a_map_are_filled_where_told_apart_hollow_where_not_grey_where_nobody_competes() -> None:
    points = grid({"commerce.leak_share": LEAKS, "campaign.budget_cny": BUDGETS})
    drawn = swept(points, lambda point: None if point == points[0] else leader(point))
    faces = Counter(to_hex(each.get_facecolor()) for each in boxes_of(drawn, 0))
    looks = looks_in(drawn)
    assert faces == Counter(
        NOBODY if row["first"] is None else looks[row["first"]].colour if row["is_told"] else "#ffffff"
        for row in drawn.cells.iter_rows(named=True)
    )


@pytest.mark.parametrize(("per", "text"), [("total", "¥90k"), ("extra_yuan", "¥0.900/¥")])
def test_a_cell_says_how_far_its_first_is_ahead_and_by_what(per: str, text: str) -> None:
    points = grid({"commerce.leak_share": LEAKS, "campaign.budget_cny": BUDGETS})
    texts = [text for text, _ in text_boxes(draw_leads(swept(points, leader, per=per), WORDS))]
    assert text in texts
    assert "first in 9 of 15 cells" in texts
    assert texts.count("first nowhere") == 2


@pytest.mark.parametrize(("runs", "said"), [(2, "n = 2: too few runs to tell"), (6, "n = 6 paired runs, 95%")])
def test_few_runs_are_said_to_tell_nobody_apart(runs: int, said: str) -> None:
    figure = draw_leads(swept(grid({"commerce.leak_share": LEAKS}), leader, runs=runs), WORDS)
    subtitle = figure.subtitle.replace("\xa0", " ")
    assert said in subtitle
    assert ("95%" in subtitle) == (runs > 4)


def test_of_three_parameters_the_two_are_shown_that_tell_leaders_apart() -> None:
    points = grid({"n_days": [3, 5, 7], "commerce.leak_share": LEAKS, "campaign.budget_cny": BUDGETS})
    drawn = swept(points, lambda p: ARMS[1 + (p["commerce.leak_share"] > 0.55) + (p["campaign.budget_cny"] > 50_000)])
    assert set(telling_pair(drawn.cells, drawn.varied)) == {"commerce.leak_share", "campaign.budget_cny"}
    by_one = swept(points, leader)
    assert telling_pair(by_one.cells, by_one.varied)[0] == "commerce.leak_share"


def test_points_at_one_place_stand_apart_and_each_is_drawn() -> None:
    points = grid({"n_days": [3, 5, 7], "commerce.leak_share": LEAKS, "campaign.budget_cny": BUDGETS})
    figure = draw_leads(swept(points, leader), WORDS)
    marks = [line.get_transform().transform(line.get_xydata())[0] for line in figure.axes[0].lines]
    assert len({(round(x, 1), round(y, 1)) for x, y in marks}) == len(points)


def test_a_parameter_that_never_changes_is_not_drawn() -> None:
    drawn = swept(grid({"n_days": [3], "commerce.leak_share": LEAKS}), leader)
    assert drawn.varied == ("commerce.leak_share",)
    assert "commerce.leak_share: bought in another shop" in [text for text, _ in text_boxes(draw_leads(drawn, WORDS))]


@pytest.mark.parametrize(("left_out", "is_grey"), [(len(LEAKS), True), (1, False)])
def test_who_competes_nowhere_has_a_grey_line_a_mark_and_a_word(left_out: int, is_grey: bool) -> None:
    points = grid({"commerce.leak_share": LEAKS})
    drawn = replace(swept(points, lambda _: "koc_spread"), left_out={"pyramid": left_out})
    figure = draw_leads(drawn, WORDS)
    ends = [text for text, _ in text_boxes(figure) if text.rstrip("°") == WORDS.arm("pyramid")]
    assert [text.endswith("°") for text in ends] == [is_grey]
    assert ("does not compete" in figure.subtitle) is is_grey
    colours = {to_hex(line.get_color()) for line in figure.axes[0].lines}
    assert (looks_in(drawn)["pyramid"].colour in colours) is not is_grey
