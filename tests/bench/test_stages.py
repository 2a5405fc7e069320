"""The benchmark's stages are differences of what was measured."""

from bench.stages import stages_of_serving


def test_a_stage_is_what_a_replay_takes_longer_than_the_one_before():
    up_to = {"retrieve": 1.0, "score": 3.0, "rank": 4.0, "rerank": 8.0, "engage": 10.0}
    found = stages_of_serving(up_to)
    assert found == {"retrieve": 1.0, "score": 2.0, "rank": 1.0, "rerank": 4.0, "engage": 2.0}
    assert sum(found.values()) == up_to["engage"]
