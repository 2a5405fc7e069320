"""An owner's own notes in the auction: they never raise its price, and telling the true value stays the best bid."""

import numpy as np
import pytest
from ad_table import LAW, market_of
from numba import njit
from toy_world import log_of, states_of

from xhs_sim.kernels.memory import aligned_zeros
from xhs_sim.phases.ads.auction import NOBODY, Place, hold_auction
from xhs_sim.phases.ads.show import FEED_AD
from xhs_sim.phases.engagement.state import Visit
from xhs_sim.world.ads import CPC, CPM
from xhs_sim.world.columns import N_DIMS, N_TOPICS

N_USERS, PROBE, WORTH = 400, 7, 150_000.0  # the worth of a click to the probe, 1/1000 fen
BIDS = WORTH * np.array([0.4, 0.6, 0.8, 0.9, 1.0, 1.1, 1.25, 1.6, 2.5])
STATES = states_of(N_USERS)


@njit
def sell(market, users, states, visit, place, owners, slope, norm, law):
    return hold_auction(market, users, states, visit, place, owners, slope, norm, law)


def readers(rng):
    """People who like some topics, and a style."""
    taste = aligned_zeros((N_USERS, N_DIMS), np.float32)
    taste[:, :N_TOPICS] = rng.dirichlet(np.full(N_TOPICS, 0.3), N_USERS)
    taste[:, N_TOPICS:] = 0.15 * rng.normal(size=(N_USERS, N_DIMS - N_TOPICS))
    return log_of(N_USERS)._replace(taste_hat=taste)


def bidders(rng, n_own, bid=WORTH, n_rivals=30):
    """Rivals who pay by click or impression, and a probe with some notes."""
    n, vec = n_own + n_rivals, aligned_zeros((n_own + n_rivals, N_DIMS), np.float32)
    vec[np.arange(n), np.where(np.arange(n) < n_rivals, rng.integers(0, N_TOPICS, n), 0)] = 0.95
    vec[:, N_TOPICS:] = 0.2 * rng.normal(size=(n, N_DIMS - N_TOPICS))
    pays_by_click = np.append(rng.random(n_rivals) < 0.6, np.ones(n_own, bool))
    worth = 3000.0 * np.exp(0.6 * rng.normal(size=n))
    hat = np.where(np.arange(n) < n_rivals, 0.4, 0.1) * rng.normal(size=n)
    return market_of(
        list(np.where(pays_by_click, 0.0, worth)),
        per_click=np.where(np.arange(n) >= n_rivals, bid, np.where(pays_by_click, worth / 0.05, 0.0)),
        billing=np.where(pays_by_click, CPC, CPM).astype(np.int8), hat=hat, vec=vec,
        owner=np.where(np.arange(n) < n_rivals, 100 + np.arange(n), PROBE), share=np.where(np.arange(n) % 3, 1.0, 0.6),
    )  # fmt: skip


def norms(users):
    return np.linalg.norm(users.taste_hat[:, :N_TOPICS], axis=1)


def sales(market, users):
    """Return winner and price of a place for each reader."""
    found = []
    for user, norm in enumerate(norms(users)):
        visit, owners = Visit(user, 7 + user, 0, 0, 0, -1), np.zeros(64, np.int64)
        ad, price, _ = sell(
            market, users, STATES, visit, Place(0, 3, 1, FEED_AD), owners, LAW.prediction_slope / norm, norm, LAW
        )
        found.append((ad, price))
    ad, price = (np.array(column) for column in zip(*found, strict=True))
    return ad, price


def values(market, users):
    """Return what each ad is worth on each reader."""
    logit = LAW.prediction_intercept + LAW.prediction_slope * (users.taste_hat @ market.vec.T) / norms(users)[:, None]
    return market.fixed + market.per_click / (1.0 + np.exp(-(logit + market.hat)))


def runner_up(value, owner, winner, is_counted):
    """Return what the best of the others is worth, those counted who are not the winner."""
    others = np.where(is_counted(np.arange(len(owner)), owner, winner), value, 0.0)
    return max(others.max(), 500.0)


def another_owner(ad, owner, winner):
    return owner != owner[winner]


def another_ad(ad, owner, winner):
    return ad != winner


@pytest.mark.parametrize("seed", range(5))
def test_the_best_two_owners_are_found_however_many_ads_are_passed_over(seed):
    """Against a twin that scores every ad on every reader."""
    rng = np.random.default_rng(seed)
    market, users = bidders(rng, 4)._replace(share=np.ones(34)), readers(rng)
    worth = values(market, users)
    ad, price = sales(market, users)
    assert (ad == worth.argmax(axis=1)).mean() > 0.995  # but for ties in single precision
    expected = [runner_up(w, market.owner, k, another_owner) for w, k in zip(worth, ad, strict=True)]
    assert price == pytest.approx(np.array(expected), rel=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_own_notes_never_raise_the_price_of_a_place_that_was_won_without_them(seed):
    users = readers(np.random.default_rng(seed))
    before = None
    for n_own in (1, 2, 5):
        market = bidders(np.random.default_rng(seed + 50), 5)
        gone = market.per_click.copy()
        gone[30 + n_own :] = 0.0
        ad, price = sales(market._replace(per_click=gone), users)
        won = (ad != NOBODY) & (market.owner[ad] == PROBE)
        if before is not None:
            assert (won >= before[0]).all()
            assert price[before[0]] == pytest.approx(before[1][before[0]], rel=1e-12)
        before = won, price
    assert won.mean() > 0.02


def profits(n_own, rule):
    """Return what the probe earns by each bid, its sales priced by the auction or by another rule."""
    earned = np.zeros(len(BIDS))
    for seed in range(6):
        users = readers(np.random.default_rng(seed))
        for k, bid in enumerate(BIDS):
            market = bidders(np.random.default_rng(seed + 50), n_own, bid)._replace(share=np.ones(30 + n_own))
            ad, price = sales(market, users)
            told, worth = (
                values(market, users),
                values(market._replace(per_click=market.per_click * WORTH / bid), users),
            )
            for user in np.flatnonzero(market.owner[ad] == PROBE):
                due = price[user] if rule is None else runner_up(told[user], market.owner, ad[user], rule)
                earned[k] += worth[user, ad[user]] - due
    return earned / earned.max()


@pytest.mark.parametrize("n_own", [1, 2, 5])
def test_a_probe_that_varies_its_bid_alone_earns_most_by_its_true_value(n_own):
    earned = profits(n_own, None)
    assert earned[BIDS == WORTH][0] == pytest.approx(1.0, abs=1e-6)
    assert earned[0] < 0.97
    assert earned[-1] < 0.97


def test_it_would_pay_to_bid_low_if_own_notes_set_the_price():
    """Negative control: the rule that took the next ad for the runner-up, whoever owns it."""
    earned = profits(5, another_ad)
    assert BIDS[earned.argmax()] < 0.95 * WORTH
    assert earned[BIDS == WORTH][0] < 0.9
