"""What commands found is kept by command and language, one beside the other."""

import json

from xhs_sim.report.told_file import TOLD, Told, write_told


def test_what_another_command_found_stays(tmp_path):
    write_told(tmp_path, "sweep", {"en": Told("KOC leads", ("in 4 of 5",)), "zh": Told("KOC 领先", ())})
    write_told(tmp_path, "optimise", {"en": Told("Put all into KOCs", ())})
    found = json.loads((tmp_path / TOLD).read_text(encoding="utf-8"))
    assert found["sweep"]["zh"]["lead"] == "KOC 领先"
    assert found["sweep"]["en"]["further"] == ["in 4 of 5"]
    assert found["optimise"]["en"]["lead"] == "Put all into KOCs"


def test_a_file_that_is_broken_is_written_anew(tmp_path):
    (tmp_path / TOLD).write_text("[")
    write_told(tmp_path, "sweep", {"en": Told("a", ())})
    assert json.loads((tmp_path / TOLD).read_text())["sweep"]["en"]["lead"] == "a"
