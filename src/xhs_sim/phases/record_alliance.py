"""Write down what a brand does with others: the alliance on the day it is signed, and media by day."""

import numpy as np
from numpy.typing import NDArray

from ..records.ledger import record_payments
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


def record_media(
    recorder: Recorder, day: int, campaign: str, brand: str, cost_cny: float, contacts: tuple[float, float],
    learned: int,
) -> None:
    """Write a day of media outside the platform; ``contacts`` are those inside the market and beyond."""
    inside, outside = contacts
    recorder.add("media_daily", {
        "day": [day], "brand": [brand], "contacts_inside": [round(inside)], "contacts_outside": [round(outside)],
        "learned": [learned],
    })  # fmt: skip
    record_payments(recorder, campaign, brand, "media", np.array([cost_cny]), day)
