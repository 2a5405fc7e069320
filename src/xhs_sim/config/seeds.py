"""What may be given as a seed: whatever NumPy takes, as one whole number that a run can be told by."""

import secrets
from typing import Any

import numpy as np

from .errors import ConfigError
from .messages import message

MOST = 2**64 - 1


def fresh_seed() -> int:
    """Return a seed that nobody had before."""
    return secrets.randbits(62)


def root_seed(given: Any, name: str = "seed") -> int:
    """Return the root seed that ``given`` stands for.

    Parameters
    ----------
    given : int, numpy integer, sequence of ints, SeedSequence, BitGenerator, Generator, RandomState or str
        A generator is drawn from, so that giving it twice gives two seeds; text is read as a whole number.
    name : str
        What the argument is called, for the message.

    Returns
    -------
    int
        In [0, 2**64).

    Raises
    ------
    ConfigError
        If it is no seed: a flag, a fraction, a number below 0 or above 2**64 - 1.
    """
    if isinstance(given, str) and given.strip().isdecimal():
        given = int(given)
    if isinstance(given, int | np.integer) and not isinstance(given, bool):
        if 0 <= int(given) <= MOST:
            return int(given)
    elif isinstance(given, np.random.Generator):
        return int(given.integers(2**62))
    elif isinstance(given, np.random.RandomState):
        return int(given.randint(2**62, dtype=np.int64))
    elif isinstance(given, np.random.BitGenerator):
        return int(np.random.Generator(given).integers(2**62))
    elif isinstance(given, np.random.SeedSequence):
        return int(given.generate_state(1, np.uint64)[0])
    elif isinstance(given, list | tuple | np.ndarray) and _are_whole(given):
        return int(np.random.SeedSequence([int(each) for each in given]).generate_state(1, np.uint64)[0])
    raise ConfigError(message("config.no_seed", name=name, given=given, allowed=message("config.seeds_allowed")))


def one_seed(**given: Any) -> int | None:
    """Return the root seed that is given under any of some names; None if none is.

    Raises
    ------
    ConfigError
        If one is no seed, or two contradict each other.
    """
    there = {name: value for name, value in given.items() if not _is_nothing(value)}
    seeds = {name: root_seed(value, name) for name, value in there.items()}
    if len(set(seeds.values())) > 1:
        told = [f"{name}={value}" for name, value in there.items()]
        raise ConfigError(message("config.seeds_contradict", told=told))
    return next(iter(seeds.values()), None)


def _are_whole(given: Any) -> bool:
    each = list(np.asarray(given, dtype=object).ravel())
    return bool(each) and all(isinstance(n, int | np.integer) and not isinstance(n, bool) and n >= 0 for n in each)


def _is_nothing(given: Any) -> bool:
    """Return whether nothing is given: a text field that is left empty gives an empty text."""
    return given is None or (isinstance(given, str) and not given.strip())
