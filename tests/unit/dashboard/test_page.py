"""Pages of every kind, in both languages: whole, and with names as text."""

import json
from dataclasses import replace

import pytest
from dash._utils import to_json
from dashboard_example import HOSTILE, LONG, write_sweep

from xhs_sim.dashboard import page
from xhs_sim.dashboard.cards import Seen, drawn_of
from xhs_sim.dashboard.shelf import find_studies
from xhs_sim.dashboard.views import CARDS
from xhs_sim.dashboard.what_if_page import what_if_page

KINDS = ("compare", "sweep", "optimise", "sensitivity", "robustness", "own_data")


def texts(node):
    """All that is said on a page, labels for who listens among it."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, list):
        return [text for each in node for text in texts(each)]
    if isinstance(node, dict):
        props = node.get("props", node)
        kept = {
            name: each for name, each in props.items() if name not in ("id", "className", "figure", "config", "data")
        }
        return [text for each in kept.values() for text in texts(each)]
    return []


def plain(body):
    return json.loads(to_json(body))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_has_its_cards(root, studies, kind, language):
    words = page.words_of(language, studies[kind])
    body = plain(page.study_page(root, studies[kind], words))
    written = json.dumps(body)
    for card in CARDS[kind]:
        assert card.part("graph") in written
    assert not [text for text in texts(body) if "{" in text and "num_selected" not in text]


def test_the_sentence_of_the_verdict_stands_on_top(studies):
    said = " ".join(texts(plain(page.answer_card(studies["compare"], page.words_of("en", studies["compare"])))))
    assert HOSTILE in said


def test_names_are_text(root, studies):
    """No part of a page takes HTML: a name with markup is a string like any other."""
    body = plain(page.study_page(root, studies["compare"], page.words_of("en", studies["compare"])))
    assert any(HOSTILE in text for text in texts(body))
    assert any(LONG in text for text in texts(body))
    assert "dangerously" not in json.dumps(body)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_says_what_each_found(studies, language):
    words = page.words_of(language)
    said = texts(plain(page.studies_page([*studies.values()], words)))
    assert words.say("dashboard_kind_compare") in said
    assert sum("launch/kol_mix" in text for text in said) == 1


def test_an_empty_folder_says_what_to_do():
    assert any("xhs-sim compare" in text for text in texts(plain(page.studies_list([], page.words_of("en")))))


def test_one_that_is_running_shows_how_far_it_is(tmp_path):
    write_sweep(tmp_path, is_finished=False)
    (study,) = find_studies(tmp_path)
    said = texts(plain(page.study_page(tmp_path, study, page.words_of("en", study))))
    assert "7 of 24 runs" in said


def test_every_picture_says_what_it_shows(root, studies):
    body = json.dumps(plain(page.study_page(root, studies["compare"], page.words_of("en", studies["compare"]))))
    assert body.count('"role": "img"') == len(CARDS["compare"]) == body.count('"aria-labelledby"')


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_what_if_has_a_field_for_each_lever(studies, language):
    study = studies["compare"]
    body = json.dumps(plain(what_if_page(study, page.words_of(language, study))))
    assert "campaign|budget_cny" in body


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_nothing_is_ticked_it_says_what_to_do(root, studies, language):
    seen = Seen(root, studies["compare"], page.words_of(language, studies["compare"]))
    for card in CARDS["compare"]:
        chosen = {each.name: [] if each.is_many else next(iter(each.options(seen)))[0] for each in card.controls}
        drawn = drawn_of(card, seen, chosen)
        assert drawn.chart is None
        assert seen.words.say("dashboard_arms") in drawn.about


def test_a_page_knows_when_it_has_other_cards_to_show(root, studies):
    study = studies["optimise"]
    ended, running = (
        page.shape_of(Seen(root, replace(study, is_finished=is_finished), page.words_of("en")))
        for is_finished in (True, False)
    )
    assert ended == page.shape_of(Seen(root, study, page.words_of("en")))
    assert ended != running
