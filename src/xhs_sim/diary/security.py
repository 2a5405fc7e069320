"""Accounts: how they are protected, which were taken over, locked and given back, and what it cost."""

from typing import NamedTuple

import numpy as np

from ..config.schema import SecurityConfig
from ..phases.secure import HOURS, Cases, Taught
from ..records.money import cost_of
from ..records.store import Recorder
from ..world.accounts import STRONG, TWO_FACTOR
from ..world.world import World


class SecurityDay(NamedTuple):
    """What happened to accounts on a day."""

    leaked: int  # passwords read on the way
    cases: Cases  # all that are open on it, those of the day among them
    taught: Taught
    spam: int  # notes of intruders
    cleaned: int  # of those, notes that were removed this morning


def record_security(recorder: Recorder, world: World, today: SecurityDay, law: SecurityConfig, day: int) -> None:
    """Write a day of accounts; what happens to one on the day is written whatever the hour."""
    assert world.accounts is not None
    here, bits, cases = world.residents(day), world.accounts.protection, today.cases
    end = HOURS * (day + 1)
    taken, locked, back = (times >= HOURS * day for times in cases[1:])
    locked, back = locked & (cases.lock_at < end), back & (cases.back_at < end)
    recorder.add(
        "security_daily",
        day=day,
        accounts=int(here.sum()),
        strong=int(np.count_nonzero(here & (bits & np.uint8(STRONG) > 0))),
        two_factor=int(np.count_nonzero(here & (bits & np.uint8(TWO_FACTOR) > 0))),
        leaked=today.leaked,
        takeovers=int(taken.sum()),
        locked=int(locked.sum()),
        lost=int((locked & np.isinf(cases.back_at)).sum()),
        recovered=int(back.sum()),
        lock_hours=float((cases.lock_at - cases.taken_at)[locked].sum()),
        recovery_hours=float((cases.back_at - cases.taken_at)[back].sum()),
        spam_notes=today.spam,
        cleaned_notes=today.cleaned,
        contacts=len(today.taught.contacts),
        education_cny=cost_of(len(today.taught.contacts), law.education.cny_per_contact),
        loss_cny=float(taken.sum()) * law.loss_cny,
    )
