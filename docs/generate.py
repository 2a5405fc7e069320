"""Write the pages that the code knows best (parameters, sources, data dictionary, metrics, targets): ``make docs``."""

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from xhs_sim.config import ParameterRow, describe_parameters, load_config
from xhs_sim.config.bibliography import Work, bibliography, read_source
from xhs_sim.config.registry import plugins
from xhs_sim.config.usual_terms import every_tactic
from xhs_sim.diary.words import WORDS
from xhs_sim.metrics import FAMILIES, METRICS, Metric
from xhs_sim.phases.serve.score import FEATURES, OfPair
from xhs_sim.records.columns import Column
from xhs_sim.records.tables import TABLES
from xhs_sim.study.targets import Target, load_targets

DOCS = Path(__file__).parent
MOST = 60  # characters of a value that are shown
CONFIDENCE = """\
Confidence: **high** a platform paper or log, or computed from raw data; **medium** an official figure
quoted second-hand or a named research firm; **low** trade press or our own design; **choice** is yours."""
SOURCES = """\
Each parameter ([parameters](parameters.md)), each target ([validation](validation.md)) and each method of
[the model](odd/README.md) names its source by an id that is a heading here. Written by `make docs` from
`src/xhs_sim/config/bibliography.yaml`; `xhs-sim show sources` prints it. What was entered a second time:
[second entry](second_entry.md)."""
SECOND = """\
Every target and every parameter of high confidence was entered twice. The second time from the source itself, as
far as it could be had: {rows} figures were computed again from published rows, {page} read again at the place
named, {sum} computed from other entries; of {notes} only the notes of the first reading could be read again, which
is no second reading of the source (above all the tables of Qilin and the bar chart of 2018). A test holds the two
against each other: a difference needs a reason. Written by `make docs` from `docs/second_entry.yaml`."""
EXPERIMENTS = """\
Each page holds the question, the hypothesis written before the run, the arms, the result, and what a team would
decide by it. `xhs-sim show experiments` lists those that ship as a configuration, `xhs-sim compare experiment=NAME`
asks again, and `make experiments` asks all of them at their small size.

A market is U people (`population.audience`), of whom n are readers who are simulated (`population.n_users`); each
stands for w = U / n people. What is written, paid and counted is there one to one. A page whose answer is of the market
of before, where the users were all there was, says so. Written by `make docs` from the titles."""
KINDS = {
    "paper": "Papers and books", "data": "Data sets, read by us", "platform": "What the platform published or said",
    "industry": "Research firms", "trade": "Trade press, no method shown", "law": "Rules", "own": "Our own",
}  # fmt: skip
BEGIN, END = "<!-- targets: written by make docs, from configs/targets/ and docs/targets.yaml -->", "<!-- /targets -->"
WRITTEN = "Written by `make docs`; edit the schema or the configs instead."


def parameters() -> str:
    """Return the table of parameters, part by part."""
    lines = ["# Parameters", "", WRITTEN, ""]
    lines += [CONFIDENCE, ""]
    rows = describe_parameters(load_config([every_tactic()]))
    for part, members in groupby(rows, key=lambda row: row.path.split(".")[0] if "." in row.path else "run"):
        lines += [f"## {part}", "", "| parameter | default | range | meaning | source | confidence |"]
        lines += ["|---|---|---|---|---|---|", *(_parameter(row) for row in members), ""]
        lines += _features() if part == "ranker" else []
    return "\n".join(lines)


def _features() -> list[str]:
    lines = ["What a ranker may weigh ([one of your own](contributing/ranking_feature.md)):", ""]
    lines += ["| feature | meaning |", "|---|---|"]
    for name, feature in FEATURES.own.items():
        lines.append(_row((f"`{name}`", feature.meaning if isinstance(feature, OfPair) else _first_line(feature))))
    return [*lines, ""]


def _first_line(documented: object) -> str:
    return " ".join((documented.__doc__ or "").strip().split("\n\n")[0].split())


def _parameter(row: ParameterRow) -> str:
    bounds = "" if row.low is None or row.high is None else f"{_plain(row.low)} to {_plain(row.high)} {row.unit}"
    source = _source(row.source) if row.source else ""
    return _row((f"`{row.path}`", _brief(row.default), bounds, row.description, source, row.confidence))


def _plain(number: float) -> str:
    """``320,000,000``, not ``3.2e+08``; the highest seed stays short."""
    return f"{number:,.0f}" if float(number).is_integer() and 1e4 <= abs(number) < 1e12 else f"{number:g}"


def _source(source: str) -> str:
    """Link the ids of a source to their entries."""
    cited = read_source(source)
    links = ", ".join(f"[{name}](bibliography.md#{name})" for name in cited.ids)
    return f"{links}: {cited.says}" if cited.says else links


def _brief(value: object) -> str:
    if isinstance(value, dict) and all(isinstance(inner, dict) for inner in value.values()) and value:
        return ", ".join(value)
    text = "none" if value is None else str(value)
    if isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() else f"{value:g}"
    return text if len(text) <= MOST else text[: MOST - 3] + "..."


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def sources() -> str:
    """Return the bibliography, kind by kind."""
    lines = ["# Where numbers come from", "", SOURCES.replace("\n", " "), ""]
    works = bibliography()
    for kind, title in KINDS.items():
        lines += [f"## {title}", ""]
        for name, work in works.items():
            if work.kind == kind:
                lines += [f"### {name}", "", _work(work), ""]
    return "\n".join(lines)


def _work(work: Work) -> str:
    where = [work.where, f"doi:{work.doi}" if work.doi else "", f"arXiv {work.arxiv}" if work.arxiv else ""]
    year, via = f" ({work.year})" if work.year else "", f" Read through {work.via}." if work.via else ""
    return (
        f"{work.authors}{year}. *{work.title}.* {', '.join(part for part in where if part)}.{via} For: {work.used_for}."
    )


def second_entry() -> str:
    """Return both entries of each figure side by side, with the reason where they differ."""
    second = yaml.safe_load((DOCS / "second_entry.yaml").read_text(encoding="utf-8"))
    entries, reasons = second["entries"], second["because"]
    counts = Counter(entry["read"] for entry in entries)
    first = {target.metric: target.target for target in load_targets().targets}
    first |= {row.path: row.default for row in describe_parameters(load_config())}
    lines = ["# Second entry", "", SECOND.format(**counts).replace("\n", " "), ""]
    lines += ["| figure | first | second | read | where | differs because |", "|---|---|---|---|---|---|"]
    for entry in entries:
        known = entry.get("first", _below(first, entry["of"]))
        where = f"{_source(entry['source'])}, {entry['where']}"
        why = reasons.get(entry.get("differs"), entry.get("differs", ""))
        lines.append(_row((f"`{entry['of']}`", f"{known:g}", f"{entry['value']:g}", entry["read"], where, why)))
    return "\n".join([*lines, ""])


def _below(values: dict[str, Any], path: str) -> Any:
    """Return a value by its path; below a map of free names by the map's."""
    head, _, key = path.rpartition(".")
    return values[path] if path in values else values[head][key]


def experiments() -> str:
    """Return the list of experiments: each page's title is its question."""
    lines = ["# Questions asked", "", *EXPERIMENTS.splitlines(), ""]
    for page in sorted((DOCS.parent / "experiments").glob("*/README.md")):
        title = page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        lines.append(f"* [{title}]({page.parent.name}/README.md)")
    return "\n".join([*lines, ""])


def data_dictionary() -> str:
    """Return every table of a run with its columns, types and meanings."""
    about = yaml.safe_load((DOCS / "columns.yaml").read_text(encoding="utf-8"))
    lines = ["# Data dictionary", "", "The tables of a run, `records/*.parquet`, one file each.", WRITTEN]
    lines += ["Columns named `true_*` are latent: kept to judge the platform by, unknown to it.", ""]
    plugins()  # tactics enter tables of their own
    for table, columns in TABLES.items():
        lines += [f"## {table}", "", about["tables"].get(table, ""), "", "| column | type | meaning |", "|---|---|---|"]
        meanings = about["columns"]
        lines += [_row((f"`{name}`", _kind(each), meanings.get(name, ""))) for name, each in columns.items()]
        lines.append("")
    lines += ["## Words", "", "What columns of words hold; a config names its own brands, topics and so on.", ""]
    lines += ["| noun | words |", "|---|---|"]
    lines += [_row((noun, ", ".join(f"`{word}`" for word in words))) for noun, words in sorted(WORDS.items())]
    return "\n".join([*lines, ""])


def _kind(column: Column) -> str:
    return f"{column.dtype.__name__}: {column.noun}" if column.noun else column.dtype.__name__


def metrics() -> str:
    """Return every metric with its definition, in both languages' names."""
    lines = ["# Metrics", "", "What `metrics.parquet` holds: metric, brand, day (empty = whole run), value, unit."]
    lines += [WRITTEN]
    for family in FAMILIES:
        module = import_module(f"xhs_sim.metrics.{family}")
        lines += ["", f"## {family.capitalize()}", "", _first_line(module), ""]
        lines += ["| metric | name | 中文 | unit | better | definition |", "|---|---|---|---|---|---|"]
        lines += [_metric(each) for each in METRICS.own.values() if each.compute.__module__ == module.__name__]
    return "\n".join([*lines, ""])


def _metric(metric: Metric) -> str:
    better = "" if metric.better == "none" else metric.better
    label = (metric.label_en, metric.label_zh)
    return _row((f"`{metric.name}`", *label, metric.unit, better, _first_line(metric.compute)))


def validation() -> str:
    """Return the page of targets: written by hand but for the part between the marks."""
    page = (DOCS / "validation.md").read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    about = yaml.safe_load((DOCS / "targets.yaml").read_text(encoding="utf-8"))
    lines: list[str] = []
    targets = load_targets().targets
    for group, title in about["groups"].items():
        lines += ["", f"### {title}", ""]
        lines += [_target(target, about["targets"][target.metric]) for target in targets if target.group == group]
    return "\n".join([before + BEGIN, *lines, "", END + after])


def _target(target: Target, why: str) -> str:
    metric = METRICS[target.metric]
    meaning = _first_line(metric.compute)
    known = f"{target.target:g} {target.unit}, allowed {target.low:g} to {target.high:g}"
    trust = f"{target.kind}, confidence {target.confidence} ({_source(target.source)})"
    return f"* **{metric.label_en}** (`{target.metric}`). {meaning} *{known}; {trust}.* {why.strip()}"


PAGES = {
    "parameters.md": parameters, "bibliography.md": sources, "second_entry.md": second_entry,
    "data_dictionary.md": data_dictionary, "metrics.md": metrics, "validation.md": validation,
    "../experiments/README.md": experiments,
}  # fmt: skip


def main() -> None:
    """Write all pages."""
    for name, text in PAGES.items():
        (DOCS / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
