"""The ledger and the budget: what brands pay, written in one form by all who pay, and what they planned."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..records.ledger import LINE_OF_KIND
from ..records.store import Recorder


def record_payments(
    recorder: Recorder,
    campaign: str,
    brand: str | Sequence[str],
    kind: str | Sequence[str],
    amount_cny: NDArray[np.float64],
    day: int,
    creator: NDArray[np.int64] | None = None,
    line_and_tier: tuple[Sequence[str], Sequence[str | None]] | None = None,
) -> None:
    """Write payments.

    Parameters
    ----------
    brand, kind : str, or one a payment
    amount_cny : float array of shape (M,)
        Negative: the brand gets it back.
    creator : int array of shape (M,), optional
        Who is paid; left out, nobody of the market.
    line_and_tier : two sequences of length M, optional
        Of the contract that is paid; left out, the line of the kind.
    """
    kinds = [kind] * len(amount_cny) if isinstance(kind, str) else kind
    line, tier = line_and_tier or ([LINE_OF_KIND.get(each, each) for each in kinds], None)
    recorder.add(
        "ledger",
        day=day,
        campaign=campaign,
        brand=brand,
        kind=kind,
        line=line,
        tier=tier,
        creator=creator,
        amount_cny=amount_cny,
    )


def record_budget(recorder: Recorder, campaign: str, brand: str, changes: Mapping[Any, int], day: int) -> None:
    """Write what is planned for lines, or by how much it changes: fen by ``(line, tier)``."""
    lines, tiers = [line for line, _ in changes], [tier for _, tier in changes]
    fen = list(changes.values())
    recorder.add("budget", day=day, campaign=campaign, brand=brand, line=lines, tier=tiers, amount_fen=fen)
