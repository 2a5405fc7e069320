"""What a comparison may be told to have found: typed judgements over numbers, and no words."""

from typing import TYPE_CHECKING

from ..late import late_names

if TYPE_CHECKING:
    from .case_form import Known, read_cases
    from .json_form import from_json, to_json
    from .judging import judge
    from .types import (
        Action,
        ArmFinding,
        Better,
        Beyond,
        Case,
        Code,
        Do,
        Dropped,
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
    "Dropped",
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

__getattr__, __dir__ = late_names(
    __name__,
    {
        "case_form": ["Known", "read_cases"],
        "json_form": ["from_json", "to_json"],
        "judging": ["judge"],
        "types": [
            "Action", "ArmFinding", "Better", "Beyond", "Case", "Code", "Do", "Dropped", "Estimate", "Goal",
            "Judgement", "Lead", "LineDelivered", "Objective", "Per", "Reason", "Standing", "Verdict",
        ],
    },
)  # fmt: skip
