"""The plan page: for each arm a calendar of what happens when, whom it hires at what price, and what it spends on."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from .dates import Calendar, Festival, say_date, say_day, say_weekday
from .evidence import Evidence, setting
from .hot import hot_days
from .plan import TIERS, Entry, budget_of, days_of, hired_creators
from .runs import Run, first_runs, stack
from .sections import Cell, Table, dense
from .template import fill
from .words import LANGUAGES, UNKNOWN, Words, load_words

_MOST = 60  # creators listed
WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the calendar; outside the run it has no name."""

    name: str
    weekday: str  # said where the calendar is a list
    is_festive: bool
    festivals: tuple[str, ...]  # named on their first day and on Mondays
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A row of the calendar; ``skipped`` is how many empty weeks stand for one row, 0 for a usual one."""

    days: tuple[Day, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class ArmPlan:
    """One arm's plan."""

    arm: str
    name: str
    weeks: tuple[Week, ...]
    tables: tuple[Table, ...]
    varies: str  # what other replicates have in common with the one told
    nothing: str  # what to say where the calendar is empty


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All arms' plans, and what each spends by line."""

    weekdays: tuple[str, ...]
    arms: tuple[ArmPlan, ...]
    spend: Table | None


def plan_page(evidence: Evidence, words: Words) -> PlanPage:
    """Put the plans of all arms together."""
    weekdays = tuple(say_weekday(day, words) for day in range(WEEK)) if evidence.calendar else ()
    firsts = first_runs(evidence.runs)
    arms = tuple(_arm_plan(firsts[arm], evidence, words) for arm in evidence.arms if arm in firsts)
    return PlanPage(weekdays, arms, _spend(evidence, words))


def plan_name(language: str) -> str:
    """File name of the plan page in a language."""
    return f"plan.{language}.html"


def render_plan(evidence: Evidence, question: str, words: Words) -> str:
    """Fill the plan page's template."""
    others = (load_words(each) for each in LANGUAGES if each != words.language)
    names = [(plan_name(o.language), o.table["language_name"]) for o in others]
    return fill(
        "plan.html.j2", say=words.say, words=words, experiment=evidence.experiment, question=question,
        languages=[(file, name["html"], name["self"]) for file, name in names],
        report="report.html", plan=plan_page(evidence, words),
        market=words.say("sub_market", market=evidence.market.told_whole(words), days=evidence.n_days),
    )  # fmt: skip


def _arm_plan(run: Run, evidence: Evidence, words: Words) -> ArmPlan:
    days = days_of(run, evidence.brand, words)
    hired = hired_creators(run, evidence.brand)
    tables = tuple(table for table in (_tiers(run, evidence, words), _creators(run, hired, evidence, words)) if table)
    planned = evidence.calendar.festivals(evidence.n_days, words.language) if evidence.calendar else []
    weeks = calendar_weeks(days, [*planned, *hot_days(run, words)], evidence.calendar, evidence.n_days, words)
    budget = float(setting(run.config, "campaign.budget_cny") or 0)
    nothing = words.say("plan_came_to_nothing", budget=words.money(budget)) if budget else words.say("plan_nothing")
    return ArmPlan(run.arm, words.arm(run.arm), weeks, tables, _varies(run, hired, evidence, words), nothing)


def calendar_weeks(
    days: dict[int, list[Entry]], festivals: Sequence[Festival], calendar: Calendar | None, n_days: int, words: Words
) -> tuple[Week, ...]:
    """Return the rows of a calendar from the first week with an entry to the last, empty weeks between them skipped.

    ``festivals`` are what is marked: those of the calendar, and hot events.
    """
    if not days:
        return ()
    offset = calendar.date_of(0).weekday() if calendar else 0
    begin, end = min(days) + offset, max(days) + offset
    weeks: list[Week] = []
    for week in range(begin // WEEK, end // WEEK + 1):
        numbers = range(week * WEEK - offset, (week + 1) * WEEK - offset)
        if any(day in days for day in numbers):
            told = tuple(_day(day, days.get(day, []), festivals, calendar, n_days, words) for day in numbers)
            weeks.append(Week(told, 0))
        elif weeks and weeks[-1].skipped:
            weeks[-1] = Week((), weeks[-1].skipped + 1)
        else:
            weeks.append(Week((), 1))
    return tuple(weeks)


def _day(
    day: int,
    entries: Sequence[Entry],
    festivals: Sequence[Festival],
    calendar: Calendar | None,
    n_days: int,
    words: Words,
) -> Day:
    if not 0 <= day < n_days:
        return Day("", "", is_festive=False, festivals=(), entries=())
    on = [each for each in festivals if each.first <= day <= each.last]
    weekday = calendar.date_of(day).weekday() if calendar else None
    name = say_date(day, calendar, words) if calendar else say_day(day, None, words)
    names = tuple(
        each.name for each in on if weekday == 0 or day in (each.first, 0)
    )  # the colour says it on other days
    said = "" if weekday is None else say_weekday(weekday, words)
    return Day(name, said, is_festive=bool(on), festivals=names, entries=tuple(entries))


def _tiers(run: Run, evidence: Evidence, words: Words) -> Table | None:
    """Creators by tier: what the first replicate hired, and beneath it the range over all."""
    everybody = stack(evidence.runs, "contracts", brand=evidence.brand)
    hired = everybody if everybody.is_empty() else everybody.filter(pl.col("arm") == run.arm)
    if hired.is_empty():
        return None
    price = pl.col("fee_cny") + pl.col("service_fee_cny") + pl.col("goods_cny")
    sums = hired.group_by("seed", "tier").agg(
        creators=pl.col("creator").n_unique().cast(pl.Float64), notes=pl.len().cast(pl.Float64), paid=price.sum()
    )
    seeds = [each.seed for each in evidence.runs if each.arm == run.arm]
    everywhere = pl.DataFrame({"seed": seeds}, schema={"seed": pl.Int64}).join(
        pl.DataFrame({"tier": [tier for tier in TIERS if tier in hired["tier"]]}), how="cross"
    )  # fmt: skip
    full = everywhere.join(sums, on=["seed", "tier"], how="left").fill_null(0.0)
    rows = []
    for tier in everywhere["tier"].unique(maintain_order=True):
        part = full.filter(pl.col("tier") == tier)
        mine = part.filter(pl.col("seed") == run.seed).row(0, named=True)
        cells = [_ranged(mine[name], part[name], metric, words) for name, metric in _TIER_COLUMNS]
        each = words.money(mine["paid"] / mine["notes"]) if mine["notes"] else UNKNOWN
        rows.append((Cell(words.say(f"tier_{tier}")), [*cells, Cell(each)]))
    heads = [words.say(f"plan_head_{name}") for name in ("tier", *(name for name, _ in _TIER_COLUMNS), "each")]
    return Table(f"tiers-{run.arm}", words.say("plan_tiers"), *dense(heads, rows), words.say("plan_tiers_caption"))


_TIER_COLUMNS = (("creators", "users"), ("notes", "notes"), ("paid", "spend"))


def _ranged(value: float, over_runs: pl.Series, metric: str, words: Words) -> Cell:
    """A value, and beneath it the range over runs, where runs differ as far as it is printed."""
    bounds = over_runs.to_numpy()
    low, high = (words.value(metric, float(bound)) for bound in (bounds.min(), bounds.max()))
    return Cell(words.value(metric, value), () if low == high else (words.say("span", low=low, high=high),))


def _creators(run: Run, hired: pl.DataFrame, evidence: Evidence, words: Words) -> Table | None:
    if hired.is_empty():
        return None
    rows = [
        (
            Cell(say_day(row["publish_day"], evidence.calendar, words)),
            [
                Cell(words.say("plan_creator", number=row["creator"])),
                Cell(words.say(f"tier_{row['tier']}")), Cell(words.number(row["followers"])),
                Cell(words.say(f"contract_{row['kind']}")), Cell(words.money(row["price"])),
                Cell(words.number(row["impressions"])), Cell(words.number(row["engagements"])),
            ],
        )
        for row in hired.head(_MOST).to_dicts()
    ]  # fmt: skip
    names = ("published", "creator", "tier", "followers", "kind", "price", "impressions", "engagements")
    more = words.say("plan_more", n=hired.height - _MOST) if hired.height > _MOST else ""
    heads = [words.say(f"plan_head_{name}") for name in names]
    return Table(f"creators-{run.arm}", words.say("plan_creators", n=hired.height), *dense(heads, rows), more)


def _varies(run: Run, hired: pl.DataFrame, evidence: Evidence, words: Words) -> str:
    """How many of the first replicate's creators the other replicates hire too."""
    others = [each for each in evidence.runs if each.arm == run.arm and each.seed != run.seed]
    if hired.is_empty() or not others:
        return ""
    mine = set(hired["creator"])
    of_all = stack(evidence.runs, "contracts", brand=evidence.brand).filter(pl.col("arm") == run.arm)
    theirs: dict[int, set[int]] = {each.seed: set() for each in others}
    for seed, creator in of_all.filter(pl.col("seed") != run.seed).select("seed", "creator").iter_rows():
        theirs[seed].add(creator)
    shared = mine.intersection(*theirs.values())
    return words.say("plan_varies", n=len(others), shared=len(shared), hired=len(mine))


def _spend(evidence: Evidence, words: Words) -> Table | None:
    """Lines by arms: the mean over replicates, and beneath it the range; budget and what was left of it below."""
    ledger = stack(evidence.runs, "ledger", brand=evidence.brand)
    if ledger.is_empty():
        return None
    budgets = {run.arm: budget_of(run) for run in evidence.runs}
    arms = [arm for arm in evidence.arms if budgets.get(arm) or arm in ledger["arm"]]
    runs = pl.DataFrame({"arm": [r.arm for r in evidence.runs], "seed": [r.seed for r in evidence.runs]})
    sums = ledger.group_by("arm", "seed", "kind").agg(pl.col("amount_cny").sum())
    total = ledger.group_by("arm", "seed").agg(pl.col("amount_cny").sum())
    others = sorted(set(ledger["kind"]) - set(SPENT_ON))  # of tactics from outside
    called = {kind: words.say(f"spent_on_{kind}") for kind in SPENT_ON if kind in ledger["kind"]}
    called |= {kind: kind.replace("_", " ") for kind in others}
    rows = [
        (Cell(name), _line(sums.filter(pl.col("kind") == kind), runs, arms, words)) for kind, name in called.items()
    ]
    rows.append((Cell(words.say("spent_total")), _line(total, runs, arms, words)))
    rows.append((Cell(words.say("spent_budget")), [Cell(words.money(budgets.get(arm))) for arm in arms]))
    heads = [words.say("spent_head"), *(words.arm(arm) for arm in arms)]
    return Table(
        "spend",
        words.say("plan_spend"),
        tuple(heads),
        tuple((name, tuple(cells)) for name, cells in rows),
        words.say("plan_spend_caption"),
    )


# Kinds of payment in the order told; see the data dictionary.
SPENT_ON = (
    "creator_fee", "service_fee", "gift", "bonus", "fee_refund", "feed_ads", "search_ads", "media", "event",
    "community", "reward", "survey", "affiliate", "live_fee", "live_commission",
)  # fmt: skip


def _line(sums: pl.DataFrame, runs: pl.DataFrame, arms: Sequence[str], words: Words) -> list[Cell]:
    full = runs.join(sums, on=["arm", "seed"], how="left").with_columns(pl.col("amount_cny").fill_null(0.0))
    cells = []
    for arm in arms:
        paid = full.filter(pl.col("arm") == arm)["amount_cny"]
        mean = float(paid.sum()) / max(len(paid), 1)
        cells.append(_ranged(mean, paid, "spend", words) if paid.to_numpy().any() else Cell(UNKNOWN))
    return cells
