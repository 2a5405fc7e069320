"""From records to numbers: every metric with its unit, direction and denominator."""

from .catalogue import METRICS
from .compute import compute_metrics, measure
from .metric import Metric, Tables

__all__ = ["METRICS", "Metric", "Tables", "compute_metrics", "measure"]
