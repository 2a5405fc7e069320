"""Where rows lie in memory, asking for them early, and multiplying two of them at once.

The feed jumps between notes at random. A row of 64 bytes that starts on a cache line costs one
trip to memory instead of two, and a trip asked for ahead of time costs next to nothing.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numpy.typing import DTypeLike, NDArray

CACHE_LINE = 64
ROW = 16  # numbers of a row that ``inner`` multiplies: one cache line of float32
pointer_to: Any = cgutils.get_item_pointer
declare: Any = cgutils.get_or_insert_function


def aligned_zeros(shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """Return zeros whose first byte starts a cache line."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    buffer = np.zeros(size + CACHE_LINE, np.uint8)
    first = -buffer.ctypes.data % CACHE_LINE
    return buffer[first : first + size].view(dtype).reshape(shape)


def aligned_full(shape: tuple[int, ...], dtype: DTypeLike, value: Any) -> NDArray[Any]:
    """Return an array of one value whose first byte starts a cache line."""
    array = aligned_zeros(shape, dtype)
    array[...] = value
    return array


def aligned_joined(first: NDArray[Any], then: NDArray[Any]) -> NDArray[Any]:
    """Return the rows of both, in order, in an array whose first byte starts a cache line."""
    joined = aligned_zeros((len(first) + len(then), *first.shape[1:]), first.dtype)
    joined[: len(first)], joined[len(first) :] = first, then
    return joined


def _prefetch(_: Any, array: Any, row: Any, offset: Any) -> Any:
    """Ask for the cache line that lies ``offset`` bytes into a row of ``array``; changes nothing.

    ``row`` is not checked and must not be negative.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        rows = context.make_array(kind)(context, builder, arguments[0])
        at = context.cast(builder, arguments[1], signature.args[1], types.intp)
        shift = context.cast(builder, arguments[2], signature.args[2], types.intp)
        zero = context.get_constant(types.intp, 0)
        places = [at] + [zero] * (kind.ndim - 1)
        start = pointer_to(context, builder, kind, rows, places, wraparound=False)
        byte = builder.gep(builder.bitcast(start, cgutils.voidptr_t), [shift])
        number = ir.IntType(32)
        kind_of_call = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        call = builder.module.declare_intrinsic("llvm.prefetch", [cgutils.voidptr_t], kind_of_call)
        builder.call(call, [byte, number(0), number(3), number(1)])  # to read, keep close, data
        return context.get_dummy_value()

    return types.none(array, row, offset), generate


prefetch: Any = intrinsic(_prefetch)


def _inner(_: Any, left: Any, i: Any, right: Any, j: Any) -> Any:
    """Return the inner product of row ``i`` of one (., 16) float32 array and row ``j`` of another.

    One vector instruction where the machine has it. Rows are not checked and must not be negative.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        number, vector = ir.FloatType(), ir.VectorType(ir.FloatType(), ROW)

        def load(which: int) -> Any:
            rows = context.make_array(signature.args[which])(context, builder, arguments[which])
            at = context.cast(builder, arguments[which + 1], signature.args[which + 1], types.intp)
            places = [at, context.get_constant(types.intp, 0)]
            start = pointer_to(context, builder, signature.args[which], rows, places, wraparound=False)
            return builder.load(builder.bitcast(start, vector.as_pointer()), align=4)

        kind = ir.FunctionType(number, [number, vector])
        add = declare(builder.module, kind, f"llvm.vector.reduce.fadd.v{ROW}f32")
        product = builder.fmul(load(0), load(2))
        return builder.call(add, [number(0.0), product], fastmath=("reassoc",))

    return types.float32(left, i, right, j), generate


inner: Any = intrinsic(_inner)
