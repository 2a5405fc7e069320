"""From records to numbers: every metric, said once where it is computed (``metric.metric``).

``FAMILIES`` is the table of contents, in the order in which metrics are told.
"""

from importlib import import_module
from typing import Final

from .compute import compute_metrics, measure
from .metric import METRICS, Metric, Tables, metric
from .reading import counts_money, is_money, is_percent, is_rate, is_share, limits_of

FAMILIES: Final = (
    "audience", "feed", "content", "reads", "search", "reactions", "likes", "funnel", "structure", "tiers", "creators",
    "account", "revenue", "ads", "brands", "target", "commerce", "costs", "alliance", "dose", "attribution",
    "campaigns", "marketplace", "disclosure", "fakes", "rights", "prevalence", "moderation", "security", "consent",
)  # fmt: skip
for _family in FAMILIES:
    import_module(f".{_family}", __name__)

__all__ = [
    "FAMILIES", "METRICS", "Metric", "Tables", "compute_metrics", "counts_money", "is_money", "is_percent", "is_rate",
    "is_share", "limits_of", "measure", "metric",
]  # fmt: skip
