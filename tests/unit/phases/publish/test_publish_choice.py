"""What a creator chooses and how keenly: preferences, trends, talents, spells, first notes."""

import math

import numpy as np
import pytest
from toy_world import creators_of

from unit.phases.publish.test_note import LAW, M, close, written
from xhs_sim.config import load_config
from xhs_sim.phases.publish import beginners, note_law, publish_chance
from xhs_sim.phases.publish.draft import draw_ticks, no_lean
from xhs_sim.rng import Streams
from xhs_sim.world.columns import FIRST_DAYPART, LEANING_UNIT, VIDEO

STREAMS = Streams(5)
STATIC = load_config(["creators=static"]).creators
ROWS = np.arange(M)


def leaning(**leanings):
    lean = np.zeros(17, np.int8)
    for name, value in leanings.items():
        lean[int(name[1:])] = value
    return lean


def test_a_preference_tilts_the_mix_of_topics():
    odds = math.exp(64 / LEANING_UNIT)
    main, topic0, topic2 = 0.6 + 0.4 * 0.3, 0.4 * 0.5 * odds, 0.4 * 0.2
    topic = written(lean=leaning(a0=64))[1]
    for t, weight in enumerate((topic0, main, topic2)):
        assert close((topic == t).mean(), weight / (main + topic0 + topic2))


def test_a_preference_for_videos_moves_the_odds():
    video = written(lean=leaning(**{f"a{VIDEO}": 32}))[2]
    odds = 0.3 / 0.7 * math.e
    assert close(video.mean(), odds / (1 + odds))


def test_no_preference_is_as_before_and_one_for_hours_changes_no_note():
    for one, other in zip(written(), written(lean=leaning(**{f"a{FIRST_DAYPART}": 99})), strict=True):
        assert (one == other).all()


def test_hours_are_tilted_by_daypart():
    shares, lean = np.array([0.25, 0.5, 0.75, 1.0]), no_lean(M)
    lean[:, FIRST_DAYPART + 2] = 32
    tick = draw_ticks(ROWS, np.zeros(M, np.int64), shares, lean, STREAMS.key("hour"))
    assert close((tick == 2).mean(), math.e / (3 + math.e))
    calm = draw_ticks(ROWS, np.zeros(M, np.int64), shares, no_lean(M), STREAMS.key("hour"))
    assert close((calm == 2).mean(), 0.25)


def test_riders_take_up_what_is_in_the_air_by_their_propensity():
    hot = LAW._replace(riding=0.4, trend=np.array([0.0, 0.0, 1.0]), topic_focus=1.0)
    first, second = (written(hot, nth=np.full(M, k))[1] == 2 for k in (0, 1))
    assert close(first.mean(), 0.4)
    spread = 0.8**2 / 12  # of propensities, even between 0 and .8
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(spread / (0.4 * 0.6), abs=0.02)


def test_the_pull_of_the_air_follows_the_heat_and_is_nothing_without():
    content, traits = load_config().content, STATIC.traits.model_copy(update={"trend_riding": 0.4})
    heat = np.zeros(12)
    assert note_law(content, traits, heat, STREAMS).riding == 0.0
    heat[:2] = math.log(2), -1.0
    law = note_law(content, traits, heat, STREAMS)
    share = content.topics["beauty"].popularity / sum(t.popularity for t in content.topics.values())
    assert law.riding == pytest.approx(0.4 * share / (1 + share))
    assert law.trend[0] == 1.0


def test_talents_spread_between_creators_and_stay_with_them():
    law = LAW._replace(quality_sd=0.0, topic_sd=0.4, format_sd=0.3, topic_focus=1.0, video_share=0.0)
    first, second = (written(law, nth=np.full(M, k))[4] for k in (0, 1))
    assert first.std() == pytest.approx(0.5, rel=0.02)
    assert (first == second).all()


def test_originality_is_worth_its_effect_and_has_no_mean():
    quality = written(LAW._replace(quality_sd=0.0, originality=0.6))[4]
    assert quality.min() == pytest.approx(-0.3, abs=0.01)
    assert quality.max() == pytest.approx(0.3, abs=0.01)
    assert quality.mean() == pytest.approx(0.0, abs=0.005)


def test_imitators_are_alike():
    spread = [written(LAW._replace(imitation=x))[3][:, 12:].std() for x in (0.0, 1.0)]
    middle = [written(LAW._replace(imitation=x))[3][:, 12:].mean() for x in (0.0, 1.0)]
    assert middle == pytest.approx([0.0, 0.5], abs=0.01)  # towards the fashion, which is 1 here
    assert spread[1] > spread[0]  # between originals and imitators


def chance(plan=STATIC, day=0, **columns):
    return publish_chance(ROWS, ROWS, creators_of(M, **columns), plan, STREAMS, day)


def test_zeal_multiplies_and_a_minus_is_silence():
    assert chance(rate=0.1, zeal=math.log(2)) == pytest.approx(0.2, rel=1e-3)
    assert not chance(rate=-0.1, zeal=1.0).any()
    assert chance(rate=0.8, zeal=1.0) == pytest.approx(0.9)
    assert (chance(rate=0.1) == np.float32(0.1)).all()


def test_spells_have_mean_one_last_their_days_and_change_on_different_days():
    plan = STATIC.model_copy(update={"rhythm": STATIC.rhythm.model_copy(update={"log_sd": 0.7, "spell_days": 5})})
    days = np.stack([chance(plan, day, rate=0.01) for day in range(-5, 10)])
    assert days.mean() == pytest.approx(0.01, rel=0.02)
    assert np.log(days[0] / 0.01).std() == pytest.approx(0.7, rel=0.02)
    changes = days[1:] != days[:-1]
    assert changes.mean(axis=1) == pytest.approx(np.full(14, 0.2), abs=0.02)
    assert (changes[:5].sum(axis=0) == 1).all()


def test_silent_users_begin_by_how_much_they_react():
    engage = np.where(ROWS % 2 == 0, 2.0, 0.5).astype(np.float32)
    new = beginners(ROWS, ROWS, engage, creators_of(M, rate=-0.1), 0.05, STREAMS, 3)
    assert close(np.isin(ROWS[::2], new).mean(), 0.1, M // 2)
    assert close(np.isin(ROWS[1::2], new).mean(), 0.025, M // 2)
    assert not len(beginners(ROWS, ROWS, engage, creators_of(M, rate=0.1), 0.05, STREAMS, 3))
    assert not len(beginners(ROWS, ROWS, engage, creators_of(M, rate=-0.1), 0.0, STREAMS, 3))
