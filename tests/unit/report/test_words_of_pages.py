"""Every word of the report is known in both languages, is used, and Chinese pages speak Chinese."""

import html
import re
from collections import Counter
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
import yaml
from report_example import ARMS, write_experiment, write_goal
from report_verdict import write_verdict

import xhs_sim
from xhs_sim.config import list_experiments
from xhs_sim.config.roots import configs_root
from xhs_sim.metrics import METRICS
from xhs_sim.report.page import question, render_page
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import LANGUAGES, load_words

PACKAGE = Path(xhs_sim.__file__).parent
ZH = load_words("zh")
# Names of metrics, of methods and of this program, and what a Chinese team writes in Latin letters itself.
NAMES = {"GMV", "ROAS", "KOC", "KOL", "KFS", "CTR", "DAU", "MAU", "AUC", "CPM", "CPC", "CPE", "CAC"}
NAMES |= {"Fieller", "xhs_sim", "kol_mix", "sweep", "compare", "English", "Again"}


def keys(language: str) -> Counter[str]:
    """How many files define a sentence."""
    folder = resources.files("xhs_sim.report") / "strings" / language
    tables = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in folder.iterdir())
    return Counter(key for table in tables for key in table.get("text") or {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_in_two_files(language: str) -> None:
    assert [key for key, n in keys(language).items() if n > 1] == []


def test_every_sentence_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*") if path.suffix in (".py", ".j2"))
    whole = set(re.findall(r"""["']([a-z0-9_]+)["']""", source))
    starts = tuple(set(re.findall(r"""["']([a-z0-9_]+_)(?:["']|\{)""", source)))
    ends = tuple(set(re.findall(r"""(?:\}|["'])(_[a-z0-9_]+)["']""", source)))
    unused = [key for key in keys("en") if key not in whole]
    assert [key for key in unused if not key.startswith(starts) and not key.endswith(ends)] == []


def test_every_experiment_asks_and_names_its_arms_in_chinese() -> None:
    assert [name for name in list_experiments() if name not in ZH.table["question"]] == []
    files = (configs_root() / "experiment").glob("*.yaml")
    studies = [(yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("study", {}) for file in files]
    arms = {arm for study in studies for arm in study.get("arms", {})}
    assert len(arms) > 30
    assert [arm for arm in sorted(arms) if arm not in ZH.table["arm"]] == []


def test_every_metric_and_its_unit_are_named_in_chinese() -> None:
    latin = re.compile(r"[A-Za-z]{3,}")
    assert [name for name in METRICS if set(latin.findall(ZH.metric(name))) - NAMES] == []
    assert [metric.unit for metric in METRICS.values() if set(latin.findall(ZH.unit(metric.unit))) - NAMES] == []


def test_a_chinese_page_has_no_english_words_beyond_names(tmp_path: Path) -> None:
    folder = write_goal(write_verdict(write_experiment(tmp_path, arms=(*ARMS, "again"), replicates=5)))
    page = render_page(*read_experiment(folder, []), [], ZH)
    seen = re.sub(r"<(style|code|title)\b.*?</\1>", " ", page, flags=re.DOTALL)
    seen = re.sub(r'<(\w+)[^>]*\blang="en"[^>]*>.*?</\1>', " ", seen, flags=re.DOTALL)  # provenance, as it was typed
    words = set(re.findall(r"[A-Za-z_]{3,}", html.unescape(re.sub(r"<[^>]+>", " ", seen))))
    assert words - NAMES == set()


def test_a_question_of_the_user_s_own_is_never_replaced_by_the_shipped_one(tmp_path):
    evidence, _ = read_experiment(write_experiment(tmp_path, replicates=2), [])
    shipped = replace(evidence, experiment="publish_hour", question=list_experiments()["publish_hour"])
    assert question(shipped, ZH) == ZH.table["question"]["publish_hour"]
    assert question(replace(shipped, question="几点发最好？"), ZH) == "几点发最好？"
    assert question(replace(shipped, question="When, for 500 CNY?"), ZH) == "When, for 500 CNY?"
