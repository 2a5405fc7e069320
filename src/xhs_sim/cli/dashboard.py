"""``xhs-sim dashboard``: look around in studies from the browser, and ask small questions."""

from pathlib import Path
from typing import Annotated

import typer

from ..config.messages import message
from .options import DEFAULT_OUT, Language

EXAMPLES = (
    "[bold]xhs-sim dashboard[/]: the studies in outputs/, finished and running\n\n"
    "[bold]xhs-sim dashboard results --port 8800 --no-browser[/]: those of another folder; the page is not opened"
)


def dashboard(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder that holds the studies.", show_default=False)
    ] = DEFAULT_OUT,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; 0 = one that is free.")] = 8770,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    lang: Language = None,
) -> None:
    """Look around in studies in the browser, compare, follow, and ask what if (needs the extra: dashboard)."""
    from importlib.util import find_spec

    from ..config import ConfigError
    from .language import check_language

    check_language(lang)
    if not folder.is_dir():
        raise ConfigError(message("dashboard.no_folder", folder=folder))
    if find_spec("dash") is None:
        raise ConfigError(message("dashboard.needs_dash"))
    _serve(folder.resolve(), port, lang, opens_browser=browser)


def _serve(folder: Path, port: int, lang: str | None, *, opens_browser: bool) -> None:
    """Serve until the process is stopped; SIGTERM and Ctrl-C end it as they end any."""
    import threading
    import webbrowser

    from ..dashboard.server import serve
    from ..page_address import HOST, SCHEME
    from ..report.figures import has_chinese_font
    from .console import in_words, say, spoken

    server = serve(folder, port)
    language = spoken() if lang is None else lang
    address = f"{SCHEME}://{HOST}:{server.port}/" + (f"?lang={language}" if language != "en" else "")
    if language == "zh" and not has_chinese_font():
        say(message("dashboard.no_font"))
    print(in_words(message("dashboard.is_at", address=address)), flush=True)
    if opens_browser:
        threading.Timer(0.5, webbrowser.open, args=(address,)).start()
    try:
        server.serve_forever()
    finally:
        server.server_close()
