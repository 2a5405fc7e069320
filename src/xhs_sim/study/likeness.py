"""How like the real platform the market of a study is, at its own size: its baseline beside the targets.

``validate`` holds a market of the size that was calibrated; a study's is smaller or larger, and some figures
depend on that. Targets that the baseline's runs have no figure for (D30 retention in a week) are left out.
"""

import polars as pl

from .targets import hold, load_targets

LIKENESS = {
    "name": pl.String, "group": pl.String, "confidence": pl.String, "kind": pl.String, "value": pl.Float64,
    "low": pl.Float64, "high": pl.Float64, "within": pl.Boolean,
}  # fmt: skip


def likeness(runs: pl.DataFrame, baseline: str) -> pl.DataFrame:
    """Return the targets that the baseline's runs can be held against, with what they gave.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` returns it.
    baseline : str
        The arm that stands for the platform left alone.

    Returns
    -------
    frame
        One row per target: ``name, group, confidence, kind, value, low, high, within``.
    """
    verdicts = hold(load_targets(), runs.filter(pl.col("arm") == baseline))
    rows = [verdict.as_row() for verdict in verdicts if verdict.value is not None]
    return pl.DataFrame([{name: row[name] for name in LIKENESS} for row in rows], schema=LIKENESS)
