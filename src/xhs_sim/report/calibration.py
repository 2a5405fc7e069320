"""What a calibration found, in sentences: which parameters the data tell, how sure that is, and what was foretold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from .words import Words

ANSWER, POSTERIOR, COVERAGE = "calibration.json", "posterior.parquet", "coverage.parquet"
PLATFORM: Final = "platform."  # before the name of a figure of the platform as a whole
PANELS: Final = ("whole", "held", "later")
_SHOWN = 12  # names in a sentence


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What a calibration left in its folder.

    Attributes
    ----------
    answer : mapping
        Of ``calibration.json``.
    draws, ranks : frame
        ``posterior.parquet`` and ``coverage.parquet``.
    """

    answer: Mapping[str, Any]
    draws: pl.DataFrame
    ranks: pl.DataFrame

    @property
    def parameters(self) -> Sequence[Mapping[str, Any]]:
        """As the answer has them."""
        found: Sequence[Mapping[str, Any]] = self.answer["parameters"]
        return found

    @property
    def identified(self) -> list[Mapping[str, Any]]:
        """Those that the data tell."""
        return [each for each in self.parameters if each["is_identified"]]

    def foretold(self, panel: str) -> list[Mapping[str, Any]]:
        """Return the figures that were foretold of a panel."""
        return [row for row in self.answer["foretold"] if row["panel"] == panel]


def read_calibration(folder: Path) -> Calibrated | None:
    """Read a folder; None where it holds no finished calibration."""
    if not all((folder / name).is_file() for name in (ANSWER, POSTERIOR, COVERAGE)):
        return None
    answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    return Calibrated(answer, pl.read_parquet(folder / POSTERIOR), pl.read_parquet(folder / COVERAGE))


def sentences_of(found: Calibrated, words: Words) -> list[str]:
    """Return all that is to be said, what matters most first."""
    answer = found.answer
    said = [answer_sentence(found, words), unidentified_sentence(found, words), *foretold_sentences(found, words)]
    said += left_out_sentences(found, words)
    said += covered_sentences(found, words)
    if answer["outside"]:
        said.append(words.say("calibration_outside", names=_figures(answer["outside"], words)))
    if answer["at_edge"]:
        said.append(words.say("calibration_at_edge", names=_listed(answer["at_edge"], words)))
    first, last = answer["trials"]
    said.append(words.say(
        "calibration_by", first=first, last=last, people=words.number(answer["people"]), days=answer["days"],
        members=answer["members"],
    ))  # fmt: skip
    return said


def data_told(found: Calibrated, words: Words) -> str:
    """Say what was observed."""
    answer = found.answer
    n = len(answer["question"]["targets"])
    figures = words.say("calibration_figures", n=n)
    if not answer["notes"]:
        return figures
    notes = words.say("calibration_notes", notes=answer["notes"], accounts=answer["accounts"])
    return words.say("calibration_both", notes=notes, figures=figures) if n else notes


def answer_sentence(found: Calibrated, words: Words) -> str:
    """Say which parameters the data tell, and what they are."""
    sure, n = found.identified, len(found.parameters)
    if not sure:
        return words.say("calibration_none", all=n, what=data_told(found, words))
    told = words.say("semicolon").join(_one(each, found.answer["level"], words) for each in sure)
    return words.say("calibration_answer", identified=len(sure), all=n, what=data_told(found, words), told=told)


def _one(each: Mapping[str, Any], level: float, words: Words) -> str:
    low, middle, high = (f"{value:.3g}" for value in each["posterior"])
    return words.say(
        "calibration_one", name=each["name"], low=low, middle=middle, high=high, level=words.percent(level),
        default=f"{each['default']:.3g}",
    )  # fmt: skip


def unidentified_sentence(found: Calibrated, words: Words) -> str:
    """Name the parameters that the data do not tell."""
    names = [each["name"] for each in found.parameters if not each["is_identified"]]
    key = "calibration_unidentified" if names else "calibration_all_identified"
    return words.say(key, names=_listed(names, words))


def covered_sentences(found: Calibrated, words: Words) -> list[str]:
    """Say how often intervals hold the truth, and by how much they were made wider for that."""
    answer, shares = found.answer, [each["coverage"] for each in found.parameters]
    said = [words.say(
        "calibration_covered", n=answer["truths"], level=words.percent(answer["level"]),
        least=words.percent(min(shares), digits=2), most=words.percent(max(shares), digits=2),
    )]  # fmt: skip
    wider = [each for each in found.parameters if each["widen"] > 1.0]
    if wider:
        most = words.percent(max(each["widen"] for each in wider))
        names = _listed([each["name"] for each in wider], words)
        said.append(words.say("calibration_widened", names=names, most=most))
    return said


def foretold_sentences(found: Calibrated, words: Words) -> list[str]:
    """Say of each panel how many figures lie where they were foretold, those left out first."""
    said = []
    for panel in (*PANELS[1:], PANELS[0]):
        rows = found.foretold(panel)
        if not rows:
            continue
        off = [row["figure"] for row in rows if not row["within"]]
        told = words.say(
            "calibration_foretold", panel=words.say(f"calibration_panel_{panel}"), within=len(rows) - len(off),
            all=len(rows), level=words.percent(found.answer["level"]),
        )  # fmt: skip
        key = "calibration_foretold_off" if off else "calibration_foretold_all"
        said.append(words.say(key, told=told, names=_figures(off, words)))
    return said


def left_out_sentences(found: Calibrated, words: Words) -> list[str]:
    """Say how often figures of creators left out lie where the others foretold them, over several halvings."""
    rows = found.answer.get("left_out", [])  # folders of before have none
    if not rows:
        return []
    told = words.say("comma").join(
        words.say(
            "calibration_left_out_one", name=figure_name(row["figure"], words), within=row["within"], of=row["of"]
        )
        for row in rows
    )  # fmt: skip
    shares = [row["share"] for row in rows]
    return [words.say(
        "calibration_left_out", n=rows[0]["of"], within=sum(row["within"] for row in rows),
        all=sum(row["of"] for row in rows), level=words.percent(found.answer["level"]), told=told,
        worlds=max(row["worlds"] for row in rows), least=words.percent(min(shares), digits=2),
        most=words.percent(max(shares), digits=2),
    )]  # fmt: skip


def figure_name(name: str, words: Words) -> str:
    """Return what a figure is called."""
    if name.startswith(PLATFORM):
        return words.metric(name.removeprefix(PLATFORM))
    return words.table["figure"].get(name, name)


def _figures(names: Sequence[str], words: Words) -> str:
    return _listed([figure_name(name, words) for name in names], words)


def _listed(names: Sequence[str], words: Words) -> str:
    return words.say("comma").join(names[:_SHOWN])
