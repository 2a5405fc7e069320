"""From the answers of a lab to what a verdict looks at: a case for each point, or for each seed of a point."""

from collections.abc import Sequence
from typing import Literal

import polars as pl

from ..config import Config
from ..lab.leads import case_in
from ..verdict import Case


def cases_in(answers: pl.DataFrame, config: Config, by: Literal["point", "replicate"]) -> dict[int, Case | str]:
    """Return the case of each point (or seed), or the error that keeps from saying what happened there.

    Parameters
    ----------
    answers : frame
        As ``Lab.ask`` returns it.
    config : Config
        Of the study.
    by : {"point", "replicate"}
        What makes a case of its own.
    """
    found: dict[int, Case | str] = {}
    for (key,), rows in answers.partition_by(by, as_dict=True).items():
        errors = rows["error"].drop_nulls()
        found[int(key)] = case_in(rows, config) if errors.is_empty() else str(errors[0])
    return dict(sorted(found.items()))


def sound_seeds(answers: pl.DataFrame) -> list[int]:
    """Return the replicates in which no arm's run failed."""
    failed = answers.filter(pl.col("error").is_not_null())["replicate"].unique()
    return sorted(int(each) for each in answers["replicate"].unique() if each not in failed)


def within(answers: pl.DataFrame, replicates: Sequence[int]) -> pl.DataFrame:
    """Return the answers of some replicates only, so that what is paired is paired by place."""
    return answers.filter(pl.col("replicate").is_in(list(replicates)))
