"""Pictures carry what made their numbers, so that one on a slide leads back to its study."""

import json

import polars as pl
from PIL import Image

from xhs_sim.report import draw_response, save_figure
from xhs_sim.report.words import load_words


def test_a_picture_carries_what_made_it(tmp_path):
    table = pl.DataFrame({"x": [1, 1, 2, 2], "dau": [3.0, 4.0, 5.0, 6.0]})
    words = load_words("en")
    made = {"xhs_sim.command": "xhs-sim sweep x=1,2", "xhs_sim.engine": "0.2.0+abc"}
    save_figure(draw_response(table, ["x"], "dau", words, level=0.95), tmp_path, "picture", words, made)
    with Image.open(tmp_path / "picture.png") as picture:
        assert json.loads(picture.info["Description"]) == made
    assert "xhs-sim sweep x=1,2" in (tmp_path / "picture.svg").read_text()
