"""What a comparison may be told to have found: typed judgements over numbers, and no words."""

from .case_form import Known, read_cases
from .json_form import from_json, to_json
from .judge import judge
from .types import (
    Action,
    ArmFinding,
    Better,
    Beyond,
    Case,
    Code,
    Do,
    Estimate,
    Goal,
    Judgement,
    Lead,
    LineDelivered,
    Objective,
    Per,
    Reason,
    Standing,
    Verdict,
)

__all__ = [
    "Action",
    "ArmFinding",
    "Better",
    "Beyond",
    "Case",
    "Code",
    "Do",
    "Estimate",
    "Goal",
    "Judgement",
    "Known",
    "Lead",
    "LineDelivered",
    "Objective",
    "Per",
    "Reason",
    "Standing",
    "Verdict",
    "from_json",
    "judge",
    "read_cases",
    "to_json",
]
