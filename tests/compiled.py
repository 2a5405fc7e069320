"""Ways in from Python for kernels that have none of their own (``kernels.jit.lean``)."""

from numba import njit


def compiled(function):
    """Return a function that Python may call."""

    @njit
    def call(*arguments):
        return function(*arguments)

    return call
