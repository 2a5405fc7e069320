"""Who loses the way is told in the language that was asked for, and how to go on."""

import pytest

from xhs_sim.dashboard.lost_page import language_of, lost_page


@pytest.mark.parametrize(("query", "accepted", "language"), [
    ("lang=zh", "en", "zh"), ("lang=en", "zh-CN,zh;q=0.9", "en"), ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
    ("", "fr-FR,en;q=0.5,zh;q=0.7", "zh"), ("lang=fr", "", "en"), ("", "zh;q=0", "en"), ("", "*", "en"), ("", "", "en"),
])  # fmt: skip
def test_the_language_is_that_of_the_address_or_of_the_browser(query, accepted, language):
    assert language_of({"QUERY_STRING": query, "HTTP_ACCEPT_LANGUAGE": accepted}) == language


@pytest.mark.parametrize(("language", "said", "tag"), [
    ("en", "There is no such page", "en"), ("zh", "没有这个页面", "zh-CN"),
])  # fmt: skip
def test_it_says_so_and_leads_back(language, said, tag):
    text = lost_page({"QUERY_STRING": f"lang={language}"})
    assert said in text
    assert f'<html lang="{tag}">' in text
    assert f'href="/?lang={language}"' in text


def test_nothing_that_was_asked_stands_on_it():
    text = lost_page({"QUERY_STRING": "lang=<script>", "PATH_INFO": "/<script>", "HTTP_ACCEPT_LANGUAGE": "<script>"})
    assert "script" not in text
