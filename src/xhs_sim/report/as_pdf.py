"""The figures of a report as PDF: lines that stay sharp at any size, fonts in the file."""

import json
from pathlib import Path

from matplotlib import rc_context

from ..config import describe_parameters
from ..records.whole_file import whole_file
from .figures import drawn, figure_words, house_style
from .read import read_folder


def build_pdfs(folder: Path, *, language: str) -> list[Path]:
    """Write ``<folder>/figures/<figure>.pdf`` for each figure that has something to show; return their paths.

    Parameters
    ----------
    folder : Path
        Of an experiment with finished runs, or of one run.
    language : {"en", "zh"}

    Raises
    ------
    ConfigError
        If the folder holds no finished run, or the language is unknown.
    """
    evidence, provenance = read_folder(folder, describe_parameters())
    words = evidence.words(language)
    made = json.dumps(dict(provenance.made), ensure_ascii=False)
    paths = []
    for name, figure in drawn(evidence, words):
        path = folder / "figures" / f"{name}.pdf"
        # Type 3 takes the outlines of any font into the file; type 42 can't take those of Noto's Chinese faces.
        with house_style(figure_words(words)), rc_context({"pdf.fonttype": 3}), whole_file(path) as unfinished:
            about = {"Title": figure.title, "Subject": made, "CreationDate": None}
            figure.savefig(unfinished, format="pdf", metadata=about)
        paths.append(path)
    return paths
