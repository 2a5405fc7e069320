"""The drawing of followers against a plain Python twin: the same graph, edge by edge."""

import math

import numpy as np
import pytest
from graph_market import generate, market

from xhs_sim.world import graph_generator

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15
TRIES, MANY = 16, 8


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def bits(key, a, b):
    return mix((mix(((int(a) * GAMMA) & MASK) ^ int(key)) + int(b) * GAMMA) & MASK)


def halves(word):
    return word >> 32, word & 0xFFFFFFFF


class Twin:
    """The draws with lists for sets, places for rows."""

    def __init__(self, readers, followed, dials):
        self.readers, self.followed, self.dials = readers, followed, dials

    def draw(self, c, j, found):
        key, topic = self.followed.key[c], int(self.followed.topic[c])
        kind, word = bits(self.dials.kind_key, key, j), bits(self.dials.pick_key, key, j)
        high, low = halves(word)
        if found and (kind % 2**21) / 2**21 < self.dials.copy_chance:
            model = found[high * len(found) >> 32]
            first, end = int(self.readers.first[model]), int(self.readers.end[model])
            return first + (low * (end - first) >> 32)
        starts = self.readers.start.tolist()
        is_held = ((kind >> 21) % 2**21) / 2**21 < self.dials.homophily
        table = topic if is_held and starts[topic + 1] > starts[topic] else len(starts) - 2
        slots = self.readers.slots[starts[table] : starts[table + 1]].tolist()
        threshold, own, other = slots[high * len(slots) >> 32]
        return own if low < threshold else other

    def few(self, c, wanted):
        n, me, found = len(self.readers.key), int(self.followed.place[c]), []
        for j in range(TRIES * wanted):
            if len(found) == wanted:
                break
            place = self.draw(c, j, found)
            if place != me and place not in found:
                found.append(place)
        start = (bits(self.dials.pick_key, self.followed.key[c], TRIES * wanted) & 0xFFFFFFFF) * n >> 32
        for place in (*range(start, n), *range(start)):
            if len(found) < wanted and place != me and place not in found:
                found.append(place)
        return found

    def many(self, c, wanted):
        topic, waits = self.followed.topic[c], []
        for place, (key, appetite) in enumerate(zip(self.readers.key, self.readers.appetite, strict=True)):
            u = ((bits(self.dials.pick_key, self.followed.key[c], key) >> 11) + 1) / 2**53
            is_alike = self.readers.topic[place] == topic
            keenness = appetite * (self.dials.keener[topic] if is_alike else 1 - self.dials.homophily)
            waits.append((math.inf if place == self.followed.place[c] else -math.log(u) / max(keenness, 1e-12), place))
        return [place for _, place in sorted(waits)[:wanted]]

    def followers(self, c, wanted):
        draw = self.few if wanted < len(self.readers.key) // MANY + 1 else self.many
        return sorted(self.readers.row[draw(c, wanted)].tolist())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"homophily": 0.0, "copy_share": 0.0},
        {"homophily": 1.0, "copy_share": 0.5, "closeness": 0.2},
        {"copy_share": 1.0, "friends_mean": 3.0},
        {"followees_log_sd": 2.0},
    ],
)
def test_the_kernel_draws_the_same_edges_as_the_plain_twin(monkeypatch, changes):
    seen = {}
    fast = graph_generator.draw_followers

    def watched(readers, followed, dials, indptr):
        seen["twin"] = Twin(readers, followed, dials)
        return fast(readers, followed, dials, indptr)

    monkeypatch.setattr(graph_generator, "draw_followers", watched)
    people = market(260, readers=0.8)
    graph = generate(people, **changes)
    for c, wanted in enumerate(people[2].tolist()):
        assert graph.followers_of(c).tolist() == (seen["twin"].followers(c, wanted) if wanted else [])
    assert people[2].max() > 0.8 * 260 / MANY  # both ways of drawing were taken


def test_alike_readers_are_drawn_equally_often():
    topics, keys, _, is_reader = market(400)
    n_graphs = 40
    plain = {"copy_share": 0.0, "followees_log_sd": 0.0, "homophily": 0.0}
    wished = np.where(np.arange(400) % 10, 10, 200)  # few, and many
    total = sum(generate((topics, keys, wished, is_reader), key=k, **plain).followees_count() for k in range(n_graphs))
    variance = n_graphs * (360 * 10 / 400 + 40 * 0.25)
    assert total.mean() == pytest.approx(n_graphs * wished.mean(), rel=0.001)
    assert total.std() == pytest.approx(np.sqrt(variance), rel=0.15)  # no favourites
