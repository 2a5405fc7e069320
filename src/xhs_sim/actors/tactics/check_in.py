"""A check-in: whoever comes back on enough days is paid, while there is money.

Who is interested, or has bought, signs up with ``most_share * r / (r + half_reward_cny)`` a day, r the reward. Until it
cannot be done any more, the wish to complete it draws people back, as ``pull`` answers a day would.
"""

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from .rewards import PaidPerHeadConfig, Rewarded


class CheckInConfig(PaidPerHeadConfig):
    """Visits on several days, paid when done."""

    check_ins_needed: int = param(
        "days", 1, 60, "with a visit, for the reward of a check-in", source="brief", confidence="choice"
    )
    pull: float = param(
        "answers per day",
        0.0,
        10.0,
        "whose warmth the wish to complete a check-in is worth, while it can be done",
        source="design",
        confidence="low",
    )


def still_pursues(check_ins: NDArray[np.int64], days_left: int, needed: int) -> NDArray[np.bool_]:
    """Say who has neither enough check-ins nor too few days left for them."""
    return (check_ins < needed) & (needed - check_ins <= days_left)


class CheckIn(Rewarded):
    """Counts visits, and pays who came often enough."""

    name, plan_type = "check_in", CheckInConfig
