"""Keyed randomness: a draw is a hash of what it is about, never of how many came before it.

``uniform(key, a, b)`` mixes a 64-bit key (from seed, purpose and time, see ``rng``) with two
integers that name who and what. Two rounds of the SplitMix64 finaliser [1]_; one round leaves
overlapping streams. The result is the same for any thread count and any order of calls, and
equal in two arms of an experiment wherever key, who and what are equal.

References
----------
.. [1] Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators,
   doi:10.1145/2660193.2660195.
"""

import math

import numpy as np
from numba import njit

from .jit import widened

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30 = np.uint64(30)
_S27 = np.uint64(27)
_S31 = np.uint64(31)
_S11 = np.uint64(11)
POSITIVE = np.uint64(0x7FFFFFFFFFFFFFFF)  # the bits that an int64 may have without being below 0
_TO_UNIT = 1.0 / 9007199254740992.0  # 2^-53


@njit(forceinline=True)
def mix(z: np.uint64) -> np.uint64:
    """Finalise 64 bits (SplitMix64): every input bit reaches every output bit."""
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@widened
def stem(key: np.uint64, a: int) -> np.uint64:
    """Return what all draws of ``a`` have in common: worth keeping where somebody draws many times."""
    return mix((np.uint64(a) * _GAMMA) ^ key)


@widened
def bits_of(stem_of_a: np.uint64, b: int) -> np.uint64:
    """Return ``bits(key, a, b)``, given ``stem(key, a)``."""
    return mix(stem_of_a + np.uint64(b) * _GAMMA)


@widened
def bits(key: np.uint64, a: int, b: int) -> np.uint64:
    """Return 64 random bits named by ``(key, a, b)``."""
    return mix(mix((np.uint64(a) * _GAMMA) ^ key) + np.uint64(b) * _GAMMA)


@widened
def uniform(key: np.uint64, a: int, b: int) -> float:
    """Return a uniform draw in [0, 1) named by ``(key, a, b)``."""
    return float(bits(key, a, b) >> _S11) * _TO_UNIT


@widened
def normal(key: np.uint64, a: int, b: int) -> float:
    """Return a standard normal draw named by ``(key, a, b)`` (Box-Muller, one of the pair)."""
    first = bits(key, a, b)
    u = (float(first >> _S11) + 1.0) * _TO_UNIT
    v = float(mix(first + _GAMMA) >> _S11) * _TO_UNIT
    return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)


@widened
def poisson(mean: float, u: float, cap: int) -> int:
    """Return the Poisson quantile of ``u`` for a small ``mean``, at most ``cap``."""
    k = 0
    p = math.exp(-mean)
    total = p
    while u > total and k < cap:
        k += 1
        p *= mean / k
        total += p
    return k
