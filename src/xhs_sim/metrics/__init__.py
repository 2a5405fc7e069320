"""From records to numbers: every metric with its unit, direction and denominator."""

from .catalogue import METRICS
from .compute import compute_metrics, measure
from .metric import Metric, Tables
from .money import counts_money
from .rates import is_rate

__all__ = ["METRICS", "Metric", "Tables", "compute_metrics", "counts_money", "is_rate", "measure"]
