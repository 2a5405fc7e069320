"""The draws as PRIM looks at them: a column a parameter, faces of a box in their values, and the box as it is told."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .box import Among, Between, Box, Flags, roundest

Faces = dict[str, tuple[float, float]]  # by column: the least and the most that the box holds


class Field:
    """Draws as columns of numbers; of choices each is a column of its own, ``name=choice``: taken (1) or not (0).

    Attributes
    ----------
    names : list of str
        Of the columns.
    parameter : list of str
        By column: whose it is.
    values : array of shape (draws, columns)
    order, is_step : array
        Draws by size in each column, and where the next one is larger.
    """

    def __init__(self, draws: pl.DataFrame) -> None:
        self.draws = draws
        columns = dict(_columns(draws))
        self.place = {name: k for k, name in enumerate(columns)}
        self.names = list(columns)
        self.parameter = [name.partition("=")[0] for name in columns]
        self.values: NDArray[np.float64] = np.stack([*columns.values()], axis=1)
        self.order = np.argsort(self.values, axis=0, kind="stable")
        ordered = np.take_along_axis(self.values, self.order, axis=0)
        self.is_step = ordered[1:] > ordered[:-1]  # between two draws that a cut can tell apart

    def within(self, faces: Faces) -> Flags:
        """Which draws a box holds."""
        inside: Flags = np.ones(len(self.values), dtype=np.bool_)
        for name, (low, high) in faces.items():
            column = self.values[:, self.place[name]]
            inside &= (column >= low) & (column <= high)
        return inside

    def told(self, faces: Faces) -> Box:
        """The box with round bounds, which hold the same draws, and with the choices that are left."""
        limits: dict[str, Between | Among] = {}
        held = {name: self.within({name: face}) for name, face in faces.items()}
        for name, (low, _) in faces.items():
            parameter, _, choice = name.partition("=")
            if parameter != name:
                left = limits.get(parameter)
                choices = left.choices if isinstance(left, Among) else tuple(sorted(set(self._text(parameter))))
                limits[parameter] = Among(tuple(each for each in choices if (each == choice) == (low == 1)))
                continue
            others = np.logical_and.reduce([mine for other, mine in held.items() if other != name], dtype=np.bool_)
            bounds = self._round(name, held[name], np.broadcast_to(others, len(self.values)))
            limits[name], held[name] = bounds, bounds.holds(self.draws[name])
        return Box(limits)

    def _text(self, parameter: str) -> list[str]:
        return self.draws[parameter].cast(pl.String).to_list()

    def _round(self, name: str, held: Flags, others: Flags) -> Between:
        """The roundest bounds that let no draw in or out which the other limits hold."""
        column = self.values[:, self.place[name]]
        least, most = float(column[held].min()), float(column[held].max())
        below, above = column[others & (column < least)], column[others & (column > most)]
        return Between(
            roundest(float(below.max()), float(column[held & others].min())) if len(below) else None,
            roundest(float(column[held & others].max()), float(above.min())) if len(above) else None,
        )


def _columns(draws: pl.DataFrame) -> Iterator[tuple[str, NDArray[np.float64]]]:
    for name in draws.columns:
        if draws[name].dtype.is_numeric():
            yield name, draws[name].cast(pl.Float64).to_numpy()
            continue
        text = draws[name].cast(pl.String)
        for choice in sorted(text.unique()):
            yield f"{name}={choice}", (text == choice).cast(pl.Float64).to_numpy()
