"""The page of explore answers its own machine alone, and ends when its process is told to."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from xhs_sim.cli.page_server import SCHEME, OwnPagesOnly, is_own

PORT = 8765
ASKED = {
    ("localhost:8765", None): True,
    ("127.0.0.1:8765", "127.0.0.1:8765"): True,
    ("[::1]:8765", "localhost:8765"): True,
    ("localhost:8765", "evil.example"): False,
    ("localhost:8765", "localhost:3000"): False,  # another page of this machine
    ("localhost:8765", "null"): False,
    ("evil.example:8765", "evil.example:8765"): False,  # a name that was made to lead here
    ("localhost", "localhost:8765"): False,
    ("localhost:x", None): False,
    (None, None): False,
}


def headers_of(host, origin):
    page = None if origin is None else origin if origin == "null" else f"{SCHEME}://{origin}"
    named = {b"host": host, b"Origin": page}
    return [(name, value.encode()) for name, value in named.items() if value is not None]


@pytest.mark.parametrize("asked", ASKED)
def test_only_our_own_page_is_answered(asked):
    assert is_own(headers_of(*asked), PORT) is ASKED[asked]


@pytest.mark.parametrize(("kind", "refusal"), [
    ("websocket", {"type": "websocket.close", "code": 1008}), ("http", {"type": "http.response.start", "status": 403}),
])  # fmt: skip
def test_another_page_is_refused_before_it_gets_anywhere(kind, refusal):
    sent = []

    async def app(*_ignored):
        sent.append("answered")

    async def send(message):
        sent.append(message)

    def ask(origin):
        scope = {"type": kind, "headers": headers_of("localhost:8765", origin)}
        asyncio.run(OwnPagesOnly(app, PORT)(scope, None, send))

    ask("localhost:8765")
    assert sent == ["answered"]
    ask("evil.example")
    assert sent[1].items() >= refusal.items()


def test_an_answer_says_that_nothing_comes_from_elsewhere():
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    asyncio.run(OwnPagesOnly(app, PORT)({"type": "http", "headers": headers_of("localhost:8765", None)}, None, send))
    headers = dict(sent[0]["headers"])
    assert headers[b"content-type"] == b"text/html"
    assert headers[b"x-frame-options"] == b"DENY"
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert b"http" not in headers[b"content-security-policy"]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="stops by signal")
def test_nothing_listens_after_the_command_was_told_to_end():
    pytest.importorskip("solara")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "xhs_sim.cli", "explore", "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 120
        while not listens(port) and time.monotonic() < end and process.poll() is None:
            time.sleep(0.2)
        assert listens(port)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert not listens(port)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("localhost", port)) == 0
