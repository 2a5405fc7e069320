"""The twin's people: one ``mesa.Agent`` each, who visit, scroll, search, act, buy and publish."""

import math
from collections import deque

import numpy as np

from xhs_sim.phases.engagement.state import MAX_SESSIONS
from xhs_sim.phases.search.day import EAGER, FIRST
from xhs_sim.world.columns import INBOX, LEANING_UNIT, NEUTRAL
from xhs_sim.world.population import draw_normals, draw_uniforms, lognormal_mean_one

from .mesa_twin_feed import Scroller
from .mesa_twin_life import Writer, traits_of
from .mesa_twin_search import Searcher
from .mesa_twin_shop import Shopper

TRUTH = ("engage", "click", "visit_logit", "sessions", "purchasing", "satisfaction", "habit", "warmth")
LOG = ("gender", "age_band", "city_tier", "education_level", "signup_day")
CREATOR = ("rate", "skill", "topic", "zeal", "average")


def people_of(source):
    """Return the columns of a PlatformModel's people by name: what they are like, and where they stand."""
    world, streams = source.world, source.streams
    columns = {name: getattr(world.truth, name).tolist() for name in TRUTH}
    columns |= {name: getattr(world.users, name).tolist() for name in LOG}
    columns |= {name: getattr(world.creators, name).tolist() for name in CREATOR} | traits_of(source)
    normals = draw_normals(world.users.key, streams.key("ad tolerance"), 0)
    searches, first = (draw_uniforms(world.users.key, streams.key("searcher"), use) for use in (0, FIRST))
    eager, intent = draw_normals(world.users.key, streams.key("searcher"), EAGER), source.config.search.intent
    return columns | {
        "taste": world.truth.taste.copy(), "taste_hat": world.users.taste_hat.copy(),
        "leanings": world.creators.leanings / LEANING_UNIT, "in_panel": source.cast.watching.is_panel.tolist(),
        "is_active": world.users.is_active.astype(bool).tolist(), "is_gone": world.users.is_gone.astype(bool).tolist(),
        "ad_tolerance": lognormal_mean_one(normals, source.config.retain.ad_tolerance_log_sd).tolist(),
        "is_searcher": (searches < intent.searcher_share).tolist(),
        "searches_first": (first < intent.first_share).tolist(),
        "eager": lognormal_mean_one(eager, intent.eager_log_sd).tolist(),
        "stage": world.brands.stage.tolist(), "touch_day": world.brands.touch_day.tolist(),
        "order_day": world.brands.order_day.tolist(),
    }  # fmt: skip


class User(Scroller, Searcher, Writer, Shopper):
    """Someone who visits, scrolls, searches, reacts, buys, and may publish."""

    def __init__(self, model, row: int, columns):
        super().__init__(model)
        self.row = row
        for name, values in columns.items():
            setattr(self, name, values[row])
        self.inbox: deque[int] = deque(maxlen=INBOX)
        self.followees: set[int] = set()
        self.begun_follows: list[int] = []
        self.ended_follows: list[int] = []
        n_brands = len(self.stage)
        self.impressions, self.interest, self.visits = [0] * n_brands, [0.0] * n_brands, [0] * n_brands
        self.seen, self.n_seen = np.zeros((2, 512), bool), 0
        self.circle = int(model.rng.integers(model.notes.n_circles))
        self.audience = self.audience_bits()
        self.joy, self.shown, self.ads_shown, self.shared, self.is_nudged = 0.0, 0, 0, -1, False
        self.lesson, self.spell_number, self.spell_factor = 0.0, None, 1.0

    def plan_day(self):
        """Decide when today's sessions happen."""
        self.n_sessions = 1 + min(self.model.rng.poisson(self.sessions - 1.0), MAX_SESSIONS - 1)
        at = self.model.rng.random(self.n_sessions)
        self.ticks = np.searchsorted(self.model.hours, at, side="right").tolist()
        self.sitting = int(np.searchsorted(self.model.hours, self.model.rng.random(), side="right"))  # to search
        self.draw_turns()

    def step(self):
        """Have the sessions that fall in this tick."""
        for session, tick in enumerate(self.ticks):
            if tick == self.model.tick:
                self.scroll(session)

    def end_day(self):
        """Feel, maybe leave for good, decide on tomorrow."""
        law, react, rng = self.model.config.retain, self.model.config.react, self.model.rng
        tomorrow = self.model.day + 1
        self.calm_down()
        if self.signup_day > tomorrow or self.is_gone:
            return
        if self.is_active and self.shown:
            felt = 1.0 - 2.0 ** (-max(self.joy, 0.0) / (law.joy_reference * self.shown))
            felt = max(felt - law.ad_effect * self.ad_tolerance * self.ads_shown / self.shown, 0.0)
            self.satisfaction += law.satisfaction_rate * (felt - self.satisfaction)
        self.let_interest_fade()
        self.joy, self.shown, self.ads_shown = 0.0, 0, 0
        nudge, self.is_nudged = react.share_nudge * self.is_nudged, False
        if self.signup_day == tomorrow:
            self.is_active = True
            return
        self.habit += (self.is_active - self.habit) / law.habit_days
        mood = self.satisfaction - NEUTRAL
        self.is_gone = rng.random() < law.churn_rate * math.exp(-law.churn_satisfaction * mood)
        usual = 1.0 / (1.0 + math.exp(-self.visit_logit))
        x = self.visit_logit + law.satisfaction_effect * mood + law.habit_effect * (self.habit - usual)
        x += law.followees_effect * (math.log1p(len(self.followees)) - self.model.usual_followees)
        x += react.reply_effect * self.warmth + nudge
        self.warmth *= math.exp(-1.0 / react.reply_days)
        self.is_active = not self.is_gone and rng.random() < self.model.weekday / (1.0 + math.exp(-x))
