"""A page counts a world once, whatever number of campaigns is drawn in it."""

import polars as pl
import yaml

from xhs_sim.report.worlds import by_world, draws_of


def test_a_page_shows_the_mean_of_a_worlds_campaigns(tmp_path):
    places = {}
    for seed, world in ((1, 1), (7, 1), (9, 9), (4, 9)):
        place = tmp_path / f"seed={seed}"
        place.mkdir()
        (place / "config.yaml").write_text(yaml.safe_dump({"seeds": {"world": world}}))
        places[place] = seed
    runs = pl.DataFrame(
        {"arm": ["a"] * 4, "seed": [1, 7, 9, 4], "metric": ["orders"] * 4, "value": [1.0, 3.0, 5.0, None]}
    )
    assert by_world(runs, places).select("seed", "value").rows() == [(1, 2.0), (9, 5.0)]


def test_a_study_without_worlds_draws_one_campaign_in_each():
    assert draws_of({}) == draws_of({"study": {"draws_per_world": 1}}) == 1
