"""Pages are filled from ``templates/``: one environment, and the style that every page carries in itself."""

import os
from contextlib import suppress
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket
from markupsafe import Markup

from ..kept import cache_folder

_STYLES = ("report.css", "plan.css")


class _Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled before, in the user's cache folder; one that was edited is compiled anew.

    A folder that cannot be written to, or what somebody else left there, costs time, and nothing else.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what there is."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write what was compiled."""
        with suppress(OSError):
            os.makedirs(self.directory, exist_ok=True)
            super().dump_bytecode(bucket)


def fill(template: str, **context: Any) -> str:
    """Fill a template; what the context lacks is an error, and what it holds is escaped."""
    return _environment().get_template(template).render(**context, style=_style())


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True, enabled_extensions=("j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Compiled(str(cache_folder() / "pages")),
    )


@cache
def _style() -> Markup:
    folder = resources.files(__package__) / "templates"
    return Markup("\n".join((folder / name).read_text(encoding="utf-8") for name in _STYLES))
