"""What a result leans on: which parameters decide it, and whether its ranking stands when the uncertain ones move."""

import polars as pl

from ...report.sensitivity import meaning_of, name_of
from ...report.words import Words
from ..axes import in_lines
from ..cards import Card, Chosen, Control, Drawn, Seen
from ..charts import Looks, bars, dots
from ..frames import table
from ..names import at_value, parameter
from ..parts import Option
from .compared import looks_of, numbers_of

_LUCK = "#7b828c"


def _outputs(seen: Seen) -> list[Option]:
    found = table(seen.study.folder / "indices.parquet")
    names = [] if found is None else found["output"].unique(maintain_order=True).to_list()
    return [
        (name, seen.words.say("dashboard_output_gain") if name == "gain" else seen.words.metric(name)) for name in names
    ]


def _methods(seen: Seen) -> list[Option]:
    found = table(seen.study.folder / "indices.parquet")
    there = set() if found is None else set(found["measure"])
    return [(each, seen.words.say(f"dashboard_measure_{each}")) for each in ("ST", "S1", "mu_star") if each in there]


def draw_indices(seen: Seen, chosen: Chosen) -> Drawn:
    """Draw how much each parameter moves an output."""
    words, found = seen.words, table(seen.study.folder / "indices.parquet")
    measure, output = chosen["measure"], chosen["output"]
    if found is None or measure is None:
        return Drawn(words.say("dashboard_no_indices"), words.say("dashboard_no_indices_why"), None)
    rows = found.filter((pl.col("measure") == measure) & (pl.col("output") == output) & pl.col("value").is_not_null())
    rows = rows.sort("value", descending=True)
    is_share = measure != "mu_star"
    tell = words.percent if is_share else words.number
    marks = [
        {"name": parameter(row["parameter"], words), "at": row["value"], "low": row["low"], "high": row["high"],
         "colour": _LUCK if row["parameter"] == "luck" else None,
         "told": _told(row["parameter"], tell(row["value"]), words)}
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip
    if not marks:
        return Drawn(words.say("dashboard_no_indices"), words.say("dashboard_no_indices_why"), None)
    said = words.say(f"dashboard_measure_{measure}")
    title = words.say("dashboard_indices_title", parameter=marks[0]["name"], share=tell(rows["value"][0]), measure=said)
    about = words.say(f"dashboard_indices_{measure}")
    shown = pl.DataFrame({
        words.say("dashboard_parameter"): [mark["name"] for mark in marks],
        words.say(f"dashboard_measure_{measure}"): [tell(value) for value in rows["value"]],
        words.say("dashboard_interval"): [
            words.say("span", low=tell(low), high=tell(high)) if low is not None else words.say("no_interval")
            for low, high in rows.select("low", "high").iter_rows()
        ],
        words.say("dashboard_path"): [name_of(name, words) for name in rows["parameter"]],
        words.say("dashboard_meaning"): [meaning_of(name, words) for name in rows["parameter"]],
    })  # fmt: skip
    return Drawn(
        title, about, bars(marks, words.say(f"dashboard_measure_{measure}"), tell), shown, numbers_of(marks, words)
    )


def _told(path: str, value: str, words: Words) -> str:
    """Return what hovering tells of a parameter: its share, its path, what it means."""
    told = (f"{parameter(path, words)}: {value}", name_of(path, words), meaning_of(path, words))
    return "<br>".join(in_lines(line, 60) for line in dict.fromkeys(told) if line)


def draw_stand(seen: Seen, _: Chosen) -> Drawn:
    """Draw how often each arm leads when the uncertain parameters are drawn from their ranges."""
    words, leads = seen.words, seen.study.origin.get("leads") or {}
    if not leads:
        return Drawn(words.say("dashboard_no_stand"), words.say("dashboard_no_stand_why"), None)
    looks = looks_of(seen) if seen.study.origin.get("config") else Looks([*leads], None)
    rows = [
        {"arm": arm, "at": each["times"] / each["of"], "low": each["low"], "high": each["high"], "n": each["of"],
         "times": each["times"], "name": words.arm(arm) if arm else words.say("dashboard_nobody")}
        for arm, each in leads.items() if each["of"] and (arm or each["times"])  # no arm: nobody leads
    ]  # fmt: skip
    rows.sort(key=lambda row: -row["at"])
    if not rows:
        return Drawn(words.say("dashboard_no_stand"), words.say("dashboard_no_stand_why"), None)
    first = rows[0]
    title = words.say("dashboard_stand_title", arm=first["name"], times=first["times"], of=first["n"])
    shown = pl.DataFrame({
        words.say("dashboard_arm"): [row["name"] for row in rows],
        words.say("dashboard_leads_in"): [f"{row['times']} / {row['n']}" for row in rows],
        words.say("dashboard_interval"): [words.span("reach_share", row["low"], row["high"]) for row in rows],
    })  # fmt: skip
    about = words.say("dashboard_stand_about", n=seen.study.origin.get("numbers") or 0)
    return Drawn(title, about, dots(rows, looks, words, "reach_share", sign=False), shown, numbers_of(rows, words))


def draw_tornado(seen: Seen, _: Chosen) -> Drawn:
    """Draw by how much the lead changes at both ends of each parameter's range."""
    words, found = seen.words, table(seen.study.folder / "tornado.parquet")
    if found is None or not found.height:
        return Drawn(words.say("dashboard_no_tornado"), words.say("dashboard_no_tornado_why"), None)
    metric = str(seen.study.origin.get("metric") or "value")
    looks = Looks([*found["parameter"].unique(maintain_order=True)], None)
    rows = [
        {"arm": row["parameter"], "name": at_value(row["parameter"], row["value"], words),
         "path": row["parameter"], "at": row["gap_change"],
         "low": row["gap_change_low"], "high": row["gap_change_high"]}
        for row in found.iter_rows(named=True) if row.get("gap_change") is not None
    ]  # fmt: skip
    if not rows:
        return Drawn(words.say("dashboard_no_tornado"), words.say("dashboard_no_tornado_why"), None)
    most = max(rows, key=lambda row: abs(row["at"]))
    title = words.say(
        "dashboard_tornado_title", parameter=most["name"], change=words.value(metric, most["at"], sign=True)
    )
    shown = pl.DataFrame({
        words.say("dashboard_parameter"): [row["name"] for row in rows],
        words.say("dashboard_path"): [row["path"] for row in rows],
        words.say("dashboard_change"): [words.value(metric, row["at"], sign=True) for row in rows],
        words.say("dashboard_interval"): [words.span(metric, row["low"], row["high"], sign=True) for row in rows],
    })  # fmt: skip
    return Drawn(
        title, words.say("dashboard_tornado_about"), dots(rows, looks, words, metric), shown, numbers_of(rows, words)
    )


SENSITIVITY = (
    Card("sensitivity", "indices", draw_indices, (Control("output", _outputs), Control("measure", _methods))),
)
ROBUSTNESS = (Card("robustness", "stand", draw_stand), Card("robustness", "tornado", draw_tornado))
