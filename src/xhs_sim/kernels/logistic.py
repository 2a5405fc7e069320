"""The exponential and the logistic function for hot loops.

The library's exponential is a call, and a call makes a loop put all its registers away. This one is
ten instructions in line: ``e^x = 2^k e^r`` with ``|r| <= ln(2) / 2``, and the first terms of the
power series for ``e^r``. It is right to 8 digits, for |x| up to 600.
"""

import math
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from .jit import lean, lean_sum

_PER_LN2, _LN2 = 1.0 / math.log(2.0), math.log(2.0)
_C2, _C3, _C4, _C5, _C6, _C7 = (1.0 / math.factorial(n) for n in range(2, 8))
_BIAS, _FRACTION_BITS = 1023, 52  # of a double


def _power_of_two(_: Any, exponent: Any) -> Any:
    """Return 2 to an integer power from -1022 to 1023, by writing the double's exponent."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = ir.IntType(64)
        biased = builder.add(context.cast(builder, arguments[0], signature.args[0], types.int64), word(_BIAS))
        return builder.bitcast(builder.shl(biased, word(_FRACTION_BITS)), ir.DoubleType())

    return types.float64(exponent), generate


power_of_two: Any = intrinsic(_power_of_two)


@lean_sum
def exp(x: float) -> float:
    """Return e^x for x from -600 to 600."""
    k = np.floor(x * _PER_LN2 + 0.5)
    r = x - k * _LN2
    series = 1.0 + r * (1.0 + r * (_C2 + r * (_C3 + r * (_C4 + r * (_C5 + r * (_C6 + r * _C7))))))
    return float(series * power_of_two(int(k)))


@lean
def sigmoid(x: float) -> float:
    """Return the logistic function."""
    return 1.0 / (1.0 + exp(min(max(-x, -600.0), 600.0)))
