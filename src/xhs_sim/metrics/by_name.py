"""What the name of a number tells of it, where nothing else does: a team's own figures are called as ours are.

In English and in Chinese. A metric of ours says these things itself (``metric.Metric``).
"""

import re

# Ratios that people read as percentages; everything else is a count, an amount or a plain ratio.
_PERCENT = re.compile(
    r"(_rate|_share)(_|$)|(^|_)retention(_|$)|(^|_)(ctr|cvr)$|^stickiness$|^coverage$|率$|占比$", re.IGNORECASE
)
# Read as percentages too, but may be more than all: they are held against something else than the whole.
_NO_PART = re.compile(
    r"growth|return|exchange|frequency|change|增长|回报|汇率|频率|倍率|收益|周转|环比|同比", re.IGNORECASE
)
_MONEY = re.compile(
    r"(^|_)(gmv|spend|refunds|aov|cpm|cpc|cpe|cac|revenue|income|profit|margin|cny)(_|$)|^cost_per_"
    r"|销售额|成交额|花费|费用|利润|成本|收入|客单价", re.IGNORECASE
)  # fmt: skip
# A share of the users there are grows with them, so it is a total.
_RATE = re.compile(
    r"(^|_)(rate|share|ctr|cvr|retention|mean|median|gini|frequency|aov|satisfaction|score|auc)(_|$)|_per_"
    r"|^(stickiness|coverage|session_depth)$|率$|占比|人均|篇均|单均|平均|客单价|频次",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^reach_share$|(^|_)share_of_")
# Profits, and what is got or paid by the yuan or the piece.
_PAID_INSIDE = re.compile(
    r"(^|_)(profit|roi|roas|iroas|cpm|cpc|cpe|cpa|cac)(_|$)|^margin_cny$|(^|_)cost_per_|_per_(yuan|cny)$"
    r"|利润|成本|投产比|回报率",
    re.IGNORECASE,
)


def is_percent(name: str) -> bool:
    """Say whether a number is read as a percentage."""
    return bool(_PERCENT.search(name))


def is_share(name: str) -> bool:
    """Say whether a number is a part of a whole, 1 at most: a click-through rate is, a rate of growth is not."""
    return is_percent(name) and not _NO_PART.search(name)


def is_money(name: str) -> bool:
    """Say whether a number is an amount in CNY."""
    return bool(_MONEY.search(name)) and not is_percent(name)


def is_rate(name: str) -> bool:
    """Say whether a number is a share or a mean: a click-through rate, an order's value, impressions per note."""
    return bool(_RATE.search(name)) and not _TOTAL.search(name)


def counts_money(name: str) -> bool:
    """Say whether what was paid is in the number: a profit, a cost per click, a return."""
    return bool(_PAID_INSIDE.search(name))
