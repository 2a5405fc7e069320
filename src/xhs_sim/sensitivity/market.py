"""A market small enough to be asked hundreds of times, with the same money a head."""

from ..config import Config
from ..study.overrides import key_of, value_of

_BUDGET, _PEOPLE = "campaign.budget_cny", "population.audience"
_READERS = 2000  # with fewer, a gain is mostly luck


def smaller_market(config: Config) -> list[str]:
    """Return what makes a market the smallest of which anything can be told.

    Nothing where it is that small already, or where arms have sums of their own, which are theirs to make smaller.

    Parameters
    ----------
    config : Config
        Of the study.
    """
    people, least = config.population.people, config.study.judging.limits.least_audience
    typed = [text for own in config.study.arms.values() for text in own]
    has_own_sums = any(key_of(text) == _BUDGET and value_of(text) not in ("0", "0.0") for text in typed)
    if not 0 < least < people or has_own_sums or any(key_of(text) == _PEOPLE for text in typed):
        return []
    money = round(config.campaign.budget_cny * least / people, 2)
    now = config.population.n_users
    readers = min(now, max(_READERS, round(now * least / people)))
    fewer = [f"population.n_users={readers}"] if readers < now else []
    return [f"{_PEOPLE}={least}", *fewer, *([f"{_BUDGET}={money}"] if money > 0 else [])]
