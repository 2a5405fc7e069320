"""A design in blocks that stand by themselves: what one failed run takes with it is its own block, and no more."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..config.messages import message
from ..study.errors import StudyError

LEAST_BLOCKS = 2  # below, nothing is known of how far an index may be off


@dataclass(frozen=True, slots=True)
class Design:
    """Points to be asked.

    Attributes
    ----------
    shares : array of shape (blocks, rows, axes)
        Where on each axis a point lies, 0 to 1.
    worlds : int array of shape (blocks, rows)
        Which replicate a point is asked of; each block has two.
    factors : array of shape (blocks, rows, axes + 1)
        What was drawn: the axes, and luck as the last.
    """

    shares: NDArray[np.float64]
    worlds: NDArray[np.int64]
    factors: NDArray[np.float64]

    @property
    def n_blocks(self) -> int:
        """Blocks."""
        return int(self.shares.shape[0])

    @property
    def n_factors(self) -> int:
        """Axes, and luck."""
        return int(self.factors.shape[2])


def in_blocks(rows: NDArray[np.float64], n_blocks: int) -> Design:
    """Return a design of rows whose last column says which of a block's two worlds a point is of."""
    factors = np.asarray(rows, dtype=np.float64).reshape(n_blocks, -1, rows.shape[1])
    is_other = factors[:, :, -1] != factors[:, :1, -1]
    worlds = 2 * np.arange(n_blocks)[:, None] + is_other
    return Design(factors[:, :, :-1], worlds.astype(np.int64), factors)


def problem_of(n_factors: int) -> dict[str, object]:
    """Return the factors as SALib wants them."""
    names = [f"factor_{k}" for k in range(n_factors)]
    return {"num_vars": n_factors, "names": names, "bounds": [[0.0, 1.0]] * n_factors}


def whole_blocks(outputs: NDArray[np.float64], has_failed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which blocks have an output at each of their points.

    Parameters
    ----------
    outputs : array of shape (blocks, rows)
    has_failed : bool array of shape (blocks, rows)
        Where there is none because a run failed.

    Raises
    ------
    StudyError
        If an output is not finite where no run failed (one such number makes every index 0), or fewer than two whole
        blocks are left.
    """
    odd = ~np.isfinite(outputs) & ~has_failed
    if odd.any():
        block, row = np.argwhere(odd)[0]
        raise StudyError(message("sensitivity.not_finite", n=int(odd.sum()), block=int(block), row=int(row)))
    whole = ~has_failed.any(axis=1)
    if whole.sum() < LEAST_BLOCKS:
        raise StudyError(message("sensitivity.too_few_blocks", left=int(whole.sum()), n=whole.size, least=LEAST_BLOCKS))
    return np.asarray(whole)
