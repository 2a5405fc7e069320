"""The ledger: what brands pay, written in one form by all who pay, and what of a campaign's plan it is for.

Every payment says its *line*: the use of money that the plan had it for, some of them by tier of creator.

====================================== ==================================================================
kind                                   line
====================================== ==================================================================
creator_fee, service_fee, fee_refund   that of the contract: ``creators`` (paid notes of the burst), ``agreed``,
                                       ``teaser``, ``held`` (signed in flight), ``trial``, ``cocreation``, ``joint``
gift                                   that of the contract
bonus                                  ``bonus``: what was kept of the creators' money for it
feed_ads, search_ads, own_note_ads     the same
media, event, community, survey        the same
reward                                 ``rewards``
live_fee, live_commission, affiliate   ``live`` and ``affiliate``: by the order, beside the campaign's budget
====================================== ==================================================================
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .store import Recorder

CONTRACT_LINES = ("creators", "agreed", "teaser", "held", "trial", "cocreation", "joint")  # of contracts, by code
ADS_AND_ACTIVITIES = ("feed_ads", "search_ads", "own_note_ads", "media", "event", "community", "rewards", "survey")
LINES = (*CONTRACT_LINES, "bonus", *ADS_AND_ACTIVITIES)
BY_THE_ORDER = ("live", "affiliate")  # lines beside the budget
WITHOUT_TIER = CONTRACT_LINES.index("agreed")  # the plan names creators there, not a tier
_LINE_OF_KIND = {"reward": "rewards", "live_fee": "live", "live_commission": "live"}  # others: the kind's own name


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
    m = len(amount_cny)
    kinds = [kind] * m if isinstance(kind, str) else list(kind)
    line, tier = line_and_tier or ([_LINE_OF_KIND.get(each, each) for each in kinds], [None] * m)
    recorder.add(
        "ledger",
        {
            "day": [day] * m,
            "campaign": [campaign] * m,
            "brand": [brand] * m if isinstance(brand, str) else brand,
            "kind": kinds,
            "line": line,
            "tier": tier,
            "creator": [None] * m if creator is None else creator,
            "amount_cny": amount_cny,
        },
    )


def lines_of(contracts: Any, tiers: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """Return the line and the tier under which each of some contracts is paid."""
    codes = contracts.line.tolist()
    names = [tiers[tier] for tier in contracts.tier.tolist()]
    has_tier = [code != WITHOUT_TIER for code in codes]
    return [CONTRACT_LINES[code] for code in codes], [
        name if is_told else None for name, is_told in zip(names, has_tier, strict=True)
    ]


def record_budget(recorder: Recorder, campaign: str, brand: str, changes: Mapping[Any, int], day: int) -> None:
    """Write what is planned for lines, or by how much it changes: fen by ``(line, tier)``."""
    m = len(changes)
    recorder.add(
        "budget",
        {
            "day": [day] * m,
            "campaign": [campaign] * m,
            "brand": [brand] * m,
            "line": [line for line, _ in changes],
            "tier": [tier for _, tier in changes],
            "amount_fen": list(changes.values()),
        },
    )
