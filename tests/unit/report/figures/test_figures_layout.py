"""Figures are readable: no text lies on another or leaves the picture, whatever the arms and the language."""

import dataclasses

import polars as pl
import pytest
from drawn_texts import outside, overlapping, text_boxes
from kinds_example import with_rules, write_kind
from report_example import ARMS, write_experiment

from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures import FIGURES, has_chinese_font, style
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


@pytest.fixture(scope="module")
def experiments(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Evidence]:
    """Experiments with few and with all arms."""
    out = tmp_path_factory.mktemp("out")
    folders = {n: write_experiment(out / str(n), arms=ARMS[:n], replicates=3) for n in (2, 4)}
    return {n: read_experiment(folder, [])[0] for n, folder in folders.items()}


LONG_ARMS = (
    "KOC first, then ads in the feed", "Head creators with live selling",
    "先铺 KOC 再投信息流广告，最后做一场直播收尾并返场",
    "头部达人首发加腰部达人跟进加品牌号长期种草的组合打法", "Everything_at_once_in_a_single_week",
    "Teasers, media and a challenge for two",
)  # fmt: skip


def with_long_names(evidence: Evidence) -> Evidence:
    """Let six more arms than the baseline have names of thirty letters, in two scripts."""
    source = evidence.treated[0]
    found = {
        field.name: getattr(evidence, field.name)
        for field in dataclasses.fields(evidence)
        if isinstance(getattr(evidence, field.name), pl.DataFrame)
    }
    renamed = {
        name: pl.concat([
            frame.filter(pl.col("arm") == evidence.baseline),
            *(frame.filter(pl.col("arm") == source).with_columns(arm=pl.lit(arm)) for arm in LONG_ARMS),
        ])
        for name, frame in found.items() if "arm" in frame.columns
    }  # fmt: skip
    runs = [run for run in evidence.runs if run.arm == evidence.baseline]
    runs += [dataclasses.replace(run, arm=arm) for arm in LONG_ARMS for run in evidence.runs if run.arm == source]
    arms = (evidence.baseline, *LONG_ARMS)
    return dataclasses.replace(evidence, arms=arms, judgement=None, runs=tuple(runs), **renamed)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, experiments: dict[int, Evidence]) -> dict[str, Evidence]:
    """Seven arms with long names: a launch, an account of one's own, and a launch among rules."""
    account = read_experiment(write_kind(tmp_path_factory.mktemp("account"), "account"), [])[0]
    launch = with_long_names(experiments[4])
    return {"launch": launch, "account": with_long_names(account), "rules": with_rules(launch)}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["launch", "account", "rules"])
@pytest.mark.parametrize("name", FIGURES)
def test_seven_arms_with_long_names_in_two_scripts_keep_apart(
    name: str, kind: str, crowded: dict[str, Evidence]
) -> None:
    if not has_chinese_font():
        pytest.skip("no font with Chinese glyphs here")
    words = load_words("zh")
    with style.house_style(words):
        figure = FIGURES[name](crowded[kind], words)
        boxes = [] if figure is None else text_boxes(figure)
    assert outside(boxes) == []
    assert overlapping(boxes) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arms", "language", "fonts"),
    [(4, "en", style._LATIN), (4, "zh", style._LATIN), (4, "en", ("DejaVu Sans",)), (2, "en", ("DejaVu Sans",))],
    ids=["usual", "Chinese", "widest font", "two arms"],
)
@pytest.mark.parametrize("name", FIGURES)
def test_no_text_lies_on_another_or_outside(
    name: str,
    arms: int,
    language: str,
    fonts: tuple[str, ...],
    experiments: dict[int, Evidence],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if language == "zh" and not has_chinese_font():
        pytest.skip("no font with Chinese glyphs here")
    monkeypatch.setattr(style, "_LATIN", fonts)
    words = load_words(language)
    with style.house_style(words):
        figure = FIGURES[name](experiments[arms], words)
        boxes = [] if figure is None else text_boxes(figure)
    assert outside(boxes) == []
    assert overlapping(boxes) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_is_sixteen_by_nine_and_says_n_and_interval(
    language: str, experiments: dict[int, Evidence]
) -> None:
    words = style.figure_words(load_words(language))
    for name, draw in FIGURES.items():
        figure = draw(experiments[4], words)
        if figure is None:  # of another kind of study
            continue
        width, height = figure.get_size_inches()
        assert width / height == pytest.approx(16 / 9)
        subtitle = figure.texts[1].get_text().replace("\n", " ").replace("\xa0", " ")  # a figure stays with its word
        assert {"n = 3", "95%"} <= {part for part in ("n = 3", "95%") if part in subtitle}, name
