"""Calling agents: methods, functions, random order, and agents that come and go meanwhile."""

import pytest
from herd import FLOCKS, numbers_of

CALLS = ["do", "shuffle_do", "map"]


@pytest.fixture(params=FLOCKS)
def flock(request):
    return FLOCKS[request.param]()


@pytest.fixture(params=CALLS)
def call(request, flock):
    return getattr(flock.agents, request.param)


def test_a_method_is_called_on_every_agent_with_its_arguments(flock, call):
    call("graze", 2.0)
    call("graze", amount=1.0)
    assert list(flock.agents.get("energy")) == [13 + number / 2 for number in range(10)]


def test_a_function_is_called_with_every_agent_and_its_arguments(flock, call):
    seen = []
    call(lambda sheep, sign, scale: seen.append(sign * scale * sheep.number), -1, scale=2)
    assert sorted(seen) == sorted(-2 * number for number in range(10))


def test_an_unknown_method_is_an_attribute_error(flock, call):
    with pytest.raises(AttributeError, match="fly"):
        call("fly")
    with pytest.raises(AttributeError, match="fly"):
        call(lambda sheep: sheep.fly())


def test_doing_returns_the_set_and_mapping_the_results(flock):
    assert flock.agents.do("graze") is flock.agents
    assert flock.agents.shuffle_do("graze") is flock.agents
    assert flock.agents.map("graze", 0.0) == [12 + number / 2 for number in range(10)]
    assert flock.agents.map(lambda sheep: sheep.number) == list(range(10))


def test_doing_goes_in_order_and_shuffle_doing_does_not():
    for kind in FLOCKS:
        flock = FLOCKS[kind](60)
        order, shuffled = [], []
        flock.agents.do(lambda sheep, to=order: to.append(sheep.number))
        flock.agents.shuffle_do(lambda sheep, to=shuffled: to.append(sheep.number))
        assert order == list(range(60))
        assert shuffled != order
        assert sorted(shuffled) == order
        assert numbers_of(flock.agents) == order


def test_doing_nothing_by_the_empty_step_of_mesa_is_allowed(flock, call):
    call("step")
    call("advance")
    assert len(flock.agents) == 10


def test_agents_may_take_themselves_out_of_the_set_while_it_is_called(flock, call):
    call(flock.agents.remove)
    assert len(flock.agents) == 0


def test_agents_added_while_the_set_is_called_wait_for_the_next_call(flock, call):
    last = list(flock.agents)[-1]
    flock.agents.select(lambda sheep: sheep.number < 9, inplace=True)
    seen = []

    def bring(sheep):
        seen.append(sheep.number)
        flock.agents.add(last)

    call(bring)
    assert sorted(seen) == list(range(9))
    assert numbers_of(flock.agents) == list(range(10))


@pytest.mark.parametrize("kind", ["whole_array", "fixed_array", "mixed"])
@pytest.mark.parametrize("name", CALLS)
def test_agents_that_leave_the_model_are_not_called_any_more(kind, name):
    flock = FLOCKS[kind]()
    if flock.keep:
        flock.keep.clear()  # Mesa's weak sets drop only agents that nobody holds
    getattr(flock.agents, name)("leave")
    assert len(flock.agents) == 0


@pytest.mark.parametrize("kind", ["held", "whole_array", "fixed_array", "mixed"])
@pytest.mark.parametrize("name", ["do", "map"])
def test_an_agent_driven_out_before_its_turn_is_skipped(kind, name):
    flock = FLOCKS[kind]()
    called = []

    def act(sheep):
        called.append(sheep.bite_off(flock.agents, number=7))

    getattr(flock.agents, name)(act)
    assert called == [0, 1, 2, 3, 4, 5, 6, 8, 9]
    assert numbers_of(flock.agents) == called


@pytest.mark.parametrize("kind", ["held", "whole_array", "fixed_array", "mixed"])
def test_an_agent_driven_out_before_its_turn_is_skipped_in_random_order_too(kind):
    outcomes = set()
    for seed in range(12):
        flock = FLOCKS[kind]()
        flock.agents.random.seed(seed)
        called = []
        flock.agents.shuffle_do(lambda sheep, f=flock, c=called: c.append(sheep.bite_off(f.agents, number=7)))
        assert set(called) >= set(range(10)) - {7}
        assert 7 not in called[called.index(0) :]
        outcomes.add(7 in called)
    assert outcomes == {True, False}
