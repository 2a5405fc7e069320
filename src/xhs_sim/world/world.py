"""``World``: the state of the platform, and the only place where it changes.

``truth`` (and ``content.truth``) is what only behaviour may read; all else is what the platform can log.
Phases return tables, the methods here apply them; the serving kernel alone writes its user's row and its counters.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .accounts import Accounts, stay_away
from .ads import AdBook, AdLines
from .archive import Archive
from .brand_states import BrandGains, add_interest, credit, let_interest_fade
from .columns import (
    ADS,
    AWARE,
    BOUGHT,
    N_TOPICS,
    NEVER,
    RECOMMENDING,
    BrandStates,
    Creators,
    NoteTruth,
    UserLog,
    UserTruth,
)
from .content import Content, NewNotes, lifted
from .fakes import Fakes
from .follower_graph import FollowerGraph, asked_follows, from_pairs, with_changes
from .inbox import deliver, drop_creators, forget, hand_over, take_down
from .safety import NoteMarks, Safety, no_marks
from .sample import Sample, everybody
from .shelf import Shelf

MOST_ZEAL = np.float16(2.0)  # ln: nobody publishes more than seven times as often, or as rarely, as usual


class World:
    """Users, creators, notes, the follower graph and the brands' standing.

    Parameters
    ----------
    truth, log : arrays over N users, or over the R readers among them, who come first
    creators : arrays over N users
    graph : FollowerGraph over N users, of whom readers follow
    brands : arrays over R readers and B brands
    capacity : int
        Note slots to begin with.
    sample, friends : Sample and FollowerGraph over R readers, optional
        Who reads, and row by row who is whose friend; left out, everybody, and nobody.
    """

    def __init__(
        self,
        truth: UserTruth,
        log: UserLog,
        creators: Creators,
        graph: FollowerGraph,
        brands: BrandStates,
        *,
        capacity: int,
        sample: Sample | None = None,
        friends: FollowerGraph | None = None,
    ) -> None:
        self.truth, self.users, self.creators, self.graph, self.brands = truth, log, creators, graph, brands
        self.sample = everybody(len(log.key)) if sample is None else sample
        self.friends = friends or from_pairs(none := np.zeros(0, np.int64), none, self.sample.n_readers)
        self.given_ids: tuple[str, ...] = ()  # of those of day 0, where the graph's file had ids of its own
        self.content, self.ads, self.shelf, self.fakes = Content(capacity), AdBook(), Shelf(), Fakes()
        self.archive, self.interest = Archive(self.content.notes), np.zeros(N_TOPICS, np.float32)  # of today, logit
        self.safety: Safety | None = None  # where there are rules
        self.accounts: Accounts | None = None  # where they can be taken over
        self.joined_day = np.full(len(log.key), NEVER, np.int16)  # into the brand's group, NEVER = no member
        self.users.n_followees[:] = graph.followees_count()[: self.sample.n_readers]
        self.usual_followees = graph.n_edges / max(int((log.signup_day[: self.sample.n_readers] < 0).sum()), 1)

    @property
    def visitors(self) -> NDArray[np.int64]:
        """Rows of the users who visit today."""
        return np.flatnonzero(self.users.is_active.view(np.bool_))  # bytes of 0 and 1: a fast path for flags

    @property
    def readers(self) -> NDArray[np.int64]:
        """Rows of the readers who visit today."""
        return np.flatnonzero(self.users.is_active[: self.sample.n_readers].view(np.bool_))

    def residents(self, day: int) -> NDArray[np.bool_]:
        """Return who has an account on ``day``: signed up, and not gone for good; (N,)."""
        return np.asarray((self.users.signup_day <= day) & (self.users.is_gone == 0))

    @property
    def felt(self) -> NoteTruth:
        """Notes of the feed as users feel them today: quality, and what the calendar lifts their topic by."""
        return lifted(*self.content.notes.feed, self.interest)

    def set_interest(self, lift: NDArray[np.float64]) -> None:
        """Take over the day's lift of each topic, logit."""
        self.interest[: len(lift)] = lift

    def begin_publishing(self, rows: NDArray[np.int64]) -> None:
        """Make creators of users who never published, or had stopped."""
        self.creators.rate[rows] = np.abs(self.creators.rate[rows])

    def take_over(self, row: int) -> None:
        """Let a user publish nothing of its own accord from now on: others plan its account."""
        self.creators.rate[row] = 0.0  # and not below: who has stopped may begin again

    def teach(
        self,
        rows: NDArray[np.int64],
        leanings: NDArray[np.int8],
        average: NDArray[np.float16],
        zeal: NDArray[np.float16],
        topic: NDArray[np.int8],
        quits: NDArray[np.int64],
        keep: float,
    ) -> None:
        """Take over what creators made of their notes' results; ``keep`` of everybody's zeal is left after a day.

        ``zeal`` is what the day added.
        """
        creators = self.creators
        creators.leanings[rows], creators.average[rows], creators.topic[rows] = leanings, average, topic
        creators.zeal[:] *= np.float16(keep)
        creators.zeal[rows] = np.clip(creators.zeal[rows] + zeal, -MOST_ZEAL, MOST_ZEAL)
        creators.rate[quits] = -np.abs(creators.rate[quits])

    def add_notes(
        self,
        new: NewNotes,
        words: NDArray[np.uint32] | None = None,
        *,
        is_prompted: bool = False,
        parts: NDArray[np.int64] | None = None,
        marks: NoteMarks | None = None,
    ) -> None:
        """Publish notes, and push each to its creator's followers, in the order of ticks and keys.

        ``words`` are what search finds them by; left out, none. Notes that are ``is_prompted`` have keys of their own
        and are no organic ones of their creators. ``parts`` say which part of which series each is (``PARTS``);
        left out, none is. ``marks`` say how they stand before rules; left out, they break none.
        """
        slots = self.content.add(new, words)
        if self.safety is not None:
            self.safety.put(slots, marks or no_marks(len(slots)), self.content.notes.n_slots)
        if parts is not None:
            self.content.parts |= dict(zip(slots.tolist(), parts.tolist(), strict=True))
        order = np.lexsort((new.key, new.tick))
        deliver(slots[order], new.creator[order], self.graph.indptr, self.graph.followers, self.users.inbox)
        if not is_prompted:
            np.add.at(self.creators.n_notes, new.creator[new.is_sponsored == 0], 1)

    def follow_by_crowd(self, creator: NDArray[np.int32], follows: NDArray[Any]) -> None:
        """Let people who are no readers follow creators."""
        np.add.at(self.creators.followers, creator, follows)

    def set_estimates(
        self, quality: NDArray[np.float32], engage: NDArray[np.float32], likes: NDArray[np.float32]
    ) -> None:
        """Take over what the platform learned of each note."""
        notes = self.content.log
        notes.quality_hat[:], notes.engage_hat[:], notes.log_likes[:] = quality, engage, likes

    def begin_history(self) -> None:
        """Let activity be known from today's visitors on."""
        self.users.active_days[:] = self.users.is_active[: self.sample.n_readers]

    def begin_counting(self) -> None:
        """Begin a day's counters."""
        self.content.today.clear(len(self.content.log.key))

    def count(self, slots: NDArray[np.int64], surfaces: NDArray[np.int64], events: NDArray[np.int32]) -> None:
        """Add counters of notes on surfaces, (K, 8)."""
        self.content.counts.add(slots, surfaces, events)
        self.content.today.add(slots, surfaces, events)

    def count_ads(self, lines: AdLines, counts: NDArray[np.int64]) -> None:
        """Add what ads did, (L, 8), to the notes that they show."""
        of_notes = lines.note >= 0
        slots, of_note = np.unique(lines.note[of_notes].astype(np.int64), return_inverse=True)
        events = np.zeros((len(slots), counts.shape[1]), np.int32)
        np.add.at(events, of_note, counts[of_notes].astype(np.int32))
        some = np.flatnonzero(events.any(axis=1))
        self.count(slots[some], np.full(len(some), ADS), events[some])

    def mark_searches(self, searchers: NDArray[np.int64], user: NDArray[np.int64], brand: NDArray[np.int64]) -> None:
        """Remember who searched today, and which exposed users searched for which brand."""
        days = self.users.search_days
        days[:] <<= np.uint32(1)
        days[searchers] |= np.uint32(1)
        self.brands.searched[user, brand] = 1

    def merge_follows(self) -> int:
        """Let today's follows become edges, and edges end that were given up; returns how many are new."""
        rows, begun, ended = asked_follows(self.users.new_follows)
        self.graph = with_changes(self.graph, begun, ended)
        followees, followers = self.users.n_followees, self.creators.followers
        np.add.at(followees, begun[1], 1)
        np.add.at(followees, ended[1], -1)
        np.add.at(followers, begun[0], 1)  # whom a reader stands for have a crowd that follows, and none that leaves
        np.maximum(followers - self.sample.weight * np.bincount(ended[0], minlength=len(followers)), 0, out=followers)
        drop_creators(ended[1], ended[0], self.content.log.creator, self.users.inbox)
        self.users.new_follows[rows] = -1
        return len(begun[0])

    def take_down(self, note_key: NDArray[np.int64]) -> None:
        """Take notes that lost their key, like an empty slot, out of inboxes and hands."""
        take_down(self.users, note_key)

    def pass_on(self, friend: NDArray[np.int64], note: NDArray[np.int32]) -> None:
        """Put notes on top of friends' inboxes; today's shares are done."""
        hand_over(friend, note, self.users.inbox)
        self.users.is_nudged[friend] = 1
        self.users.shared[:] = -1

    def meet_in_live(
        self, user: NDArray[np.int64], brand: int, gain: NDArray[np.float64], cap: float, day: int
    ) -> None:
        """Let the audience of a live session know the brand, be interested by ``gain``, and count as touched."""
        self.make_aware(brand, user)
        add_interest(self.brands, user, brand, gain, cap)
        self.brands.touch_day[user, brand] = day

    def settle_orders(
        self, user: NDArray[np.int64], brand: NDArray[np.int8], recommends: NDArray[np.bool_], day: int
    ) -> None:
        """Make buyers of those who ordered, and recommenders of those who will speak of it."""
        self.brands.stage[user, brand] = np.where(recommends, RECOMMENDING, BOUGHT)
        self.brands.order_day[user, brand] = day
        self.brands.interest[user, brand] = 0.0

    def credit_brand(self, brand: int, gains: BrandGains, cap: float, day: int) -> None:
        """Add to a brand what joint notes brought it today; interest meets its cap as after a click of its own."""
        credit(self.brands, brand, gains, cap, day)

    def clear_label(self, label: int, user: NDArray[np.int64]) -> None:
        """Leave the label nothing of what was shared out but its impressions."""
        for column in (self.brands.stage, self.brands.interest, self.brands.visits, self.brands.clicks):
            column[user, label] = 0

    def make_aware(self, brand: int, user: NDArray[np.intp]) -> None:
        """Let users learn of a brand outside the platform."""
        self.brands.stage[user, brand] = np.maximum(self.brands.stage[user, brand], AWARE)

    def set_visitors(
        self,
        satisfaction: NDArray[np.float32],
        habit: NDArray[np.float32],
        is_gone: NDArray[np.uint8],
        is_active: NDArray[np.uint8],
        warmth: NDArray[np.float32],
    ) -> None:
        """Begin the next day: moods, departures and who visits."""
        self.truth.satisfaction[:], self.truth.habit[:], self.truth.warmth[:] = satisfaction, habit, warmth
        self.users.is_nudged[:] = 0
        self.users.is_gone[:], self.users.is_active[:] = is_gone, is_active
        self.users.active_days[:] = (self.users.active_days << np.uint32(1)) | is_active[: self.sample.n_readers]
        self.truth.joy[:] = 0.0
        self.users.shown[:], self.users.ads_shown[:] = 0, 0

    def shut_out(self, rows: NDArray[np.int64], gone: NDArray[np.int64]) -> None:
        """Let people not visit today, though they would have; some never come back."""
        stay_away(self.users, rows, gone)

    def raise_interest(self, rows: NDArray[np.int64], brand: int, gain: float, cap: float) -> None:
        """Let users, each once, hear of a brand outside the feed: readers then know it, and are more interested."""
        rows = self.sample.readers_among(rows)
        self.make_aware(brand, rows)
        add_interest(self.brands, rows, brand, np.float32(gain), cap)

    def lose_interest(self, rows: NDArray[np.int64], brand: int, share: float) -> None:
        """Let readers, each once, lose a share of their interest in a brand."""
        self.brands.interest[rows, brand] *= np.float32(1.0 - share)

    def join_group(self, rows: NDArray[np.int64], day: int) -> None:
        """Make members of a brand's group."""
        self.joined_day[rows] = day

    def answer(self, rows: NDArray[np.int64], replies: float) -> None:
        """Let users, each once, get replies, whose warmth readers feel for some days."""
        self.truth.warmth[self.sample.readers_among(rows)] += np.float32(replies)

    def fade_interest(self, memory_days: float, stage_interest: list[float]) -> None:
        """Let interest in brands decay by a day."""
        let_interest_fade(self.brands, memory_days, stage_interest[0], stage_interest[1])

    def remove_notes(self, slots: NDArray[np.intp]) -> None:
        """Take notes out of the feed and out of all inboxes."""
        if len(slots):
            self.content.remove(slots)
            forget(self.users.inbox, self.content.log.key)

    def followers_of(self, rows: NDArray[np.integer] | slice = slice(None)) -> NDArray[np.float64]:
        """Followers of some users; left out, of all."""
        return self.creators.followers[rows].astype(np.float64)
