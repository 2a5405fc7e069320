"""A campaign that is over, replayed: what would have been foretold beside what came of it, what was missed, and why.

The way: ``past`` (what an import knows of the campaign: what was done, and what came of it) -> ``plan`` (the same as
the simulator's own plan, and what had to be assumed) -> runs -> ``shown`` (the counts of each run) -> ``foretold`` (the
interval of a single campaign, figure by figure) and ``steps`` (which step of the funnel carries a miss, in logs that
add up) -> ``told`` (sentences). Of imported tables (``ingest/exports``) alone: no name, id or text is in them.
"""
