"""The twin's people as searchers, and the lists that answer them."""

import heapq

import numpy as np

from xhs_sim.phases.ads.show import SEARCH_AD
from xhs_sim.phases.engagement.panel import CHANNELS
from xhs_sim.phases.search.intent import MAX_PATHS, MAX_QUERIES, MAX_WORDS
from xhs_sim.phases.search.law import BRAND, KEYWORD, SEARCH_BACK, TOPIC
from xhs_sim.phases.search.match import MAX_LOOK
from xhs_sim.phases.search.words import TITLE
from xhs_sim.world.columns import SEARCH

from .mesa_twin_ads import Audience
from .mesa_twin_engage import Reader, Slate

MAX_READ = 64  # opened notes that a user is not shown again on the day


class Index:
    """For each word, in each of its senses, the notes that match it best: (rows, scores), best first."""

    def __init__(self, notes, config, day: int, tick: int):
        law, self.depth = config.search.match, config.search.match.list_depth
        is_out = (notes.day[: notes.n] < day) | (notes.tick[: notes.n] <= tick)
        live = np.flatnonzero((notes.in_window | notes.is_old[: notes.n]) & is_out)
        bits = np.arange(config.search.words.number, dtype=np.uint32)
        has = (notes.words[live, None] >> bits & 1).astype(bool)
        in_title = (notes.words[live, None] >> (bits + TITLE) & 1).astype(bool)
        common = law.engagement * (notes.quality_hat[live] + notes.engage_hat[live])
        common += law.popularity * notes.log_likes[live]
        common += law.freshness * np.exp(-(day - notes.day[live]) / law.fresh_days)
        common -= law.age_cost * np.log2(np.maximum((day - notes.day[live]) / config.content.window_days, 1.0))
        match, covered = np.where(in_title, 1.0, law.body_match) * has, has.mean(axis=1)
        self.lists = {}
        for topic in range(len(config.content.topics)):
            for sense in range(notes.n_senses):
                mine = (notes.topic[live] == topic) & (notes.sense[live] == sense)
                self.enter((topic, TOPIC, sense), live[mine], (common + law.relevance * covered)[mine])
                for word in bits.tolist():
                    found = mine & has[:, word]
                    score = common[found] + law.relevance * match[found, word]
                    self.enter((topic, KEYWORD, sense, word), live[found], score)
        for brand in range(len(config.brands)):
            mine = notes.brand[live] == brand
            self.enter((brand, BRAND), live[mine], (common + law.relevance * (0.5 + 0.5 * covered))[mine])

    def enter(self, word, rows, score):
        """Keep the best of a word's notes, in order."""
        best = np.argsort(-score, kind="stable")[: self.depth]
        self.lists[word] = rows[best], score[best]


class Searcher(Reader, Audience):
    """Someone who looks things up."""

    def search(self, first: bool):
        """Ask for what is needed, for what makes curious, and for brands that were seen, if the time has come."""
        if (self.sitting, self.searches_first) != (self.model.tick, first):
            return
        law, rng, n_topics = self.model.config.search.intent, self.model.rng, self.model.n_topics
        chance = np.minimum(2.0 * self.taste[:n_topics] ** 2, 1.0) / self.model.config.commerce.need_days
        self.needs = np.flatnonzero(rng.random(n_topics) < chance).tolist()
        queries, self.sense = [], int(rng.integers(self.model.notes.n_senses))  # what words mean today
        if self.is_searcher:
            for topic in self.needs:
                if rng.random() < law.need_share:
                    queries += self.queries_of_need(topic)
            if rng.random() < law.day_share * self.eager:
                for _ in range(1 + min(rng.poisson((law.paths - 1.0) * self.eager), MAX_PATHS - 1)):
                    queries += self.path(self.curious_topic(), 0)
            queries += self.search_backs()
        read: list[int] = []
        self.luck: dict[int, float] = {}
        for word, kind, purchase in queries[:MAX_QUERIES]:
            self.model.searches.append((kind, purchase))
            self.answer(word, kind, read)

    def queries_of_need(self, topic: int):
        """Ask by the word of a known brand, or go from broad to narrow; then compare."""
        model, rng = self.model, self.model.rng
        known = [b for b, own in enumerate(model.topic_of_brand) if own == topic and self.stage[b] > 0]
        if known and rng.random() < model.config.search.intent.brand_word_share:
            queries = [((max(known, key=lambda b: self.interest[b] + rng.random()), BRAND), BRAND, 1)]
        else:
            queries = self.path(topic, 1)
        more = min(rng.poisson(model.config.search.intent.need_words), MAX_WORDS)
        return queries + [self.narrow(topic, 1) for _ in range(more)]

    def path(self, topic: int, purchase: int):
        """Search a topic broadly, then maybe by one of its words."""
        queries = [((topic, TOPIC, self.sense), TOPIC, purchase)]
        if self.model.rng.random() < self.model.config.search.intent.refine_share:
            queries.append(self.narrow(topic, purchase))
        return queries

    def narrow(self, topic: int, purchase: int):
        """Ask for one of a topic's words."""
        word = int(np.searchsorted(self.model.word_shares, self.model.rng.random(), side="right"))
        return (topic, KEYWORD, self.sense, word), KEYWORD, purchase

    def curious_topic(self) -> int:
        """Draw a topic of one's taste, or what is popular."""
        model, shares = self.model, self.model.topic_shares
        if model.rng.random() < model.config.search.intent.self_initiated:
            shares = np.cumsum(model.searched * self.taste[: model.n_topics] ** 2)
        u = model.rng.random() * shares[-1]
        return min(int(np.searchsorted(shares, u, side="right")), model.n_topics - 1)

    def search_backs(self):
        """Look up brands that were seen."""
        law, found = self.model.config.search.intent, []
        for brand, seen in enumerate(self.impressions):
            if seen and self.stage[brand]:
                chance = law.search_back * (1.0 + law.search_back_interest * self.interest[brand])
                if self.model.rng.random() < chance:
                    found.append(((brand, BRAND), SEARCH_BACK, 0))
        return found

    def luck_of_search(self, slate):
        """Draw once a day for each note: whoever passed over a result passes over it in the next query too."""
        for note in slate.tolist():
            if note not in self.luck:
                self.luck[note] = self.model.rng.random()
        return np.array([self.luck[note] for note in slate.tolist()])

    def answer(self, word, kind: int, read: list[int]):
        """Go down the results of one query; some ranks are sold."""
        model, law = self.model, self.model.config.search
        depth = min(model.rng.geometric(1.0 - law.look.continue_rate), MAX_LOOK)
        norm, ready, sales = self.norm(), self.readiness(), {}
        found = self.assemble(*model.index.lists[word], depth, read, law.match, norm)
        if model.market is not None:
            topic = model.topic_of_brand[word[0]] if word[1] == BRAND else word[0]
            places = model.market.places(depth)
            sales = self.buy(places, [topic] * len(places), len(found) - 1, norm, None)
        n = min(depth - len(sales), len(found))
        if n:
            slots = np.array([slot for slot in range(n + len(sales)) if slot not in sales])
            kinds, no_ties = np.full(n, len(CHANNELS) + kind), np.zeros(n, bool)
            slate = Slate(np.array(found[:n]), slots, kinds, SEARCH, ready, no_ties)
            happened, _ = self.look(slate, model.search_look, norm)
            read += slate.rows[happened[:, 1] > 0].tolist()[: MAX_READ - len(read)]
        if sales:
            self.look_at_ads(sales, SEARCH_AD, model.search_look, norm, ready)

    def assemble(self, rows, score, depth: int, read: list[int], law, norm: float) -> list[int]:
        """Follow the list's order, but of the next few notes the one that suits best comes first."""
        if read:
            fresh = ~np.isin(rows, read)
            rows, score = rows[fresh], score[fresh]
        reach = slice(0, depth + law.window)
        value = score[reach] + law.taste / norm * (self.model.notes.vec[rows[reach]] @ self.taste_hat)
        waiting = list(zip((-value).tolist(), rows[reach].tolist(), strict=True))
        window = waiting[: law.window]
        heapq.heapify(window)
        slate = [heapq.heapreplace(window, later)[1] for later in waiting[law.window :]]
        return (slate + [row for _, row in sorted(window)])[:depth]
