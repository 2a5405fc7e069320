"""Runs that are alike until their campaigns act: their days before are lived once, and copied to each of them."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from mesa_rows import free_agent_ids

from .actors.campaign import Campaign
from .config import Config
from .model import PlatformModel
from .scene import later_streams


def live_before(config: Config, n_days: int, on_day: Callable[[int], None] | None = None) -> PlatformModel:
    """Return a platform after some days on which no campaign acts yet; its records are in memory.

    Parameters
    ----------
    config : Config
        Of any of the runs.
    n_days : int
        Days before any of them acts.
    on_day : callable, optional
        Called with the number of days done.
    """
    quiet = config.campaign.model_copy(update={"budget_cny": 0.0, "tactics": {}})
    model = PlatformModel(config.model_copy(update={"campaign": quiet}))
    while model.day < n_days:
        model.step()
        if on_day is not None:
            on_day(model.day)
    free_agent_ids(model)  # nobody else is introduced, and nobody closes it
    return model


def go_on(lived: PlatformModel, config: Config, record_to: Path | None = None) -> PlatformModel:
    """Return a copy of a platform that goes on with a campaign, as if it had been there from the beginning.

    Parameters
    ----------
    lived : PlatformModel
        From ``live_before``; it stays as it is.
    config : Config
        Of the run: it differs from that of the days before only in what nobody reads before the campaign acts.
    record_to : Path, optional
        Folder for the run's tables, those of the days before among them; in memory if left out.
    """
    # Who holds the config or the recorder holds the run's own instead.
    own = {id(lived.config): config, id(lived.recorder): lived.recorder.handed_to(record_to)}
    model = deepcopy(lived, own)
    cast, model.scene.later = model.cast, later_streams(config)
    cast.campaign = Campaign(model.scene, cast.ad_business, cast.listings)
    return model
