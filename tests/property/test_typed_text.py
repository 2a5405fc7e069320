"""Whatever is typed is a value or refused in words: no error of a library reaches whoever typed it."""

import contextlib
import io
import sys
import warnings
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from xhs_sim.cli import execute, main
from xhs_sim.config import ConfigError, ConfigWarning, expand_sweep, load_config

QUIET = settings(suppress_health_check=list(HealthCheck), deadline=None, print_blob=False)
LETTERS = st.one_of(
    st.sampled_from(list("[]{}()'\"\\=,:.~+@$*?#¥%&|/ \t\n0123456789eE-_kw万双大促（）")), st.characters(codec="utf-8")
)
TEXTS = st.one_of(st.text(LETTERS, max_size=20), st.text(LETTERS, max_size=6).map(lambda text: f"${{{text}}}"))
KNOWN = [
    "study.question", "campaign.budget_cny", "n_days", "name", "campaign.topics", "campaign.tier_shares", "study.arms",
    "ranker", "experiment", "record.note_daily", "campaign.brand", "study.decide_by", "calendar.start", "study.goal",
    "population.age_bands", "ranker.weights", "~seed", "+campaign.agreed", "feed.quota.fresh",
]  # fmt: skip
KEYS = st.one_of(st.sampled_from(KNOWN), st.text(LETTERS, max_size=8))
ARGUMENTS = st.one_of(st.builds("{}={}".format, KEYS, TEXTS), TEXTS)


@QUIET
@given(st.lists(ARGUMENTS, min_size=1, max_size=3))
@example(["study.question=双11, A=B"])
@example(["campaign.topics=[[[["])
def test_any_text_is_a_value_or_refused_in_words(arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConfigWarning)
        with contextlib.suppress(ConfigError):
            assert load_config(arguments).n_days > 0


@QUIET
@given(st.lists(ARGUMENTS, min_size=1, max_size=2))
def test_any_text_is_a_grid_or_refused_in_words(arguments):
    with contextlib.suppress(ConfigError):
        assert len(expand_sweep(arguments)) >= 1


@QUIET
@given(st.text(max_size=60))
def test_a_question_is_kept_as_it_was_asked(text):
    if "${" not in text and not text.strip().startswith(("'", '"')) and "\\" not in text:
        assert load_config([f"study.question={text}"]).study.question == text.strip()


@settings(QUIET, max_examples=40)
@given(arguments=st.lists(ARGUMENTS, min_size=1, max_size=3))
def test_the_command_leaves_with_done_or_refused(arguments):
    def nothing(_config, records_dir: Path, _on_day):
        records_dir.mkdir()
        kinds = {"metric": pl.String, "brand": pl.String, "day": pl.Int32, "value": pl.Float64, "unit": pl.String}
        return pl.DataFrame(schema=kinds)

    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(_fresh()):
        patch.setattr(execute, "play_days", nothing)
        patch.setattr(sys, "argv", ["xhs-sim", "run", "--force", "--", *arguments])
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said), pytest.raises(SystemExit) as left:
            main()
    assert left.value.code in (None, 0, 2), said.getvalue()
    assert "should not have happened" not in said.getvalue()


def _fresh() -> str:
    from tempfile import mkdtemp

    return mkdtemp()
