"""Lending a tuple to a function that is called, not inlined: it gets a place in memory instead of every field.

A tuple of arrays is taken apart at each call, seven numbers an array; a thousand of them cost more than
what the function does. ``lend`` puts the tuple down once, ``borrowed`` picks it up again; the compiler
reads of it only what is used. Reference counts are left alone: the lender holds the arrays.
"""

from typing import Any, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models, register_default
from numba.extending import intrinsic

_new_place: Any = cgutils.alloca_once_value


class Lent(types.Type):
    """The type of a lent tuple."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind
        super().__init__(name=f"Lent({kind})")


@register_default(Lent)
class _LentModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        cast(Any, super()).__init__(manager, kind, cgutils.voidptr_t)


def _lend(_: Any, value: Any) -> Any:
    """Put a tuple down until the calling function ends; return where it lies."""

    def generate(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        place = _new_place(builder, arguments[0])
        return builder.bitcast(place, cgutils.voidptr_t)

    return Lent(value)(value), generate


def _borrowed(_: Any, lent: Any) -> Any:
    """Return the tuple that was lent."""

    def generate(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
        kind = context.get_value_type(lent.kind)
        start = builder.bitcast(arguments[0], kind.as_pointer())
        return _gather(builder, start, kind, [])

    return lent.kind(lent), generate


def _gather(builder: Any, start: Any, kind: Any, path: list[int]) -> Any:
    """Read a structure field by field, so that fields that nobody uses are not read."""
    number = cgutils.int32_t
    if not hasattr(kind, "elements") or not hasattr(kind, "gep"):
        return builder.load(builder.gep(start, [number(0), *(number(i) for i in path)], inbounds=True))
    whole = ir.Constant(kind, ir.Undefined)
    for i in range(len(kind.elements)):
        whole = builder.insert_value(whole, _gather(builder, start, kind.elements[i], [*path, i]), i)
    return whole


lend: Any = intrinsic(_lend)
borrowed: Any = intrinsic(_borrowed)
