"""The report of three arms with twenty runs each, against as many bare figures: CPU of whole processes, in turn."""

from pathlib import Path
from statistics import median

import pytest
from report_example import write_experiment
from test_imports import spent

ARMS = ("nothing", "head_heavy", "pyramid")
ROUNDS = 5
BARE = """
import io
import polars
from matplotlib.figure import Figure
for _ in range({n}):
    figure = Figure(figsize=(9.6, 5.4))
    for axes in (figure.add_axes((0.1, 0.1, 0.35, 0.7)), figure.add_axes((0.6, 0.1, 0.35, 0.7))):
        axes.plot([0, 1, 2], [3, 1, 2])
        axes.set_title("as usual")
    figure.savefig(io.BytesIO(), format="svg")
"""


@pytest.mark.bench
def test_a_report_takes_little_more_than_as_many_bare_figures(tmp_path: Path, record_property) -> None:
    folder = write_experiment(tmp_path, arms=ARMS, replicates=20)
    command = ("-m", "xhs_sim.cli", "report", str(folder))
    spent(*command)  # templates are compiled, fonts are listed
    n = 2 * len([*(folder / "figures").glob("*.svg")])  # cards too, in both languages
    pairs = [(spent(*command)[0], spent("-c", BARE.format(n=n))[0]) for _ in range(ROUNDS)]
    report, ratio = median(one for one, _ in pairs), median(one / other for one, other in pairs)
    told = f"{report:.2f} CPU s, {ratio:.2f} times as much as loading what draws and drawing {n} bare figures"
    record_property("report", told)
    print(told)
    assert ratio < 1.2, told
