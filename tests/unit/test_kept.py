"""Answers that are kept: found again while all that they were made from is the same, and never else."""

import pytest

from xhs_sim.kept import kept


@pytest.fixture
def ask(monkeypatch, tmp_path):
    """Return a way to ask that counts how often the answer is worked out."""
    monkeypatch.setenv("XHS_SIM_CACHE", str(tmp_path))
    asked = []

    def ask(answer, *made_from):
        def make():
            asked.append(answer)
            return answer

        return kept("toy", made_from, make), len(asked)

    return ask


def test_an_answer_is_worked_out_once(ask):
    assert ask({"a": [1, 2.5, None]}, b"x") == ({"a": [1, 2.5, None]}, 1)
    assert ask("never made", b"x") == ({"a": [1, 2.5, None]}, 1)


def test_whatever_it_is_made_from_asks_anew(ask):
    assert [ask(1, b"ab", b"c")[1], ask(1, b"a", b"bc")[1], ask(1, b"ab")[1], ask(1, b"ab", b"c")[1]] == [1, 2, 3, 3]


def test_ourown_sources_ask_anew(ask, monkeypatch):
    ask(1, b"x")
    monkeypatch.setattr("xhs_sim.kept.own_sources", lambda: b"edited")
    assert ask(2, b"x") == (2, 2)


def test_a_broken_file_is_made_again(ask, tmp_path):
    ask(1, b"x")
    (file,) = (tmp_path / "kept").iterdir()
    file.write_text("{", encoding="utf-8")
    assert ask(3, b"x") == (3, 2)


def test_what_json_would_change_is_not_kept(ask):
    assert ask({1: (2, 3)}, b"x") == ({1: (2, 3)}, 1)
    assert ask({1: (2, 3)}, b"x") == ({1: (2, 3)}, 2)


def test_a_folder_that_cannot_be_written_to_costs_time_and_nothing_else(ask, tmp_path):
    (tmp_path / "kept").write_text("a file in the way")
    assert (ask(1, b"x"), ask(1, b"x")) == ((1, 1), (1, 2))
