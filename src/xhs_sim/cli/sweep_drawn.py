"""The picture of a sweep: who leads where; of a single arm, how its figure answers."""

from collections import Counter
from pathlib import Path

import polars as pl

from ..config import Config, describe_parameters
from ..lab.leads import Leads
from ..lab.led import in_all, plain
from ..lab.plan import POINTS, Sweep
from ..lab.table import metadata_of
from ..report import Swept, draw_leads, draw_response, save_figure
from ..report.figures.style import is_wide
from ..report.market import market_of
from ..report.words import Words, load_words
from ..verdict.statistics import LEAST_RUNS

_CHANGES_MARKET = ("population", "n_days", "experiment")  # parameters, of which no market can be told for all cells
_SHORT = 32  # columns of text, up to which a meaning may stand in a title
_AFTER = (";", ":", "；", "：", "，", "（")  # what a meaning says beyond this is detail


def draw_sweep(sweep: Sweep, table: Path, outcome: str, leads: Leads | None) -> Path | None:
    """Draw a sweep into its folder; return the picture's path, or None where there is nothing to draw.

    Parameters
    ----------
    sweep : Sweep
    table : Path
        ``sweep.parquet``.
    outcome : str
        The metric that is shown.
    leads : Leads, optional
        Who leads on it; None where there are no arms to compare.
    """
    config = sweep.config
    if config is None or not sweep.parameters:
        return None
    runs = _runs(table, config, outcome)
    if runs.drop_nulls("value").is_empty():
        return None
    words = load_words(config.report.language).calling(config.study.labels)
    folder, level = sweep.folder / "figures", config.study.interval_level
    if leads is None:
        arms = ["arm"] if len(sweep.subject.arms) > 1 else []
        first, *others = sweep.parameters
        named = runs.with_columns(pl.col("arm").replace({arm: words.arm(arm) for arm in sweep.subject.arms}))
        name, figure = f"response_{outcome}", draw_response(named, [first, *arms, *others], outcome, words, level=level)
    else:
        name, figure = f"leads_{outcome}", draw_leads(swept_of(sweep, runs, leads, words), words)
    save_figure(figure, folder, name, words, metadata_of(sweep))
    return folder / f"{name}.png"


def _runs(table: Path, config: Config, outcome: str) -> pl.DataFrame:
    brand = config.report.brand_focus or config.campaign.brand
    rows = pl.scan_parquet(table).filter(pl.col("metric") == outcome, pl.col("line").is_null()).collect()
    own = rows.filter(pl.col("brand") == brand) if brand is not None else rows.clear()
    return rows.filter(pl.col("brand").is_null()) if own.is_empty() else own


def swept_of(sweep: Sweep, runs: pl.DataFrame, leads: Leads, words: Words) -> Swept:
    """Return a sweep as its picture sees it: frames and words."""
    config = sweep.config
    assert config is not None
    points = pl.read_parquet(sweep.folder / POINTS)
    led = pl.DataFrame(
        [{"place": cell.place, "first": cell.first, "lead": cell.lead, "per": cell.per.value, "is_told": cell.is_told}
         for cell in leads.cells],
        schema={"place": pl.UInt32, "first": pl.String, "lead": pl.Float64, "per": pl.String, "is_told": pl.Boolean},
    )  # fmt: skip
    meanings = {row.path: _meaning(row.description.told(words.language)) for row in describe_parameters(config)}
    known = {name: meanings[name] for name in sweep.parameters if meanings.get(name)}
    changes_market = any(name.split(".")[0] in _CHANGES_MARKET for name in sweep.parameters)
    return Swept(
        finding=lead_title(leads, words, known),
        cells=points.with_row_index("place").unique("point", keep="first", maintain_order=True).join(
            led, on="place", how="left", maintain_order="left"
        ),
        values=runs, parameters=sweep.parameters, meanings=known, arms=tuple(sweep.subject.arms),
        baseline=sweep.subject.baseline, metric=leads.objective.metric, level=config.study.interval_level,
        market=None if changes_market else market_of(config.population.model_dump()), n_days=config.n_days,
        left_out={arm: held for arm, (held, _) in leads.left_out.items()},
    )  # fmt: skip


def _meaning(text: str) -> str:
    for end in _AFTER:
        text = text.split(end, maxsplit=1)[0]
    return text.strip()


def lead_title(leads: Leads, words: Words, meanings: dict[str, str]) -> str:
    """Say in a line who leads in how many cells, whether that is told apart, and where another does."""
    counts, n, usual = leads.counts, len(leads.cells), leads.usual
    metric = words.within(words.metric(leads.objective.metric))
    if usual is None:
        return words.say("sweep_nobody_leads", metric=metric, n=n)
    told = sum(cell.is_told for cell in leads.cells if cell.first == usual)
    how = "sweep_title_few" if leads.n_runs < LEAST_RUNS else "sweep_title_told" if told else "sweep_title_none_told"
    if told == counts[usual] > 0:
        how = "sweep_title_all_told"
    key = in_all("sweep_title", n) if counts[usual] == n else "sweep_title"
    said = {"arm": words.arm(usual), "metric": metric, "held": counts[usual], "n": n}
    parts = [words.say(key, **said, how=words.say(how, told=told))]
    ends = Counter(rule.name.rsplit(".", 1)[-1] for rule in leads.rules)
    for rule in leads.rules:
        end = rule.name.rsplit(".", 1)[-1]
        name, meaning = end if ends[end] == 1 else rule.name, meanings.get(rule.name, "")
        if meaning and sum(1 + is_wide(letter) for letter in meaning) <= _SHORT:
            name = words.say("name_meaning", name=name, meaning=meaning)
        parts.append(words.say(f"sweep_title_{rule.side}", name=name, bound=plain(rule.bound), arm=words.arm(rule.arm)))
    return words.say("semicolon").join(parts)
