"""Agents as rows of arrays, behind Mesa's own agent API.

A model that mixes in ``ArrayAgents`` registers arrays where others create agents; from then on ``model.agents``
and ``model.agents_by_type[...]`` answer ``select``, ``get``, ``set``, ``agg``, ``groupby``, ``do``, ``sort`` and
``shuffle`` by columns, and make a ``mesa.Agent`` of a row only when somebody looks at it.

What to use
-----------
ArrayAgents
    Mix in before ``mesa.Model``: ``register_array``, ``register_role``.
RowAgent, Column
    What a row looks like as an agent, and which of its columns are documented.
vectorised, SelectedColumns
    Functions and methods that run once over many rows.
ArrayAgentSet, Columns
    A set of rows without a model, and the arrays behind it.
HeldAgentSet, MixedAgentSet
    Agent sets of objects, and of objects and rows together.
free_agent_ids
    Let go of a model whose run is over.
"""

from .array_agents import ArrayAgents, free_agent_ids
from .array_set import ArrayAgentSet
from .columns import Columns
from .held_set import HeldAgentSet
from .mixed_set import MixedAgentSet
from .row_agent import Column, RowAgent
from .vectorised import SelectedColumns, vectorised

__all__ = [
    "ArrayAgentSet",
    "ArrayAgents",
    "Column",
    "Columns",
    "HeldAgentSet",
    "MixedAgentSet",
    "RowAgent",
    "SelectedColumns",
    "free_agent_ids",
    "vectorised",
]
