"""Agents: rows of arrays for the many, objects for the few, behind Mesa's own AgentSet API."""

from .array_set import ArrayAgentSet
from .columns import Columns
from .creator import Creator
from .held_set import HeldAgentSet
from .mixed_set import MixedAgentSet
from .registry import ArrayAgents, free_agent_ids
from .row_agent import Column, RowAgent
from .user import User
from .vectorised import SelectedColumns, vectorised

__all__ = [
    "ArrayAgentSet",
    "ArrayAgents",
    "Column",
    "Columns",
    "Creator",
    "HeldAgentSet",
    "MixedAgentSet",
    "RowAgent",
    "SelectedColumns",
    "User",
    "free_agent_ids",
    "vectorised",
]
