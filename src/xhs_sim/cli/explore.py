"""``xhs-sim explore``: watch a small market in the browser."""

from typing import Annotated

import typer

from ..config.messages import message
from .options import Language

EXAMPLES = (
    "[bold]xhs-sim explore[/]: two plans in a small market, day by day\n\n"
    "[bold]xhs-sim explore --port 8800 --lang zh[/]: in Chinese, on another port"
)


def explore(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page.")] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    lang: Language = None,
) -> None:
    """Watch a small market day by day in the browser (needs the extra: explore)."""
    from importlib.util import find_spec

    from ..config import ConfigError
    from .language import check_language

    check_language(lang)
    if find_spec("solara") is None:
        raise ConfigError(message("command.needs_solara"))
    from .console import spoken
    from .page_server import serve_page

    serve_page(port, opens_browser=browser, language=spoken() if lang is None else lang)
