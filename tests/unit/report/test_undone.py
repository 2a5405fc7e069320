"""What was planned for days that the runs did not have is named with the answer."""

from pathlib import Path

import pytest
import yaml
from report_example import ARMS, write_experiment
from report_verdict import write_verdict

from xhs_sim.config import load_config
from xhs_sim.report.answer import answer_of
from xhs_sim.report.read import read_experiment

LATE = {"promotion.brand": "qingrou", "promotion.product": "face_cream", "promotion.start_day": 90}


def study(folder: Path, *late: str) -> Path:
    """A judged study whose settings are whole ones; those of some arms have a promotion after the last day."""
    write_verdict(write_experiment(folder, replicates=5))
    for path in folder.glob("kol_mix/*/seed=*/config.yaml"):
        own = yaml.safe_load(path.read_text())
        promotion = LATE if path.parts[-3] in late else {}
        parts = ["campaign=face_cream", *(["promotion=face_cream"] if promotion else [])]
        plain = load_config(parts, values={"n_days": own["n_days"], **promotion}).model_dump(mode="json")
        plain["study"] |= {name: own["study"][name] for name in ("baseline", "arms", "replicates")}
        path.write_text(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True))
    return folder / "kol_mix"


@pytest.mark.parametrize(("language", "who", "said"), [
    ("en", "Head-heavy, Pyramid: promotion.start_day = 90", "no price is lower."),
    ("zh", "头部为主、金字塔：promotion.start_day = 90", "不会有降价。"),
])  # fmt: skip
def test_a_promotion_after_the_last_day_is_the_reason_why_it_did_nothing(
    tmp_path: Path, language: str, who: str, said: str
) -> None:
    evidence, _ = read_experiment(study(tmp_path, *ARMS[1:3]), [])
    found = answer_of(evidence, evidence.words(language))
    assert found is not None
    assert found.further[0].startswith(who)
    assert found.further[0].endswith(said)


def test_where_all_lies_within_the_days_nothing_is_said_of_them(tmp_path: Path) -> None:
    evidence, _ = read_experiment(study(tmp_path), [])
    found = answer_of(evidence, evidence.words("en"))
    assert found is not None
    assert not any("last day" in sentence for sentence in found.further)
