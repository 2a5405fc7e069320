"""Axes without what no figure of the house shows: marks of ticks, and labels on the other side.

Matplotlib makes five artists for each tick, one by one, and lays out and writes what is not seen too: a third of what
a figure takes. Here the first tick of an axis is made so; others are copies of its label and of its line of the grid.
"""

from copy import copy
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick, XAxis, YAxis


class _Unseen(Artist):
    """Stands for artists that are never drawn, in every tick: takes all that is set, and keeps nothing."""

    def get_visible(self) -> bool:
        """Never."""
        return False

    def draw(self, renderer: Any) -> None:
        """Draw nothing."""

    def _take(self, *_values: Any, **_more: Any) -> Any:
        return []

    set = update_from = set_visible = set_figure = set_clip_path = set_transform = set_url = _take
    update = _internal_update = set_marker = set_markersize = set_markeredgewidth = set_xdata = set_ydata = set_x = (
        set_y
    ) = set_text = _take


_UNSEEN = _Unseen()


class _LightAxis(Axis):
    """What both axes have in common."""

    def _get_tick(self, major: bool) -> Any:
        """Return a new tick, with all that was set of the first."""
        first = next(iter(vars(self).get("majorTicks" if major else "minorTicks", ())), None)
        if first is not None:
            return _copied(first)
        tick: Any = super()._get_tick(major)  # type: ignore[misc]
        tick.tick1line = tick.tick2line = tick.label2 = _UNSEEN
        return tick

    def set_tick_params(self, which: Any = "major", reset: bool = False, **kwargs: Any) -> None:
        """Set how ticks look; those that are not there yet will be made so, and none is made for that."""
        unmade = [name for name in ("majorTicks", "minorTicks") if name not in vars(self)]
        vars(self).update({name: [] for name in unmade})
        super().set_tick_params(which, reset, **kwargs)
        for name in unmade:
            vars(self).pop(name, None)

    def _copy_tick_props(self, src: Tick, dest: Tick) -> None:
        """Take over nothing from the first tick: the new one is its copy."""

    def _update_label_position(self, renderer: Any) -> None:
        """Move the axis' name away from the labels of its ticks, if it has one."""
        if self.label.get_text():
            super()._update_label_position(renderer)  # type: ignore[misc]

    def set_clip_path(self, path: Any, transform: Any = None) -> None:
        """Clip the axis; lines of its grid end with it anyway, so no tick is made for that."""
        Artist.set_clip_path(self, path, transform)


class _LightXAxis(_LightAxis, XAxis): ...


class _LightYAxis(_LightAxis, YAxis): ...


class LightAxes(Axes):
    """Axes of a figure of the house."""

    def _init_axis(self) -> None:
        super()._init_axis()  # type: ignore[misc]
        self.xaxis.__class__, self.yaxis.__class__ = _LightXAxis, _LightYAxis


def _copied(tick: Tick) -> Tick:
    made = copy(tick)
    made.label1, made.gridline = copy(tick.label1), copy(tick.gridline)
    made.label1.set_fontproperties(tick.label1.get_fontproperties())  # a copy of its own
    return made
