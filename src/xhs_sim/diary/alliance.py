"""Write down an alliance on the day it is signed."""

import numpy as np
from numpy.typing import NDArray

from ..records.store import Recorder


def record_alliance(
    recorder: Recorder, day: int, names: tuple[str, str], fit: float, knows: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> None:
    """Write how the two brands go together when they sign.

    Parameters
    ----------
    names : (str, str)
        The campaign's brand and the partner.
    knows : two bool arrays of shape (N,)
        Who of the users in the market knows each.
    """
    known = {"knows_brand": knows[0], "knows_partner": knows[1], "knows_both": knows[0] & knows[1]}
    counts = {column: [int(mask.sum())] for column, mask in known.items()}
    recorder.add("alliances", {"day": [day], "brand": [names[0]], "partner": [names[1]], "fit": [fit], **counts})
