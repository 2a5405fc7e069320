"""Every figure of the table: a pure function of its evidence that copes with little or nothing to show."""

import dataclasses
import io
from pathlib import Path

import polars as pl
import pytest
from assumptions_example import assumptions
from kinds_example import with_rules, write_kind
from matplotlib import rcParams
from polars.testing import assert_frame_equal
from report_example import write_experiment, write_run
from steps_example import stepped

from xhs_sim.metrics import METRICS
from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures import FIGURES, HouseFigure
from xhs_sim.report.read import read_experiment, read_run
from xhs_sim.report.words import load_words

WORDS = load_words("en")


OF_AN_ACCOUNT = ("followers", "best_note", "worst_note")  # where nobody plans one, there is nothing to show
OF_RULES = ("tradeoff",)  # likewise where there are none
OF_DOUBT = ("tornado",)  # and where nobody asked what the result leans on
OF_STEPS = ("waterfall",)  # and where arms do not nest one another
NOT_OF_A_LAUNCH = OF_AN_ACCOUNT + OF_RULES + OF_DOUBT + OF_STEPS


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evidence]:
    """A launch and an account of one's own, as small experiments."""
    launch = write_experiment(tmp_path_factory.mktemp("out"), arms=("nothing", "pyramid"), replicates=2)
    account = write_kind(tmp_path_factory.mktemp("account"), "account")
    found = {"launch": read_experiment(launch, [])[0], "account": read_experiment(account, [])[0]}
    doubted = dataclasses.replace(found["launch"], assumptions=assumptions())
    steps = stepped(tmp_path_factory.mktemp("steps"), "row")
    return found | {"rules": with_rules(found["launch"]), "doubted": doubted, "steps": steps}


@pytest.fixture
def evidence(name: str, studies: dict[str, Evidence]) -> Evidence:
    """The study that a figure is for."""
    kinds = {"account": OF_AN_ACCOUNT, "rules": OF_RULES, "doubted": OF_DOUBT, "steps": OF_STEPS}
    return studies[next((kind for kind, names in kinds.items() if name in names), "launch")]


@pytest.mark.parametrize("name", FIGURES)
def test_belongs_to_its_kind_of_study(name: str, studies: dict[str, Evidence]) -> None:
    assert (FIGURES[name](studies["launch"], WORDS) is None) == (name in NOT_OF_A_LAUNCH)


@pytest.mark.parametrize("name", FIGURES)
def test_gives_a_figure_whose_label_is_its_title(name: str, evidence: Evidence) -> None:
    figure = FIGURES[name](evidence, WORDS)
    assert isinstance(figure, HouseFigure)
    assert figure.texts[0].get_text().replace("\n", " ") == figure.title == figure.get_label()


@pytest.mark.parametrize("name", FIGURES)
def test_draws_nothing_of_nothing(name: str, evidence: Evidence) -> None:
    cleared = {key: frame.clear() for key, frame in frames(evidence).items()}
    empty = dataclasses.replace(evidence, **cleared, runs=(), assumptions=None)
    assert FIGURES[name](empty, WORDS) is None


@pytest.mark.parametrize("name", FIGURES)
def test_draws_a_single_run_without_interval_unless_it_compares(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "kol_mix" / "pyramid" / "seed=0"
    write_run(folder, "pyramid", 0)
    figure = FIGURES[name](read_run(folder, [])[0], WORDS)
    assert (figure is None) == (name in ("effects", "cost", "attribution", *NOT_OF_A_LAUNCH))


@pytest.mark.parametrize("name", FIGURES)
def test_same_evidence_gives_the_same_svg(name: str, evidence: Evidence) -> None:
    assert as_svg(FIGURES[name](evidence, WORDS)) == as_svg(FIGURES[name](evidence, WORDS))


@pytest.mark.parametrize("name", FIGURES)
def test_leaves_frames_and_global_settings_alone(name: str, evidence: Evidence) -> None:
    before, settings = {key: frame.clone() for key, frame in frames(evidence).items()}, dict(rcParams)
    FIGURES[name](evidence, WORDS)
    for key, frame in frames(evidence).items():
        assert_frame_equal(frame, before[key])
    assert dict(rcParams) == settings


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", FIGURES)
def test_has_a_name_and_a_reading_in_each_language_or_is_named_for_its_metric(name: str, language: str) -> None:
    texts = load_words(language).table["text"]
    assert name in METRICS or {f"{name}_name", f"{name}_reading"} <= texts.keys()


def frames(evidence: Evidence) -> dict[str, pl.DataFrame]:
    """The frames of the evidence by name."""
    values = {field.name: getattr(evidence, field.name) for field in dataclasses.fields(evidence)}
    return {name: value for name, value in values.items() if isinstance(value, pl.DataFrame)}


def as_svg(figure: HouseFigure) -> str:
    """The figure as text, without its date."""
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata={"Date": None})
    return "\n".join(line for line in target.getvalue().splitlines() if "id=" not in line and "#" not in line)
