"""The server: loopback alone, the whole application behind its guard, and answers to what pages ask."""

import json
import threading
import urllib.error
import urllib.request

import pytest

from xhs_sim.config import ConfigError
from xhs_sim.config.messages import told
from xhs_sim.dashboard.server import serve
from xhs_sim.page_address import SCHEME


@pytest.fixture(scope="module")
def server(root):
    made = serve(root, 0)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    thread.join(timeout=10)
    made.server_close()


def get(server, path, **headers):
    request = urllib.request.Request(f"{SCHEME}://127.0.0.1:{server.port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def test_it_listens_on_loopback_alone(server):
    assert server.server_address[0] == "127.0.0.1"


def test_a_page_is_there_and_loads_nothing_from_elsewhere(server):
    status, text, headers = get(server, "/")
    assert status == 200
    assert "://" not in text
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]


def test_others_are_refused(server):
    assert get(server, "/", Host="evil.example")[0] == 403
    assert get(server, "/", Origin=f"{SCHEME}://evil.example")[0] == 403
    assert get(server, "/assets/%2e%2e/server.py")[0] == 404
    assert get(server, "/etc/passwd")[0] == 404


def test_the_page_of_the_lost_is_in_the_asker_s_language_and_as_safe_as_others(server):
    status, text, headers = get(server, "/nowhere", **{"Accept-Language": "zh-CN,zh;q=0.9"})
    assert status == 404
    assert "没有这个页面" in text
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_is_filled_by_its_address(server, studies):
    def ask(path):
        body = {
            "output": "page.children", "outputs": {"id": "page", "property": "children"}, "changedPropIds": [],
            "inputs": [{"id": "address", "property": "pathname", "value": path},
                       {"id": "address", "property": "search", "value": "?lang=zh"}],
        }  # fmt: skip
        request = urllib.request.Request(
            f"{SCHEME}://127.0.0.1:{server.port}/_dash-update-component", json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(json.loads(answer.read()))

    assert "研究" in ask("/")
    assert "launch/kol_mix" in ask(f"/study/{studies['compare'].key}")
    assert "不在这里" in ask("/study/000000000000")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_port_that_is_taken_is_told_in_both_languages_and_by_nobody_else(server, root, capfd, language):
    with pytest.raises(ConfigError) as told_:
        serve(root, server.port)
    said = told(told_.value.problems[0], language)
    assert str(server.port) in said
    assert ("is taken" if language == "en" else "已被占用") in said
    assert capfd.readouterr() == ("", "")
