"""The desk: the folder that is served, as it is at each look, with what was asked from the page."""

from pathlib import Path

from dash.exceptions import PreventUpdate

from .intake import imported
from .shelf import OWN, Study, find_studies
from .what_if import FOLDER

_KEY = 12  # letters


class Desk:
    """The folder that is served."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def studies(self) -> list[Study]:
        """Return all studies, those asked from the page last."""
        asked, own = self.root / OWN / FOLDER, imported(self.root)
        found = [*find_studies(self.root), *(find_studies(own, self.root) if own.is_dir() else ())]
        return [*found, *(find_studies(asked) if asked.is_dir() else ())]

    def find(self, key: str) -> Study | None:
        """Return a study by its key."""
        return next((study for study in self.studies() if study.key == key), None)

    def need(self, key: str) -> Study:
        """Return a study by its key; what is being done stops where it is gone."""
        found = self.find(key)
        if found is None:
            raise PreventUpdate
        return found

    def key_of(self, folder: Path) -> str | None:
        """Return the key by which pages name the study in a folder."""
        return next((study.key for study in self.studies() if study.folder == folder), None)

    def home(self, name: str) -> Path:
        """Return the folder of a what-if by a name that a page sent back: only one that we gave leads anywhere."""
        if len(name) != _KEY or not set(name) <= set("0123456789abcdef"):
            raise PreventUpdate
        return self.root / OWN / FOLDER / name
