"""What a sweep has asked, run by run, written before any is made: with it, runs that are there already can be read."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from ..records.whole_file import whole_file
from .lab import WHOSE, Asked
from .plan import Sweep

ASKED: Final = "asked.parquet"


def whose(sweep: Sweep, points: pl.DataFrame, asked: Sequence[Asked]) -> pl.DataFrame:
    """Return who is asked, a row for each: ``point``, a column for each parameter, ``arm, replicate, seed``.

    Parameters
    ----------
    sweep : Sweep
    points : frame
        Of the sweep, each once: ``point`` and the parameters.
    asked : sequence of Asked
        Of a point that was asked with several root seeds, replicates are counted on.
    """
    names = [sweep.subject.point(values) for values in sweep.points]
    row_of = {name: row for row, name in enumerate(points["point"])}
    seen: Counter[str] = Counter()
    before = []
    for name in names:
        before.append(seen[name])
        seen[name] += 1
    n = 1 + max((each.replicate for each in asked), default=0)
    values = points[[row_of[names[each.point]] for each in asked]]
    own = pl.DataFrame(
        [(each.arm, each.replicate + n * before[each.point], each.seed) for each in asked],
        schema={name: WHOSE[name] for name in ("arm", "replicate", "seed")},
        orient="row",
    )
    return values.with_columns(own)


def write_asked(sweep: Sweep, points: pl.DataFrame, asked: Sequence[Asked]) -> Path:
    """Write ``asked.parquet``: who is asked, ``run`` (the name of its file in ``runs/``), ``problem``; return its path.

    Parameters
    ----------
    sweep : Sweep
    points : frame
        As for ``whose``.
    asked : sequence of Asked
    """
    table = whose(sweep, points, asked).with_columns(
        run=pl.Series([each.run for each in asked], dtype=pl.String),
        problem=pl.Series([each.problem for each in asked], dtype=pl.String),
    )
    with whole_file(sweep.folder / ASKED) as unfinished:
        table.write_parquet(unfinished, statistics=False)
    return sweep.folder / ASKED
