"""What the runs say: the answer in a sentence, figures, and a page that opens with how far to trust it.

Only files on disk are read (``read``), only files are written (``build``); nothing here knows the model.
"""

from .answer import answer
from .biography import Biography, read_biography
from .build import build_report, build_run_report, save_figure
from .figures import FIGURES, draw_biography, draw_response, draw_validation

__all__ = [
    "FIGURES", "Biography", "answer", "build_report", "build_run_report", "draw_biography", "draw_response",
    "draw_validation", "read_biography", "save_figure",
]  # fmt: skip
