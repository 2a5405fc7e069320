"""What was found, in sentences: what is told apart, how sure, what is not, and what to try next."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..config.messages import is_known, message
from .biographies import Lives
from .effects import LEVEL, Explored
from .notes import FACTORS, SMALLEST

Row = Mapping[str, Any]


def sentences(found: Explored) -> Iterator[str]:
    """Yield what was found, a message a line; what is told apart first."""
    outcome, rows = outcome_of(found), found.table.to_dicts()
    if found.notes.n_at_least:
        yield message("content.at_least", n=found.notes.n_at_least)
    if found.fit is None:
        yield message("content.none", n=found.n, least=SMALLEST)
        return
    for row in rows:
        if row["told"]:
            key = "content.followers_told" if row["factor"] == "followers" else "content.effect_told"
            yield message(key, **_parts(row), outcome=outcome, p=row["p_holm"], m=len(rows))
    yield from _not_told(rows, outcome)
    yield from _next([row for row in rows if row["factor"] != "followers"])
    yield _basis(found, outcome)
    shown = [message(f"content.in_{factor}") for factor in FACTORS if any(row["factor"] == factor for row in rows)]
    yield message("content.no_cause", factors=shown)


def lives_told(found: Explored, lives: Lives | None) -> str:
    """Return what is known of lives, in a sentence; or why nothing is."""
    if lives is None:
        return message("content.lives_none", least=SMALLEST)
    rows = lives.table.to_dicts()
    first, at = rows[0], rows[min(1, len(rows) - 1)]
    return message(
        "content.lives", n=lives.n, outcome=outcome_of(found), first=first["from_days"], day1=first["reached"],
        last=lives.last, half=lives.half, at=at["from_days"], low=at["reached_low"], high=at["reached_high"],
    )  # fmt: skip


def lives_title(found: Explored, lives: Lives) -> str:
    """Return how soon a typical note has half, in a line."""
    return message("content.lives_title", outcome=outcome_of(found), half=lives.half)


def lives_about(found: Explored, lives: Lives) -> str:
    """Return what a figure of lives shows."""
    return message("content.lives_about", outcome=outcome_of(found), last=lives.last, n=lives.n)


def title_of(found: Explored) -> str:
    """Return the finding in a line: the largest effect that is told apart, if any."""
    outcome = outcome_of(found)
    apart = [row for row in found.table.to_dicts() if row["told"]]
    own = [row for row in apart if row["factor"] != "followers"]
    if own:
        first = max(own, key=lambda row: abs(row["ratio"] - 1))
        return message("content.title_told", **_parts(first), outcome=outcome)
    return message("content.title_followers" if apart else "content.title_open", outcome=outcome)


def about_of(found: Explored) -> str:
    """Return what a figure of it shows."""
    return message("content.figure_about", outcome=outcome_of(found), level=LEVEL, n=found.n, creators=found.n_creators)


def outcome_of(found: Explored) -> str:
    """Return what counts, as it is called."""
    return message(f"content.outcome_{found.notes.outcome}")


def row_of(row: Row) -> str:
    """Return what an effect is of: ``video / image``."""
    if row["factor"] == "followers":
        return message("content.row_followers")
    return message("content.row", option=_option(row["option"]), against=_option(row["against"]))


def _option(name: str) -> str:
    """Return what an option is called; a word of the user's own mapping stands as it is."""
    key = f"content.option_{name}"
    return message(key) if is_known(key) else name


def _parts(row: Row) -> dict[str, Any]:
    return {
        "option": _option(row["option"]), "against": _option(row["against"]), "ratio": row["ratio"],
        "low": row["ci_low"], "high": row["ci_high"],
    }  # fmt: skip


def _not_told(rows: list[dict[str, Any]], outcome: str) -> Iterator[str]:
    still = [row for row in rows if not row["told"]]
    for factor in FACTORS:
        own = [row for row in still if row["factor"] == factor]
        if own:
            options = [message("content.one_open", **_parts(row)) for row in own]
            name, against = message(f"content.factor_{factor}"), _option(own[0]["against"])
            yield message("content.not_apart", factor=name, against=against, options=options)
    for row in still:
        if row["factor"] == "followers":
            yield message("content.followers_open", **_parts(row), outcome=outcome)


def _next(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the option with the best lower end, if it is told apart; and the one that least is known of."""
    better = [row for row in rows if row["told"] and row["ratio"] > 1]
    if better:
        best = max(better, key=lambda row: row["ci_low"])
        yield message("content.try_more", **_parts(best), n=best["n"])
    still = [row for row in rows if not row["told"] and row["ci_high"] > 1]
    if still:
        widest = max(still, key=lambda row: row["ci_high"] / row["ci_low"])
        yield message("content.try_open", **_parts(widest), n=widest["n"])


def _basis(found: Explored, outcome: str) -> str:
    fit = found.fit
    assert fit is not None
    how = message(f"content.how_{fit.why or fit.how}")
    age = message("content.age_held" if found.by_age else "content.age_not_held")
    return message("content.basis", n=found.n, creators=found.n_creators, outcome=outcome, how=how, age=age)
