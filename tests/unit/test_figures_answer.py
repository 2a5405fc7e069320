"""The answer says no more than the intervals bear out."""

import polars as pl

from xhs_sim.report import answer

ARMS = ("head_heavy", "pyramid", "koc_spread")


def effects(rows: dict[str, tuple[float, float, float, float]], metric: str = "gmv") -> pl.DataFrame:
    """Effects of one metric: arm -> diff, ci_low, ci_high, p_best."""
    return pl.DataFrame(
        [
            {
                "metric": metric, "brand": "b", "arm": arm, "baseline_arm": "nothing", "treatment": diff,
                "diff": float(diff), "ci_low": float(low), "ci_high": float(high), "level": 0.95, "p_best": p,
            }
            for arm, (diff, low, high, p) in rows.items()
        ]
    )  # fmt: skip


def test_intervals_apart_name_a_winner() -> None:
    table = effects({"head_heavy": (10.0, 8, 12, 0.0), "pyramid": (20.0, 18, 22, 0.99)})
    assert answer(table, ARMS, "en").startswith("Pyramid brings the most: GMV +¥20")


def test_overlapping_intervals_are_not_separable() -> None:
    table = effects({"head_heavy": (17.0, 12, 22, 0.3), "pyramid": (20.0, 15, 25, 0.7)})
    assert "not separable" in answer(table, ARMS, "en")
    assert "无法区分" in answer(table, ARMS, "zh")


def test_overlap_with_consistent_pairs_is_a_probable_winner() -> None:
    table = effects({"head_heavy": (17.0, 12, 22, 0.02), "pyramid": (20.0, 15, 25, 0.98)})
    assert "probably the best" in answer(table, ARMS, "en")


def test_an_interval_with_zero_claims_no_effect() -> None:
    table = effects({"head_heavy": (1.0, -4, 6, 0.3), "pyramid": (3.0, -2, 8, 0.7)})
    assert answer(table, ARMS, "en").startswith("No arm changes GMV measurably")


def test_unknown_intervals_claim_nothing() -> None:
    table = effects({"pyramid": (3.0, 0, 8, 0.7)}).with_columns(low=pl.lit(None, pl.Float64))
    assert "measurably" in answer(table, ARMS, "en")


def test_returns_are_told_beside_what_the_platform_would_report() -> None:
    tables = [
        effects({"pyramid": (20.0, 18, 22, 0.99)}),
        effects({"pyramid": (0.4, 0.3, 0.5, 0.99)}, "iroas"),
        effects({"pyramid": (90.0, 80, 99, 0.99)}, "attributed_gmv"),
        effects({"pyramid": (100.0, 99, 101, 0.99)}, "spend"),
    ]
    text = answer(pl.concat(tables), ARMS, "en")
    assert "brings back ¥0.400 (¥0.300 to ¥0.500)" in text
    assert "attribution would report ¥0.900" in text


def test_only_competing_arms_and_the_asked_outcome_count() -> None:
    table = pl.concat(
        [effects({"pyramid": (20.0, 18, 22, 0.2), "other": (90.0, 80, 99, 0.8)}),
         effects({"pyramid": (7.0, 6, 8, 0.9)}, "reach")]
    )  # fmt: skip
    assert "other" not in answer(table, ARMS, "en").lower()
    assert "Reach" in answer(table, ARMS, "en", outcome="reach")


def test_no_effects_is_said() -> None:
    assert "no effects" in answer(effects({"pyramid": (1.0, 0, 2, 1.0)}).clear(), ARMS, "en")
