"""Comparing sixteen numbers at once.

A loop that counts comparisons is left as sixteen single ones by the compiler (seen in its output);
as one vector instruction each, choosing notes costs a sixth less.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

LANES = 16
pointer_to: Any = cgutils.get_item_pointer


def _count(compare: str) -> Any:
    """Return an intrinsic that counts where 16 numbers of an array stand in a relation to a value."""

    def count(_: Any, array: Any, start: Any, value: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            kind, element = signature.args[0], context.get_value_type(signature.args[0].dtype)
            rows = context.make_array(kind)(context, builder, arguments[0])
            at = context.cast(builder, arguments[1], signature.args[1], types.intp)
            first = pointer_to(context, builder, kind, rows, [at], wraparound=False)
            numbers = builder.load(builder.bitcast(first, ir.VectorType(element, LANES).as_pointer()), align=4)
            one = context.cast(builder, arguments[2], signature.args[2], kind.dtype)
            places = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
            empty = ir.Constant(ir.VectorType(element, LANES), ir.Undefined)
            single = builder.insert_element(empty, one, ir.IntType(32)(0))
            same = builder.shuffle_vector(single, empty, places)
            ordered = isinstance(kind.dtype, types.Float)
            test = builder.fcmp_ordered if ordered else builder.icmp_signed
            bits = builder.bitcast(test(compare, numbers, same), ir.IntType(LANES))
            return builder.zext(builder.ctpop(bits), ir.IntType(64))

        return types.int64(array, start, value), generate

    return intrinsic(count)


# Arguments: a contiguous array of one dimension, where the 16 numbers start (not checked), the value.
count_above: Any = _count(">")
count_equal: Any = _count("==")
