"""Which metrics have what was paid inside them already, so that arms of unlike spend compare as they stand."""

import re

# Profits, and what is got or paid by the yuan or the piece; a team's own names count as ours do.
_PAID_INSIDE = re.compile(
    r"(^|_)(profit|roi|roas|iroas|cpm|cpc|cpe|cpa|cac)(_|$)|^margin_cny$|(^|_)cost_per_|_per_(yuan|cny)$"
    r"|利润|成本|投产比|回报率",
    re.IGNORECASE,
)


def counts_money(metric: str) -> bool:
    """Say whether what was paid is in the number: a profit, a cost per click, a return."""
    return bool(_PAID_INSIDE.search(metric))
