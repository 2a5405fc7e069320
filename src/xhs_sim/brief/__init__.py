"""The brief: a strategist's plan in one file, checked in words and in sums, and turned into an experiment."""

from .check import Finding, check_brief
from .compliance import compliance_of
from .experiment import overrides_of
from .form import Brief
from .home_market import market_of
from .json_schema import json_schema
from .objectives import AIMS
from .read import build_brief, read_brief
from .rulebook import read_rulebook
from .settle import settle
from .sums import Sums, sums_of
from .template import Answers, template
from .words import Word, find, unknown, vocabulary

__all__ = [
    "AIMS",
    "Answers",
    "Brief",
    "Finding",
    "Sums",
    "Word",
    "build_brief",
    "check_brief",
    "compliance_of",
    "find",
    "json_schema",
    "market_of",
    "overrides_of",
    "read_brief",
    "read_rulebook",
    "settle",
    "sums_of",
    "template",
    "unknown",
    "vocabulary",
]
