"""Taste as learned from logged clicks, against the plain loop over clicks."""

import numpy as np

from xhs_sim.kernels.random import poisson, uniform
from xhs_sim.world.click_history import learn_history
from xhs_sim.world.columns import N_DIMS

TOPICS, KEY = 5, np.uint64(77)


def by_plain_loop(name, taste, prior, mean):
    row = np.zeros(N_DIMS, np.float32)
    row[:TOPICS] = np.float32(10) * prior[:TOPICS]
    pull = taste[:TOPICS] * taste[:TOPICS]
    total = sum(map(float, pull))
    for click in range(poisson(min(mean, 60.0), uniform(KEY, name, 0), 200)):
        left, topic = uniform(KEY, name, 1 + click) * total, 0
        while topic < TOPICS - 1 and left >= pull[topic]:
            left -= float(pull[topic])
            topic += 1
        row[topic] += np.float32(1)
    return np.sqrt(row) / np.linalg.norm(np.sqrt(row.astype(np.float64)))


def test_clicks_counted_all_at_once_are_those_of_the_loop():
    rng = np.random.default_rng(5)
    keys, taste = np.arange(200), np.zeros((200, N_DIMS), np.float32)
    taste[:, :TOPICS] = rng.dirichlet(np.ones(TOPICS), 200) ** 0.5
    taste[7, :TOPICS] = [0, 0, 1, 0, 0]  # clicks on one topic only
    prior, activity = np.full(N_DIMS, 0.2, np.float32), rng.uniform(0, 4, 200).astype(np.float32)
    learned = learn_history(keys, taste, prior, activity, 20.0, TOPICS, KEY)
    plain = [by_plain_loop(k, taste[k], prior, 20.0 * float(activity[k])) for k in range(200)]
    np.testing.assert_allclose(learned, plain, rtol=1e-6)
