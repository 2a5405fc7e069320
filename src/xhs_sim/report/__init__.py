"""What the runs say: the answer in a sentence, figures, and a page that opens with how far to trust it.

Only files on disk are read (``read``), only files are written (``build``); nothing here knows the model.
"""

from .answer import answer
from .build import build_report, build_run_report, save_figure
from .figures import FIGURES, draw_response, draw_validation

__all__ = ["FIGURES", "answer", "build_report", "build_run_report", "draw_response", "draw_validation", "save_figure"]
