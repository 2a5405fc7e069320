"""The lines of a plan: what of it each payment of the ledger is for.

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
reward                                 ``rewards``: of challenge, check-in and draw
of a tactic, whatever it is called     the tactic's
live_fee, live_commission, affiliate   ``live`` and ``affiliate``: by the order, beside the campaign's budget
fine                                   the same: of unlabelled notes that were caught, beside the budget
====================================== ==================================================================
"""

from collections.abc import Sequence
from typing import Any

CONTRACT_LINES = ("creators", "agreed", "teaser", "held", "trial", "cocreation", "joint")  # of contracts, by code
ADS_AND_ACTIVITIES = ("feed_ads", "search_ads", "own_note_ads", "media", "event", "community", "rewards", "survey")
LINES = (*CONTRACT_LINES, "bonus", *ADS_AND_ACTIVITIES)
BESIDE = ("live", "affiliate", "fine")  # lines beside the budget
WITHOUT_TIER = CONTRACT_LINES.index("agreed")  # the plan names creators there, not a tier
LINE_OF_KIND = {"live_fee": "live", "live_commission": "live"}  # others: the kind's own name


def lines_of(contracts: Any, tiers: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """Return the line and the tier under which each of some contracts is paid."""
    codes = contracts.line.tolist()
    names = [tiers[tier] for tier in contracts.tier.tolist()]
    has_tier = [code != WITHOUT_TIER for code in codes]
    return [CONTRACT_LINES[code] for code in codes], [
        name if is_told else None for name, is_told in zip(names, has_tier, strict=True)
    ]
