"""The drawing of followees against a plain Python twin: the same graph, edge by edge."""

from itertools import pairwise

import numpy as np
import pytest
from graph_market import generate, market

from xhs_sim.world import graph_generator

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15
TRIES = 8


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def bits(key, a, b):
    return mix((mix(((int(a) * GAMMA) & MASK) ^ int(key)) + int(b) * GAMMA) & MASK)


def halves(word):
    return word >> 32, word & 0xFFFFFFFF


class Twin:
    """The draws by recursion, with lists for sets."""

    def __init__(self, people, creators, dials):
        self.people, self.creators, self.dials = people, creators, dials

    def draw(self, circle, i, j):
        key = self.people.key[i]
        kind, word = bits(self.dials.kind_key, key, j), bits(self.dials.pick_key, key, j)
        high, low = halves(word)
        if j > 0 and len(circle) > 1 and (kind % 2**21) / 2**21 < self.dials.copy_chance:
            step = 1 + (high * (len(circle) - 1) >> 32)
            mate = circle[(circle.index(i) + step) % len(circle)]
            return self.draw(circle, mate, low * j >> 32)
        topic = int(self.people.topic[i])
        if ((kind >> 21) % 2**21) / 2**21 >= self.dials.homophily:
            u = (kind >> 42) / 2**22
            topic = sum(u >= share for share in self.creators.other_topic[:-1])
        table = self.creators.slots[self.creators.start[topic] : self.creators.start[topic + 1]].tolist()
        threshold, own, other = table[high * len(table) >> 32]
        return own if low < threshold else other

    def follows_mate(self, i, mate):
        me, you = int(self.people.key[i]), int(self.people.key[mate])
        high, low = halves(bits(self.dials.pair_key, min(me, you), max(me, you)))
        if high / 2**32 < self.dials.reciprocation:
            return low / 2**32 < self.people.mate_chance[i]
        return (bits(self.dials.solo_key, me, you) >> 11) / 2**53 < self.people.mate_chance[i]

    def followees(self, circle, i):
        wanted, place = int(self.people.n_followees[i]), circle.index(i)
        mates = [m for m in circle[place + 1 :] + circle[:place] if self.follows_mate(i, m)]
        found = [int(self.people.row[m]) for m in mates][:wanted]
        tries = TRIES * wanted
        for j in range(tries):
            creator = self.draw(circle, i, j)
            if len(found) < wanted and creator != self.people.row[i] and creator not in found:
                found.append(creator)
        everyone = self.creators.slots[:, 1].tolist()
        start = (bits(self.dials.pick_key, self.people.key[i], tries) & 0xFFFFFFFF) * len(everyone) >> 32
        for creator in everyone[start:] + everyone[:start]:
            if len(found) < wanted and creator != self.people.row[i] and creator not in found:
                found.append(creator)
        return found

    def rows(self):
        bounds = self.people.circle_start.tolist()
        for first, end in pairwise(bounds):
            circle = list(range(first, end))
            for i in circle:
                yield int(self.people.row[i]), self.followees(circle, i)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"homophily": 0.0, "copy_share": 0.0, "circle_share": 0.0},
        {"homophily": 1.0, "copy_share": 0.5, "circle_share": 0.5, "reciprocation": 0.3},
        {"copy_share": 1.0, "circle_share": 0.0, "circle_size": 30},
        {"mean_followees": 100.0, "followees_log_sd": 0.5},
    ],
)
def test_the_kernel_draws_the_same_edges_as_the_plain_twin(monkeypatch, changes):
    seen = {}
    fast = graph_generator.draw_followees

    def watched(people, creators, dials, indptr):
        found = fast(people, creators, dials, indptr)
        seen["followees"] = found.copy()  # the generator turns it round in its place
        seen["twin"], seen["indptr"] = Twin(people, creators, dials), indptr
        return found

    monkeypatch.setattr(graph_generator, "draw_followees", watched)
    generate(market(130), **changes)
    for row, followees in seen["twin"].rows():
        assert followees == seen["followees"][seen["indptr"][row] : seen["indptr"][row + 1]].tolist()


def test_equal_weights_draw_every_creator_equally_often():
    topics, keys, _ = market(400)
    flat = np.ones(400, np.float32)
    n_graphs = 40
    plain = {"copy_share": 0.0, "circle_share": 0.0, "homophily": 0.0}
    total = sum(generate((topics, keys, flat), key=k, **plain).n_followers() for k in range(n_graphs))
    assert total.mean() == pytest.approx(30 * n_graphs, rel=0.001)
    assert total.std() == pytest.approx(np.sqrt(30 * n_graphs), rel=0.15)  # Poisson-like, no favourites
