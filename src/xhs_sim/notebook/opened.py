"""A finished comparison on disk, opened: its verdict, its tables, its figures, and how a notebook shows it."""

from collections.abc import Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from ..config import ConfigError
from ..config.messages import message
from ..config.yaml_text import read_yaml

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..report.evidence import Evidence
    from ..report.words import Words
    from ..verdict.types import Judgement


class Study:
    """A finished comparison on disk; nothing is computed anew, and tables are read when they are asked for.

    Parameters
    ----------
    folder : Path
        ``<out>/<experiment>``.
    language : {"en", "zh"}, optional
        Of sentences and figures; left out, the study's own.
    """

    def __init__(self, folder: Path, language: str | None = None) -> None:
        self.folder = folder
        self.language = language or str(self.config["report"]["language"])

    @cached_property
    def config(self) -> Mapping[str, Any]:
        """Settings of the first run, as plain data."""
        for path in sorted(self.folder.glob("*/seed=*/config.yaml")):
            found: Mapping[str, Any] = read_yaml(path)
            return found
        raise ConfigError(message("notebook.no_study", folder=self.folder))

    @cached_property
    def verdict(self) -> "Judgement":
        """What may be said: one verdict per objective, with every arm's finding."""
        import json

        from ..verdict.json_form import from_json

        return from_json(json.loads(self._file("verdict.json").read_text(encoding="utf-8")))

    @property
    def _words(self) -> "Words":
        """Sentences and formats, with what the study calls its arms."""
        return self._evidence.words(self.language)

    @property
    def sentence(self) -> str:
        """The verdict in words, as the page and the terminal say it."""
        from ..report.answer import answer, answer_of

        return (answer_of(self._evidence, self._words) or answer(self.verdict, self._words)).text

    @cached_property
    def effects(self) -> pl.DataFrame:
        """Each arm against the baseline on every metric: ``metric, brand, arm, diff, ci_low, ci_high, ...``."""
        return pl.read_parquet(self._file("effects.parquet"))

    @cached_property
    def effects_daily(self) -> pl.DataFrame:
        """The same, day by day."""
        return pl.read_parquet(self._file("effects_daily.parquet"))

    @cached_property
    def delivery(self) -> pl.DataFrame:
        """What was planned and what was delivered, by arm, replicate, line and tier."""
        return pl.read_parquet(self._file("delivery.parquet"))

    @cached_property
    def runs(self) -> pl.DataFrame:
        """Every metric of every finished run: ``arm, seed, metric, brand, day, value, unit``."""
        return self._evidence.metrics

    @cached_property
    def _evidence(self) -> "Evidence":
        from ..config import describe_parameters
        from ..report.read import read_experiment

        return read_experiment(self.folder, describe_parameters())[0]

    @property
    def figures(self) -> list[str]:
        """Names that ``plot`` takes."""
        from ..report import FIGURES

        return list(FIGURES)

    def plot(self, name: str = "effects") -> "Figure":
        """Draw a figure of the report.

        Raises
        ------
        ConfigError
            If there is no such figure, or nothing in it to show.
        """
        from ..report import FIGURES

        if name not in FIGURES:
            raise ConfigError(message("notebook.unknown_figure", name=name, known=[*FIGURES]))
        figure = FIGURES[name](self._evidence, self._words)
        if figure is None:
            raise ConfigError(message("notebook.empty_figure", name=name))
        return figure

    def to_xlsx(self, path: str | Path) -> Path:
        """Write the study's tables as one workbook."""
        from ..office import study_tables, write_workbook

        return write_workbook(study_tables(self.folder), Path(path))

    def to_csv(self, folder: str | Path) -> list[Path]:
        """Write the study's tables as CSV files."""
        from ..office import study_tables, write_csv_files

        return write_csv_files(study_tables(self.folder), Path(folder))

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise ConfigError(message("notebook.not_ended", path=path))
        return path

    def __repr__(self) -> str:
        return f"Study({str(self.folder)!r}): {self.sentence}"

    def _repr_html_(self) -> str:
        """The verdict and each arm's effect on the objective, for a notebook."""
        words, rows = self._words, []
        for verdict in self.verdict.verdicts:
            metric = verdict.objective.metric
            for arm, found in verdict.arms.items():
                level = None if found.level is None else found.level.value
                effect = words.value(metric, found.effect, sign=True)
                is_bounded = found.low is not None and found.high is not None
                span = words.span(metric, found.low, found.high, sign=True) if is_bounded else ""
                cells = (words.metric(metric), words.arm(arm), words.value(metric, level), effect, span)
                rows.append("".join(f"<td>{escape(cell)}</td>" for cell in cells))
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        market = words.say("sub_market", market=self._evidence.market.told_whole(words), days=self._evidence.n_days)
        return f"<p><b>{escape(self.sentence)}</b></p><p>{escape(market)}</p><table>{body}</table>"


def open_study(folder: str | Path, language: str | None = None) -> Study:
    """Open a finished comparison.

    Parameters
    ----------
    folder : path
        ``<out>/<experiment>``, such as ``outputs/kol_mix``.
    language : {"en", "zh"}, optional
        Of sentences and figures; left out, the study's own.

    Raises
    ------
    ConfigError
        If there is no finished run, or no such language.
    """
    from ..report.words import LANGUAGES

    path = Path(folder)
    if not path.is_dir():
        raise ConfigError(message("notebook.no_folder", folder=path))
    if language is not None and language not in LANGUAGES:
        raise ConfigError(message("notebook.wrong_language", name=language, allowed=[*LANGUAGES]))
    return Study(path, language)
