"""The server of the page of ``xhs-sim explore``: in this process, for this machine alone.

A page is reached by whoever can reach its port, other pages in the same browser among them: so a request must
name this machine as the host that it asks, and its page, if it tells of one, must be ours.
"""

import os
import socket
import threading
import time
import webbrowser
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ..config import ConfigError
from ..config.messages import message, reason_of_system
from ..page_address import HEADERS, HOST, SCHEME, is_own
from .console import in_words

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


# The framework compiles its templates in the browser, so scripts may be made there; nothing comes from elsewhere.
_POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)
_HEADERS = [
    (name.lower().encode("ascii"), value.encode("ascii"))
    for name, value in (*HEADERS, ("Content-Security-Policy", _POLICY))
]


class OwnPagesOnly:
    """An ASGI application that passes on what comes from this machine's own page, and refuses the rest.

    Parameters
    ----------
    app : ASGI application
    port : int
        Where the page is.
    """

    def __init__(self, app: App, port: int) -> None:
        self.app, self.port = app, port

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with 403."""
        if scope["type"] == "http" and is_own(scope["headers"], self.port):
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] not in ("http", "websocket") or is_own(scope["headers"], self.port):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"only the page of this machine may ask"})


def _with_headers(send: Send) -> Send:
    """Return what sends an answer with what a page may load, and that nobody may frame it."""

    async def sending(part: Message) -> None:
        if part["type"] == "http.response.start":
            part = {**part, "headers": [*part.get("headers", ()), *_HEADERS]}
        await send(part)

    return sending


def serve_page(port: int, *, opens_browser: bool, language: str = "en") -> None:
    """Serve the page until the process is stopped; SIGTERM and Ctrl-C end it as they end any.

    Raises
    ------
    ConfigError
        If the port is taken.
    """
    with socket.socket(socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ConfigError(message("command.no_port", port=port, reason=reason_of_system(error))) from None
    os.environ |= {"SOLARA_APP": "xhs_sim.explore.page", "SERVER_NAME": HOST, "SERVER_PORT": str(port)}
    import uvicorn
    from solara.server import settings

    settings.main.mode = "production"  # otherwise the page asks its maker's site for news
    settings.telemetry.mixpanel_enable = False
    settings.theme.loader, settings.theme.show_banner, settings.theme.title = "house", False, "xhs_sim"
    from solara.server.starlette import app

    config = uvicorn.Config(OwnPagesOnly(app, port), host=HOST, port=port, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    address = f"{SCHEME}://{HOST}:{port}/" + (f"?lang={language}" if language != "en" else "")
    print(in_words(message("command.page_is_at", address=address)), flush=True)
    if opens_browser:
        threading.Thread(target=_open_when_started, args=(server, address), daemon=True).start()
    server.run()


def _open_when_started(server: Any, address: str) -> None:
    while not server.started:
        time.sleep(0.1)
    webbrowser.open(address)
