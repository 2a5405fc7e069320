"""What decides an answer: Morris screening of many parameters, then Sobol' indices of the few that matter.

The luck of the seed is a factor like any parameter: each block of a design has two worlds, its own and another's, and
one row of it differs from the first in its world alone. So shares add up to what a single run shows, luck among them.
"""
