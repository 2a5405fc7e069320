"""Ad lines: who buys which slots, with what money, and how it went so far.

A line is one ad of one advertiser in one place. Money is counted in whole thousandths of a fen (what
one impression costs at a CPM of one fen), so sums do not depend on their order; what is charged is
whole fen.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..records.money import FEN_PER_CNY
from .columns import MOST_BRANDS, N_DIMS, REACTIONS

PLACEMENTS = ("feed", "search")
FEED_PLACE, SEARCH_PLACE = range(2)
BILLINGS = ("cpm", "cpc", "ocpx", "package")  # package: so many impressions at a fixed price
CPM, CPC, OCPX, PACKAGE = range(4)
RULES = ("broad", "taste", "look_alike", "retarget")
BROAD, TASTE, LOOK_ALIKE, RETARGET = range(4)
SOURCES = ("background", "brand", "boost", "own")  # own: a brand's ads on notes of its own account
BACKGROUND, BRAND, BOOST, OWN = range(4)
FLIGHTS = (*PLACEMENTS, "own_notes")  # what a campaign has money for, each apart
FEN = 1000  # in units of money
CNY = FEN * FEN_PER_CNY
EVERYBODY = 0xFFFFFFFF
AGE_BIT, CITY_BIT, EDUCATION_BIT = 2, 10, 18  # of an audience: genders, then 8 each of ages, cities and educations


class AdLines(NamedTuple):
    """Lines, L rows: what was bought, and below it what came of it."""

    key: NDArray[np.int64]  # (L,) identity in every draw
    owner: NDArray[np.int64]  # (L,) identity for the frequency cap
    advertiser: NDArray[np.int32]  # (L,) brand, or number of the background advertiser; -1 = a creator
    source: NDArray[np.int8]  # (L,) index into SOURCES
    placement: NDArray[np.int8]  # (L,)
    billing: NDArray[np.int8]  # (L,)
    bid_cny: NDArray[np.float64]  # (L,) per 1000 impressions, per click or per conversion
    daily: NDArray[np.int64]  # (L,) budget of a day
    whole: NDArray[np.int64]  # (L,) budget of the whole flight
    last_day: NDArray[np.int32]  # (L,)
    note: NDArray[np.int32]  # (L,) slot of the note that is shown, -1 = the advertiser's own ad
    note_key: NDArray[np.int64]  # (L,)
    topic: NDArray[np.int8]  # (L,)
    brand: NDArray[np.int8]  # (L,) -1 = none
    conquest: NDArray[np.uint8]  # (L,) bits of brands on whose names it bids on search, besides its own
    vec: NDArray[np.float32]  # (L, 16) embedding of an own ad
    quality: NDArray[np.float32]  # (L,) latent pull of an own ad, logit; else what the label adds to the note's
    rule: NDArray[np.int8]  # (L,) targeting
    audience: NDArray[np.uint32]  # (L,) bits of genders, age bands, city tiers, levels of education
    lead_rate: NDArray[np.float32]  # (L,) latent: clicks that become what the advertiser wants
    pace: NDArray[np.float32]  # (L,) 1 = as fast as it goes
    spent_today: NDArray[np.int64]  # (L,)
    given_today: NDArray[np.int64]  # (L,) delivered beyond the budget: not billed
    owed: NDArray[np.int64]  # (L,) delivered to more people at once than the budget was for: billed later
    spent: NDArray[np.int64]  # (L,)
    paid_fen: NDArray[np.int64]  # (L,) of what was spent, whole fen charged at the ends of days
    counts: NDArray[np.int64]  # (L, 8) see COUNTS
    today: NDArray[np.int64]  # (L, 8) of today
    leads: NDArray[np.int64]  # (L,) clicks that became what was wanted
    leads_today: NDArray[np.int64]  # (L,)
    reactions: NDArray[np.int64]  # (L, 5) of today, see REACTIONS
    seeds: NDArray[np.int64]  # (L, 17) sum of the clickers' estimated tastes in 1/1024, and how many


STATE = (
    "spent_today",
    "given_today",
    "owed",
    "spent",
    "paid_fen",
    "counts",
    "today",
    "leads",
    "leads_today",
    "reactions",
    "seeds",
)
BOUGHT = tuple(name for name in AdLines._fields if name not in STATE)


class Settlement(NamedTuple):
    """What a tick came to, for each of L lines."""

    billed: NDArray[np.int64]
    given: NDArray[np.int64]  # beyond the budget
    owed: NDArray[np.int64]  # from now on
    counts: NDArray[np.int64]  # (L, 8)
    leads: NDArray[np.int64]
    reactions: NDArray[np.int64]  # (L, 5)
    seeds: NDArray[np.int64]  # (L, 17)
    pace: NDArray[np.float32]


def new_lines(n: int, **columns: NDArray[Any]) -> AdLines:
    """Return ``n`` lines of the given columns, without a past; every bought column must be named."""
    missing = set(BOUGHT) ^ set(columns)
    if missing:
        raise ValueError(f"columns left out or unknown: {sorted(missing)}")
    widths = {"counts": (8,), "today": (8,), "reactions": (len(REACTIONS),), "seeds": (N_DIMS + 1,)}
    past = {name: np.zeros((n, *widths.get(name, ())), np.int64) for name in STATE}
    return AdLines(**(columns | past))


def no_lines() -> AdLines:
    """Return a table without rows."""
    kinds: dict[str, Any] = {"bid_cny": np.float64, "audience": np.uint32, "conquest": np.uint8}
    kinds |= dict.fromkeys(("vec", "quality", "lead_rate", "pace"), np.float32)
    kinds |= dict.fromkeys(("advertiser", "last_day", "note"), np.int32)
    kinds |= dict.fromkeys(("source", "placement", "billing", "topic", "brand", "rule"), np.int8)
    shapes = {"vec": (0, N_DIMS)}
    return new_lines(0, **{name: np.zeros(shapes.get(name, (0,)), kinds.get(name, np.int64)) for name in BOUGHT})


class AdBook:
    """All lines that run now, and what each brand spent so far.

    Attributes
    ----------
    lines : AdLines
    brand_spent : int array of shape (8, 3)
        By brand and flight, lines that ended included.
    """

    def __init__(self) -> None:
        self.lines = no_lines()
        self.brand_spent = np.zeros((MOST_BRANDS, len(FLIGHTS)), np.int64)

    def open(self, new: AdLines) -> None:
        """Add lines behind those there are."""
        self.lines = both_lines(self.lines, new)

    def keep(self, which: NDArray[np.bool_]) -> None:
        """End all other lines."""
        self.lines = lines_at(self.lines, which)

    def begin_day(self) -> None:
        """Forget today's part of the counters."""
        for name in ("spent_today", "given_today", "today", "leads_today", "reactions"):
            getattr(self.lines, name)[:] = 0

    def settle(self, result: Settlement) -> None:
        """Book a tick.

        Raises
        ------
        ValueError
            If a line would spend more than its budgets.
        """
        lines = self.lines
        if (result.billed > budget_left(lines)).any():
            raise ValueError("a line would spend more than its budget")
        lines.spent_today[:] += result.billed
        lines.spent[:] += result.billed
        lines.given_today[:] += result.given
        lines.owed[:] = result.owed
        lines.counts[:] += result.counts
        lines.today[:] += result.counts
        lines.leads[:] += result.leads
        lines.leads_today[:] += result.leads
        lines.reactions[:] += result.reactions
        lines.seeds[:] += result.seeds
        lines.pace[:] = result.pace
        of_brands = is_of_brand(lines)
        at = lines.advertiser[of_brands], flights_of(lines)[of_brands]
        np.add.at(self.brand_spent, at, result.billed[of_brands])

    def allow(self, rows: NDArray[np.intp], daily: NDArray[np.int64]) -> None:
        """Set the daily budgets of some lines."""
        self.lines.daily[rows] = daily

    def bid(self, rows: NDArray[np.intp], cny: float) -> None:
        """Set the bids of some lines."""
        self.lines.bid_cny[rows] = cny

    def charge(self) -> NDArray[np.int64]:
        """End the day: charge whole fen, and keep the rest for the next; (L,) fen."""
        fen = self.lines.spent // FEN - self.lines.paid_fen
        self.lines.paid_fen[:] += fen
        return fen


def is_of_brand(lines: AdLines) -> NDArray[np.bool_]:
    """Say which lines a simulated brand pays for."""
    return (lines.source == BRAND) | (lines.source == OWN)


def flights_of(lines: AdLines) -> NDArray[np.int8]:
    """Return each line's flight, as a place in ``FLIGHTS``."""
    return np.where(lines.source == OWN, FLIGHTS.index("own_notes"), lines.placement).astype(np.int8)


def both_lines(first: AdLines, then: AdLines) -> AdLines:
    """Return the lines of both, in order."""
    columns: Any = zip(first, then, strict=True)
    return AdLines._make(np.concatenate(pair) for pair in columns)


def lines_at(lines: AdLines, which: NDArray[Any]) -> AdLines:
    """Return a copy of some rows: a mask, or row numbers."""
    columns: Any = lines
    return AdLines._make(column[which] for column in columns)


def budget_left(lines: AdLines) -> NDArray[np.int64]:
    """Return what each line may still spend today, and in all."""
    return np.minimum(lines.daily - lines.spent_today, lines.whole - lines.spent)
