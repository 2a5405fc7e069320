"""Who may ask the dashboard, and for what: this machine's own pages, and addresses that there are.

A page is reached by whoever can reach its port, other pages in the same browser among them. So a request must name this
machine as its host, and its page, if it tells of one, must be ours; whatever else is asked is not there.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from urllib.parse import unquote

from ..page_address import HEADERS, is_own
from .lost_page import lost_page

Environ = dict[str, Any]
Start = Callable[..., Any]
Wsgi = Callable[[Environ, Start], Iterable[bytes]]
_PAGES: Final = re.compile(r"/(?:(?:study|what-if)/[0-9a-f]{12}|beside|import)?")
_PARTS: Final = re.compile(r"/(?:_dash-[a-z-]+|_reload-hash|_favicon\.ico|assets)(?:/[\w.@-]+)*(?:\.[\w.-]+)?")
MOST_SENT: Final = 64_000_000  # bytes that come with a request: files for an import, in base64
_PLAIN: Final = (("Content-Type", "text/plain"),)


class Guard:
    """A WSGI application that passes on what this machine's own page asks, and refuses the rest.

    Parameters
    ----------
    app : WSGI application
    port : int
        Where the page is.
    policy : str
        What the page may load (Content-Security-Policy).
    """

    def __init__(self, app: Wsgi, port: int, policy: str) -> None:
        self._app, self._port = app, port
        self._headers = [*HEADERS, ("Content-Security-Policy", policy)]

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer a request, or refuse it: 403 for who may not ask, 404 for what there is not."""
        named = [
            (name, str(environ[key]).encode("latin-1"))
            for name, key in ((b"host", "HTTP_HOST"), (b"origin", "HTTP_ORIGIN"))
            if key in environ
        ]
        if not is_own(named, self._port):
            return _refuse(start, "403 Forbidden", b"only the page of this machine may ask")
        if not _is_small(environ):
            return _refuse(start, "413 Content Too Large", b"this is too large to be sent at once")
        if not _is_there(environ):
            page, headers = lost_page(environ).encode(), [("Content-Type", "text/html; charset=utf-8"), *self._headers]
            return _refuse(start, "404 Not Found", page, headers)

        def with_headers(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start(status, [*headers, *self._headers], *rest)

        return self._app(environ, with_headers)


def _is_small(environ: Environ) -> bool:
    """Say whether what comes with a request is of a size that is told, and allowed."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return False
    told = str(environ.get("CONTENT_LENGTH") or "0")
    return told.isdecimal() and int(told) <= MOST_SENT


def _is_there(environ: Environ) -> bool:
    """Say whether an address is one of a page's or of its parts: as it was sent, and as it reads."""
    sent = str(environ.get("REQUEST_URI") or environ.get("RAW_URI") or environ.get("PATH_INFO", "")).partition("?")[0]
    path = str(environ.get("PATH_INFO", ""))
    if ".." in unquote(unquote(sent)) or ".." in path or "\\" in path or "//" in path:
        return False
    return bool(_PAGES.fullmatch(path) or _PARTS.fullmatch(path))


def _refuse(start: Start, status: str, text: bytes, headers: Sequence[tuple[str, str]] = _PLAIN) -> list[bytes]:
    start(status, [*headers, ("Content-Length", str(len(text)))])
    return [text]
