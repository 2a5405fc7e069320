"""Accounts pass from hand to hand; who is shut out does not visit."""

import numpy as np
from toy_world import log_of, world_of

from xhs_sim.world.accounts import LEAKED, LOCKED, OWNED, PLAIN, STRONG, TAKEN, TWO_FACTOR, Accounts


def test_an_account_passes_from_its_owner_to_an_intruder_and_back():
    accounts = Accounts(np.zeros(4, np.uint8))
    accounts.take(np.array([1, 2]))
    accounts.lock(np.array([2]))
    assert accounts.hands.tolist() == [OWNED, TAKEN, LOCKED, OWNED]
    accounts.give_back(np.array([2]))
    assert accounts.hands.tolist() == [OWNED, TAKEN, OWNED, OWNED]


def test_who_gets_an_account_back_has_a_strong_password_that_nobody_knows():
    accounts = Accounts(np.array([PLAIN, TWO_FACTOR, 0], np.uint8))
    accounts.leak(np.array([0, 1]))
    assert accounts.protection.tolist() == [PLAIN | LEAKED, TWO_FACTOR | LEAKED, 0]
    accounts.give_back(np.array([0, 1]))
    assert accounts.protection.tolist() == [PLAIN | STRONG, TWO_FACTOR | STRONG, 0]


def test_protections_add_up():
    accounts = Accounts(np.array([STRONG, 0], np.uint8))
    accounts.protect(np.array([0, 1]), TWO_FACTOR)
    assert accounts.protection.tolist() == [STRONG | TWO_FACTOR, TWO_FACTOR]


def test_who_is_shut_out_does_not_visit_and_some_never_come_back():
    world = world_of(4, log=log_of(4, is_active=1, active_days=0b101))
    world.shut_out(np.array([1, 3]), np.array([3]))
    assert world.users.is_active.tolist() == [1, 0, 1, 0]
    assert world.users.is_gone.tolist() == [0, 0, 0, 1]
    assert world.users.active_days.tolist() == [0b101, 0b100, 0b101, 0b100]
