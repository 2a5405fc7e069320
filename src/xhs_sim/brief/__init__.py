"""The brief: a strategist's plan in one file, checked in words and turned into an experiment."""

from .check import Finding, check_brief
from .experiment import MARKET, OUTCOMES, overrides_of
from .read import read_brief
from .schema import Brief
from .template import template

__all__ = ["MARKET", "OUTCOMES", "Brief", "Finding", "check_brief", "overrides_of", "read_brief", "template"]
