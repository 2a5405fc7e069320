"""A small living platform as a teaching page: two plans in one market, day by day (``xhs-sim explore``).

``market`` lives (Mesa models), ``seen`` is what is taken out of it after a day, in numbers; ``feed``, ``ladder``,
``follows`` and ``days`` say how they are counted. ``said`` and ``pictures`` tell them, ``page`` serves them.
Nothing here needs a browser but ``page``.
"""

from .market import MIXES, Pair, Plan, SmallMarket

__all__ = ["MIXES", "Pair", "Plan", "SmallMarket"]
