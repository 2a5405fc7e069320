"""The ledger: what brands pay, written in one form by all who pay."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .store import Recorder


def record_payments(
    recorder: Recorder, campaign: str, brand: str | Sequence[str], kind: str | Sequence[str],
    amount_cny: NDArray[np.float64], day: int, creator: NDArray[np.int64] | None = None,
) -> None:
    """Write payments.

    Parameters
    ----------
    brand, kind : str, or one a payment
    amount_cny : float array of shape (M,)
        Negative: the brand gets it back.
    creator : int array of shape (M,), optional
        Who is paid; left out, nobody of the market.
    """
    m = len(amount_cny)
    recorder.add(
        "ledger",
        {
            "day": [day] * m, "campaign": [campaign] * m, "brand": [brand] * m if isinstance(brand, str) else brand,
            "kind": [kind] * m if isinstance(kind, str) else kind,
            "creator": [None] * m if creator is None else creator, "amount_cny": amount_cny,
        },
    )
