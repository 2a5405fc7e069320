"""How long each phase of a day takes, in a small run in memory."""

from time import perf_counter

from ..cast import Cast
from ..config import Config
from ..model import DAY, PlatformModel
from ..phase import Doing, Events, changed


def time_phases(config: Config) -> dict[str, float]:
    """Return the seconds that each phase takes, mean over all days but the first (which loads what days use)."""
    spent = dict.fromkeys((phase.name for phase in DAY), 0.0)

    def timed(name: str, do: Doing) -> Doing:
        def run(cast: Cast, events: Events) -> None:
            start = perf_counter()
            do(cast, events)
            spent[name] += perf_counter() - start

        return run

    model = PlatformModel(config)
    model.step()
    model.phases = changed(DAY, **{phase.name: timed(phase.name, phase.do) for phase in DAY})
    n_days = max(config.n_days - 1, 1)
    for _ in range(n_days):
        model.step()
    model.close()
    return {name: seconds / n_days for name, seconds in spent.items()}
