"""The laws of a day's phases: each reads what it is given and says what happens; who acts lets the world apply it.

Only the kernels of a session write at once what it does to its user (``engagement``).
"""
