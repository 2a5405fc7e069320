"""What the runs say: figures, and a page that opens with how far to trust it; the answer in a sentence is ``answer``'s.

Only files on disk are read (``read``), only files are written (``build``); nothing here knows the model. Figures are
loaded when they are first asked for: a run needs the words only, and not what draws.
"""

from typing import TYPE_CHECKING

from ..late import late_names

if TYPE_CHECKING:
    from .biography import Biography, read_biography
    from .build import build_report, build_run_report, save_figure
    from .figures import (
        FIGURES,
        draw_backtest,
        draw_biography,
        draw_content_effects,
        draw_leads,
        draw_lives,
        draw_response,
        draw_sensitivity,
        draw_validation,
    )
    from .swept import Swept

__all__ = [
    "FIGURES", "Biography", "Swept", "build_report", "build_run_report", "draw_backtest", "draw_biography",
    "draw_content_effects", "draw_leads", "draw_lives", "draw_response", "draw_sensitivity", "draw_validation",
    "read_biography", "save_figure",
]  # fmt: skip

__getattr__, __dir__ = late_names(
    __name__,
    {
        "biography": ("Biography", "read_biography"),
        "build": ("build_report", "build_run_report", "save_figure"),
        "figures": (
            "FIGURES",
            "draw_backtest",
            "draw_biography",
            "draw_content_effects",
            "draw_leads",
            "draw_lives",
            "draw_response",
            "draw_sensitivity",
            "draw_validation",
        ),
        "swept": ("Swept",),
    },
)
