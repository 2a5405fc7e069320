"""Notice: readers who see that a note is paid though it does not say so lose some of their interest in the brand."""

import numpy as np
from numpy.typing import NDArray

from ..config.schema import UnlabelledConfig


def notice_chance(clicks: NDArray[np.int64], unlabelled_share: float, law: UnlabelledConfig) -> NDArray[np.float64]:
    """Return P(a reader noticed at least one note without the label today); (N,).

    ``1 - (1 - notice)^(clicks x share)``: which of the brand's notes a reader opened is not kept, so each click is
    counted as one on a note without the label by the share that these have of all clicks on the brand's notes.

    Parameters
    ----------
    clicks : int array of shape (N,)
        Of each reader on the brand's notes today.
    """
    return np.asarray(1.0 - (1.0 - law.notice) ** (clicks * unlabelled_share), np.float64)
