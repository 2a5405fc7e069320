"""What a campaign does beyond creators and ads: media outside, an event, a group, a challenge.

The bridge between the world, what people make of it (``phases/campaign``) and the brand's plan. Each
has a part of the campaign's budget (``campaign.ads.split``); without money there is none of it.
"""

import numpy as np
from numpy.typing import NDArray

from .actors.brand import CAMPAIGN, Brand
from .actors.tactics.check_in import still_pursues
from .actors.tactics.draw import draw_chance, expected_participants, prizes_paid
from .actors.tactics.event import chance_to_come, places_bought, survey, who_comes
from .actors.tactics.group import WEEK, is_talk_day, weeks_paid, who_joins, who_talks
from .actors.tactics.media import contacts_for, media_days, notice_chance, share_of_day, who_notices
from .actors.tactics.rewards import participation_chance, rewards_left, who_takes_part, who_wins
from .diary.campaign import CampaignDiary
from .phases.publish import Writers, publish_prompted
from .phases.spread import SpreadLaw, choose_friends
from .records.money import cny_of, cost_of
from .scene import Scene, release
from .strategies.campaign.money import budget_fen
from .world.brand_states import AWARE, INTERESTED, NEVER
from .world.population import draw_uniforms

EVENT, CHALLENGE = range(2)  # prompts of notes


class Activities:
    """Media, event, group and challenge of one campaign.

    Parameters
    ----------
    scene : Scene
    brand : Brand
        Who pays.
    diary : CampaignDiary
    """

    def __init__(self, scene: Scene, brand: Brand, diary: CampaignDiary) -> None:
        self.scene, self.brand, self.diary = scene, brand, diary
        self.config, self.world, self.streams = scene.config, scene.world, scene.streams
        self.writers: dict[int, NDArray[np.int64]] = {}  # who writes today, by prompt
        self.came = np.zeros(0, np.int64)  # to the event
        self.took_part = np.zeros(0, np.int64)  # in the challenge, check-in or draw
        self.check_ins = np.zeros(0, np.int64)  # of each who took part, days
        self.n_rewarded = 0

    def plan(self, day: int) -> None:
        """Let the day's activities happen, in the morning."""
        self.writers = {}
        self._show_media(day)
        self._hold_event(day)
        self._run_group(day)
        self._run_participation(day)

    def publish(self, writers: Writers) -> int:
        """Let the notes appear that activities prompt; return how many."""
        topic, n_notes = self.scene.topic_of(self.brand), 0
        for prompt, rows in self.writers.items():
            notes = publish_prompted(writers, rows, prompt, topic, self.brand.column)
            n_notes += release(self.scene, notes, is_prompted=True)
        return n_notes

    def _money(self, what: str) -> float:
        return float(cny_of(budget_fen(self.config.campaign, what)))

    def _pay(self, day: int, kind: str, amount_cny: float) -> None:
        self.brand.pay(day, CAMPAIGN, kind, amount_cny)

    def _lots(self, rows: NDArray[np.int64], purpose: str, day: int = 0, column: int = 0) -> NDArray[np.float64]:
        return draw_uniforms(self.world.users.key[rows], self.streams.key(purpose, day), column)

    def _interested_visitors(self) -> NDArray[np.int64]:
        visitors = self.world.visitors
        return np.asarray(visitors[self.world.brands.stage[visitors, self.brand.column] >= INTERESTED])

    def _impress(self, rows: NDArray[np.int64], gain: float) -> None:
        self.world.raise_interest(rows, self.brand.column, gain, self.config.commerce.interest_cap)

    def _show_media(self, day: int) -> None:
        """Buy the day's media outside the platform."""
        plan, start = self.config.campaign.tactics.get("media"), self.config.campaign.start_day
        if plan is None:
            return
        fen, days = budget_fen(self.config.campaign, "media"), media_days(plan, start)
        spend = float(cny_of(share_of_day(fen, days, day))) if day in days else 0.0
        if spend <= 0:
            return
        people, contacts = np.flatnonzero(self.world.residents(day)), contacts_for(spend, plan)
        chance = notice_chance(contacts.inside, len(people), plan)
        noticed = who_notices(people, self._lots(people, "media", day), chance)
        n_new = int((self.world.brands.stage[noticed, self.brand.column] < AWARE).sum())
        self._impress(noticed, plan.interest)
        self._pay(day, "media", spend)
        self.diary.media(day, contacts, len(noticed), n_new)

    def _hold_event(self, day: int) -> None:
        """Hold the event on its day: who comes is impressed, writes and tells friends; ask the day after."""
        plan, start = self.config.campaign.tactics.get("event"), self.config.campaign.start_day
        if plan is None:
            return
        n_places = places_bought(self._money("event"), plan)
        if n_places > 0 and day == start + plan.after_days:
            people = np.flatnonzero(self.world.residents(day))
            stage = self.world.brands.stage[people, self.brand.column]
            chance = chance_to_come(stage, self.world.users.city[people], plan)
            self.came = who_comes(people, chance, self._lots(people, "event"), n_places)
            self._impress(self.came, plan.interest)
            friends = self._friends_of(self.came)
            self._impress(friends, plan.friend_interest)
            publishing = self.came[self.world.creators.rate[self.came] > 0]
            self.writers[EVENT] = publishing[self._lots(publishing, "event note") < plan.write_rate]
            self._pay(day, "event", cost_of(n_places, plan.place_cny))
            self.diary.activity(day, "event", len(self.came), len(self.writers[EVENT]), len(friends))
        elif n_places > 0 and day == start + plan.after_days + 1 and plan.survey_size > 0:
            for group, rows in (("visitors", self.came), ("users", np.flatnonzero(self.world.residents(day)))):
                lots = np.stack([self._lots(rows, f"survey of {group}", 0, column) for column in range(2)])
                self.diary.survey(day, group, survey(self.world.brands.stage[rows, self.brand.column], lots, plan))

    def _friends_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Draw whom the visitors tell, who were not there themselves; each once."""
        law, graph = SpreadLaw(self.config.campaign.tactics["event"].friends, 1.0), self.world.graph
        key = self.streams.key("event friends")
        _, friend = choose_friends(rows, self.world.users.key, graph.indptr, graph.followers, law, key)
        told = np.setdiff1d(friend[friend >= 0], rows)
        return np.asarray(told[self.world.users.is_gone[told] == 0])

    def _run_group(self, day: int) -> None:
        """Let users join the brand's group, and members talk."""
        plan, start = self.config.campaign.tactics.get("group"), self.config.campaign.start_day
        if plan is None:
            return
        age, joined_day = day - start - plan.after_days, self.world.joined_day
        if not 0 <= age < WEEK * weeks_paid(self._money("group"), plan):
            return
        if age % WEEK == 0:
            self._pay(day, "community", cost_of(1, plan.week_cny))
        strangers = self._interested_visitors()
        strangers = strangers[joined_day[strangers] == NEVER]
        joined = who_joins(strangers, self._lots(strangers, "join", day), plan)
        self.world.join_group(joined, day)
        users = self.world.users
        members = np.flatnonzero((joined_day != NEVER) & (users.is_gone == 0))
        talked = members[:0]
        if is_talk_day(age, plan.talks_per_week):
            talked = who_talks(members, self._lots(members, "talk", day), plan)
            self.world.answer(talked, plan.replies)
            self._impress(talked, plan.interest)
        week_ago = np.flatnonzero(joined_day == day - WEEK)
        returned = int(users.is_active[week_ago].sum())
        active = int(users.is_active[members].sum())
        self.diary.community(day, len(members), len(joined), active, len(talked), (len(week_ago), returned))

    def _run_participation(self, day: int) -> None:
        """Let interested visitors take part for a reward, on the days of it."""
        run = {"challenge": self._run_challenge, "check_in": self._run_check_in, "draw": self._run_draw}
        for kind in run.keys() & self.config.campaign.tactics.keys():
            plan, start = self.config.campaign.tactics[kind], self.config.campaign.start_day
            money, age = self._money(kind), day - start - plan.after_days
            if 0 <= age < plan.days and money > 0:
                run[kind](day, age, money)

    def _join_in(self, day: int, chance: float, most: int) -> NDArray[np.int64]:
        """Let some of the interested visitors who have not taken part yet do so; return who."""
        free = np.setdiff1d(self._interested_visitors(), self.took_part)
        return who_takes_part(free, self._lots(free, "take part", day), chance, most)

    def _run_challenge(self, day: int, _age: int, money: float) -> None:
        """Pay for a note about the brand, each user once, while there is money."""
        plan = self.config.campaign.tactics["challenge"]
        most = rewards_left(money, plan, len(self.took_part))
        if most == 0:
            return
        rows = self._join_in(day, participation_chance(plan, plan.reward_cny), most)
        self.took_part = np.union1d(self.took_part, rows)
        self.writers[CHALLENGE] = rows
        if len(rows):
            self._pay(day, "reward", cost_of(len(rows), plan.reward_cny))
        self.diary.activity(day, "challenge", len(rows), len(rows), 0)

    def _run_check_in(self, day: int, age: int, money: float) -> None:
        """Let people sign up and check in when they visit; pay who has come often enough, while there is money."""
        plan, users = self.config.campaign.tactics["check_in"], self.world.users
        most = rewards_left(money, plan, self.n_rewarded)
        new = self._join_in(day, participation_chance(plan, plan.reward_cny) if most else 0.0, len(users.key))
        self.took_part = np.concatenate([self.took_part, new])
        self.check_ins = np.concatenate([self.check_ins, np.zeros(len(new), np.int64)])
        self.check_ins += users.is_active[self.took_part]
        done = (self.check_ins == plan.check_ins_needed) & (users.is_active[self.took_part] > 0)
        rewarded = who_wins(self.took_part[done], self._lots(self.took_part[done], "check-in", day), most)
        self.n_rewarded += len(rewarded)
        if len(rewarded):
            self._pay(day, "reward", cost_of(len(rewarded), plan.reward_cny))
        if plan.pull > 0 and most > len(rewarded):
            pursuing = still_pursues(self.check_ins, plan.days - age - 1, plan.check_ins_needed)
            self.world.answer(self.took_part[pursuing & (users.is_gone[self.took_part] == 0)], plan.pull)
        self.diary.activity(day, "check_in", len(new), 0, 0)

    def _run_draw(self, day: int, age: int, money: float) -> None:
        """Let people write for a chance of a prize; draw the prizes on the last day."""
        plan = self.config.campaign.tactics["draw"]
        n_prizes, n_open = prizes_paid(money, plan), len(self._interested_visitors())
        if n_prizes == 0:
            return
        expected = expected_participants(len(self.took_part), age, plan, n_open)
        rows = self._join_in(day, draw_chance(n_prizes, expected, plan), n_open)
        self.took_part = np.union1d(self.took_part, rows)
        self.writers[CHALLENGE] = rows
        if age == plan.days - 1:
            winners = who_wins(self.took_part, self._lots(self.took_part, "draw"), n_prizes)
            if len(winners):
                self._pay(day, "reward", cost_of(len(winners), plan.prize_cny))
        self.diary.activity(day, "draw", len(rows), len(rows), 0)
