"""Sixteen numbers at once: comparing them, finding the best, changing one.

A loop that counts comparisons is left as sixteen single ones by the compiler (seen in its output); as
one vector instruction each, choosing notes costs a sixth less. A single number is changed by writing all
sixteen: a wide read right after a narrow write would wait for it.
"""

from typing import Any, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

LANES, TWICE = 16, 32  # numbers at a time: the notes of a window are one register's worth of scores
pointer_to: Any = cgutils.get_item_pointer
declare: Any = cgutils.get_or_insert_function
_WORD, _FLOAT = ir.IntType(32), ir.FloatType()
_FLOATS, _WORDS = (ir.VectorType(kind, LANES) for kind in (_FLOAT, _WORD))
_FLAGS = ir.VectorType(ir.IntType(1), LANES)
_PLACES = ir.Constant(_WORDS, list(range(LANES)))


class _Call:
    """The arguments of one intrinsic, and what it does with them."""

    def __init__(self, context: Any, builder: Any, signature: Any, arguments: Any) -> None:
        self.context, self.builder, self.kinds, self.arguments = context, builder, signature.args, arguments

    def cast(self, which: int, kind: Any) -> Any:
        """Return an argument as a number of a kind."""
        return self.context.cast(self.builder, self.arguments[which], self.kinds[which], kind)

    def address(self, which: int, *places: Any, lanes: int = LANES) -> Any:
        """Return where sixteen numbers of an array lie (or ``lanes``)."""
        kind = self.kinds[which]
        rows = self.context.make_array(kind)(self.context, self.builder, self.arguments[which])
        first = pointer_to(self.context, self.builder, kind, rows, list(places), wraparound=False)
        numbers = ir.VectorType(self.context.get_value_type(kind.dtype), lanes)
        return self.builder.bitcast(first, numbers.as_pointer())

    def load(self, which: int, *places: Any, align: int = 4, lanes: int = LANES) -> Any:
        """Return sixteen numbers of an array (or ``lanes``)."""
        return self.builder.load(self.address(which, *places, lanes=lanes), align=align)

    def all_of(self, number: Any, lanes: int = LANES) -> Any:
        """Return a number sixteen times (or ``lanes``)."""
        empty = ir.Constant(ir.VectorType(number.type, lanes), ir.Undefined)
        single = self.builder.insert_element(empty, number, _WORD(0))
        return self.builder.shuffle_vector(single, empty, ir.Constant(ir.VectorType(_WORD, lanes), [0] * lanes))

    def best(self, numbers: Any) -> Any:
        """Return the largest of some numbers, and the first place where it stands."""
        builder, lanes = self.builder, numbers.type.count
        kind = ir.FunctionType(_FLOAT, [numbers.type])
        largest = declare(builder.module, kind, f"llvm.vector.reduce.fmax.v{lanes}f32")
        most = builder.call(largest, [numbers], fastmath=("nnan", "nsz"))
        there = builder.bitcast(builder.fcmp_ordered("==", numbers, self.all_of(most, lanes)), ir.IntType(lanes))
        place = builder.cttz(builder.zext(there, ir.IntType(64)), ir.Constant(ir.IntType(1), 1))
        return self.context.make_tuple(builder, _BEST, [most, place])


_BEST = cast(Any, types.Tuple)([types.float32, types.int64])


def _count(compare: str) -> Any:
    """Return an intrinsic that counts where 16 numbers of an array stand in a relation to a value."""

    def count(_: Any, array: Any, start: Any, value: Any) -> Any:
        def generate(*arguments: Any) -> Any:
            call = _Call(*arguments)
            numbers, same = call.load(0, call.cast(1, types.intp)), call.all_of(call.cast(2, array.dtype))
            ordered = isinstance(array.dtype, types.Float)
            test = call.builder.fcmp_ordered if ordered else call.builder.icmp_signed
            bits = call.builder.bitcast(test(compare, numbers, same), ir.IntType(LANES))
            return call.builder.zext(call.builder.ctpop(bits), ir.IntType(64))

        return types.int64(array, start, value), generate

    return intrinsic(count)


def _best_lane(_: Any, values: Any, start: Any) -> Any:
    """Return the largest of 16 values from ``start`` on, and the first place where it stands."""

    def generate(*arguments: Any) -> Any:
        call = _Call(*arguments)
        return call.best(call.load(0, call.cast(1, types.intp)))

    return _BEST(values, start), generate


def _best_less(_: Any, values: Any, costs: Any, start: Any) -> Any:
    """Return the largest of 32 values from ``start`` on, each less its cost, and the first place where it stands."""

    def generate(*arguments: Any) -> Any:
        call = _Call(*arguments)
        at = call.cast(2, types.intp)
        return call.best(call.builder.fsub(call.load(0, at, lanes=TWICE), call.load(1, at, lanes=TWICE)))

    return _BEST(values, costs, start), generate


def _set_lane(_: Any, array: Any, start: Any, lane: Any, value: Any) -> Any:
    """Write a value to ``array[start + lane]``."""

    def generate(*arguments: Any) -> Any:
        call = _Call(*arguments)
        where = call.address(0, call.cast(1, types.intp))
        there = call.builder.icmp_signed("==", _PLACES, call.all_of(call.cast(2, types.int32)))
        new = call.builder.select(there, call.all_of(call.cast(3, array.dtype)), call.builder.load(where, align=4))
        call.builder.store(new, where, align=4)
        return call.context.get_dummy_value()

    return types.none(array, start, lane, value), generate


def _fill_lanes(_: Any, array: Any, start: Any, value: Any) -> Any:
    """Write a value to 16 places from ``start`` on."""

    def generate(*arguments: Any) -> Any:
        call = _Call(*arguments)
        call.builder.store(call.all_of(call.cast(2, array.dtype)), call.address(0, call.cast(1, types.intp)), align=4)
        return call.context.get_dummy_value()

    return types.none(array, start, value), generate


def _add_where(_: Any, array: Any, kinds: Any, start: Any, kind: Any, amount: Any) -> Any:
    """Add an amount to those of 16 numbers from ``start`` on that are of a kind."""

    def generate(*arguments: Any) -> Any:
        call = _Call(*arguments)
        at = call.cast(2, types.intp)
        where = call.address(0, at)
        same = call.builder.icmp_signed("==", call.load(1, at), call.all_of(call.cast(3, kinds.dtype)))
        more = call.builder.select(same, call.all_of(call.cast(4, array.dtype)), ir.Constant(_FLOATS, [0.0] * LANES))
        call.builder.store(call.builder.fadd(call.builder.load(where, align=4), more), where, align=4)
        return call.context.get_dummy_value()

    return types.none(array, kinds, start, kind, amount), generate


def _set_lanes(_: Any, array: Any, start: Any, which: Any, value: Any) -> Any:
    """Write a value to those of 16 places from ``start`` on that the bits of ``which`` name."""

    def generate(*arguments: Any) -> Any:
        call = _Call(*arguments)
        where = call.address(0, call.cast(1, types.intp))
        named = call.builder.bitcast(call.builder.trunc(call.cast(2, types.int64), ir.IntType(LANES)), _FLAGS)
        new = call.builder.select(named, call.all_of(call.cast(3, array.dtype)), call.builder.load(where, align=4))
        call.builder.store(new, where, align=4)
        return call.context.get_dummy_value()

    return types.none(array, start, which, value), generate


def _score_lanes(_: Any, scores: Any, start: Any, query: Any, vec: Any, common: Any, window: Any, unit: Any) -> Any:
    """Write the scores of a window's 16 notes: what all have in common, and the inner product with the query.

    ``vec`` is (W, 16 dimensions, 16 lanes) of bytes that are multiples of ``unit``.
    """

    def generate(*arguments: Any) -> Any:
        call = _Call(*arguments)
        builder, zero, w = call.builder, call.context.get_constant(types.intp, 0), call.cast(5, types.intp)
        weights = call.load(2, zero)
        sums = [ir.Constant(_FLOATS, [0.0] * LANES)] * 2  # two, so that one need not wait for the other
        for d in range(LANES):
            place = call.context.get_constant(types.intp, d)
            numbers = builder.sitofp(builder.sext(call.load(3, w, place, zero, align=1), _WORDS), _FLOATS)
            weight = call.all_of(builder.extract_element(weights, _WORD(d)))
            product = builder.fmul(weight, numbers, flags=("contract",))
            sums[d % 2] = builder.fadd(sums[d % 2], product, flags=("contract",))
        inner = builder.fmul(builder.fadd(*sums), call.all_of(call.cast(6, types.float32)), flags=("contract",))
        score = builder.fadd(call.load(4, w, zero), inner, flags=("contract",))
        builder.store(score, call.address(0, call.cast(1, types.intp)), align=4)
        return call.context.get_dummy_value()

    return types.none(scores, start, query, vec, common, window, unit), generate


# Arguments: a contiguous array of one dimension, where the 16 numbers start (not checked), the value.
count_above: Any = _count(">")
count_equal: Any = _count("==")
best_lane: Any = intrinsic(_best_lane)
best_less: Any = intrinsic(_best_less)
set_lane: Any = intrinsic(_set_lane)
set_lanes: Any = intrinsic(_set_lanes)
fill_lanes: Any = intrinsic(_fill_lanes)
add_where: Any = intrinsic(_add_where)
score_lanes: Any = intrinsic(_score_lanes)
