"""The guard passes on what this machine's own page asks, and refuses the rest."""

import pytest

from xhs_sim.dashboard.guard import MOST_SENT, Guard
from xhs_sim.page_address import SCHEME

PORT = 8770


def ask(path, *, host="localhost:8770", origin=None, sent=None, **more):
    """Return status and headers of a request."""
    seen = {}

    def app(_environ, start):
        start("200 OK", [("Content-Type", "text/html")])
        return [b"page"]

    def start(status, headers, *_rest):
        seen.update(status=status, headers=dict(headers))

    environ = {"PATH_INFO": path, "HTTP_HOST": host, "REQUEST_URI": sent or path, **more}
    if origin:
        environ["HTTP_ORIGIN"] = origin if origin == "null" else f"{SCHEME}://{origin}"
    b"".join(Guard(app, PORT, "default-src 'self'")(environ, start))
    return seen["status"].split()[0], seen["headers"]


@pytest.mark.parametrize("path", [
    "/", "/study/0123456789ab", "/what-if/0123456789ab", "/beside", "/import", "/_dash-layout",
    "/_dash-update-component",
    "/_dash-component-suites/dash/dcc/async-graph.js", "/assets/dashboard.css",
])  # fmt: skip
def test_pages_and_their_parts_are_there(path):
    assert ask(path)[0] == "200"


@pytest.mark.parametrize("path", [
    "/study/../../etc/passwd", "/assets/../server.py", "/study/0123456789ab/x", "/study/ABCDEFABCDEF", "/study/",
    "//evil.example/", "/assets/..\\server.py", "/etc/passwd", "/.dashboard", "/assets/%2e%2e/server.py",
    "/study/0123456789ab\n",
])  # fmt: skip
def test_a_path_trick_finds_nothing(path):
    assert ask(path)[0] == "404"


def test_a_path_trick_that_was_sent_in_code_finds_nothing():
    assert ask("/assets/x.css", sent="/assets/%252e%252e/%252e%252e/x.css")[0] == "404"


@pytest.mark.parametrize(("host", "origin"), [
    ("evil.example:8770", None), ("localhost:8770", "evil.example"), ("localhost:8770", "null"),
    ("localhost:8770", "localhost:3000"), ("localhost:9999", None), ("", None),
])  # fmt: skip
def test_other_pages_and_other_names_are_refused(host, origin):
    assert ask("/", host=host, origin=origin)[0] == "403"


def test_the_own_page_may_ask():
    assert ask("/_dash-update-component", origin="localhost:8770")[0] == "200"


def test_what_a_page_may_load_is_said():
    headers = ask("/")[1]
    assert headers["Content-Security-Policy"] == "default-src 'self'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("told", "status"), [
    ({"CONTENT_LENGTH": str(MOST_SENT)}, "200"), ({"CONTENT_LENGTH": str(MOST_SENT + 1)}, "413"),
    ({"CONTENT_LENGTH": "-1"}, "413"), ({"CONTENT_LENGTH": "many"}, "413"),
    ({"HTTP_TRANSFER_ENCODING": "chunked"}, "413"),
])  # fmt: skip
def test_what_is_too_large_or_of_no_told_size_is_not_read(told, status):
    assert ask("/_dash-update-component", **told)[0] == status
