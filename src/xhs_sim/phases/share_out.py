"""What a day's joint notes bring each of the two brands.

During the day everything that users make of a joint note is kept under the label's column. At its end,
before anybody buys, this shares it out. Both brands were seen; interest is divided; and who knows the
one brand since before the alliance takes part of that trust over to the other.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..world.brand_states import BrandGains
from ..world.columns import AWARE, BrandStates


class JointLaw(NamedTuple):
    """The numbers of sharing out."""

    attention: float  # share of the interest that is the first brand's
    trust: float  # interest added by having known the other brand: spill x fit


def joint_gains(
    states: BrandStates,
    label: int,
    knew: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    seen_before: NDArray[np.uint16],
    law: JointLaw,
    lots: NDArray[np.float64],
    day: int,
) -> tuple[BrandGains, BrandGains]:
    """Share out what users made of the label's notes today.

    Parameters
    ----------
    states : BrandStates of N users
    label : int
        Column that joint notes are filed under.
    knew : two bool arrays of shape (N,)
        Who knew the campaign's brand, and who the partner, before the alliance: a joint note alone, which makes
        known both, earns no trust.
    seen_before : int array of shape (N,)
        Impressions of the label up to yesterday.
    lots : float array of shape (N,)
        One keyed uniform per user: to whose shop today's product visits lead.
    """
    seen = states.impressions[:, label].astype(np.int64) - seen_before
    user = np.flatnonzero(seen > 0)
    gain = states.interest[user, label].astype(np.float64)
    parts = law.attention + law.trust * knew[1][user], 1.0 - law.attention + law.trust * knew[0][user]
    is_first = lots[user] < law.attention
    visits = states.visits[user, label].astype(np.int64)
    clicks = states.clicks[user, label].astype(np.int64)
    aware, touched = states.stage[user, label] >= AWARE, states.touch_day[user, label] == day
    first, second = (
        BrandGains(user, seen[user], gain * part, visits * mine, clicks * mine[:, None], aware, touched)
        for part, mine in zip(parts, (is_first, ~is_first), strict=True)
    )
    return first, second
