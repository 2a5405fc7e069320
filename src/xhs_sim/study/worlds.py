"""Several campaigns drawn in each world: what is by chance before the launch is drawn once for all of them.

A world (people, creators, the days before the launch) is dear to make, and a campaign's luck (who is hired, which note
takes off, who happens to look) varies more than worlds do. So ``study.draws_per_world`` replicates share a world: from
the first day on which any arm acts each has its own luck, by its own seed, the same in every arm. They are not
independent, so a world's mean over its draws is what intervals count as one.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..config import Config, ConfigError
from ..config.messages import message
from .first_act import first_act
from .request import RunRequest

if TYPE_CHECKING:
    import polars as pl

_SAME = ["arm", "metric", "brand", "day", "unit"]


def since_of(arms: Sequence[Config], replicates: int, draws: int) -> int:
    """Return the first day on which any arm acts.

    Raises
    ------
    ConfigError
        If one does on day 0: then nothing is shared but the making of the world. Or if the replicates do not fill
        their worlds.
    """
    if replicates % draws:
        raise ConfigError(message("study.worlds_unfilled", draws=draws, replicates=replicates))
    since = min(map(first_act, arms))
    if since < 1:
        raise ConfigError(message("study.no_days_before"))
    return since


def in_worlds(requests: Sequence[RunRequest], draws: int, since: int) -> list[RunRequest]:
    """Return the replicates of an arm, so many of them in each world: that of the first of these.

    Parameters
    ----------
    requests : sequence of RunRequest
        In the order of the replicates, each with its seed.
    draws : int
        Replicates in a world.
    since : int
        Day from which on each draws hiring, notes and behaviour by its own seed.
    """
    return [_in_world(each, requests[place - place % draws].seed, draws, since) for place, each in enumerate(requests)]


def _in_world(request: RunRequest, world: int, draws: int, since: int) -> RunRequest:
    assert request.config is not None
    own = {"world": world, "readers": world, "since_day": since}
    seeds = request.config.seeds.model_copy(update=own)
    return replace(request, config=request.config.model_copy(update={"seeds": seeds}), draws=draws)


def mean_of_draws(runs: "pl.DataFrame", draws: int) -> "pl.DataFrame":
    """Return the figures of worlds: each the mean over the campaigns drawn in it, told under the first one's seed.

    Parameters
    ----------
    runs : frame
        As ``collect_runs`` reads it; a figure that a draw lacks is the mean of the others.
    """
    import polars as pl  # late: a plan is checked without it

    if draws == 1 or runs.is_empty():
        return runs
    world = (pl.col("replicate") // draws).alias("replicate")
    known = runs.with_columns(pl.col("value").fill_nan(None)).sort("replicate", maintain_order=True)
    means = known.group_by([world, *_SAME], maintain_order=True).agg(pl.col("seed").first(), pl.col("value").mean())
    return means.select(runs.columns).cast(runs.schema)
