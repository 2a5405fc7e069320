"""The life of a campaign: contracts, what is decided in flight, teasers, media, event, community, participation.

What each may spend is a weight in ``campaign.ads.split``: at 0 there is none of it.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from ..param import Part, SomeWeight, Weight, param
from .names import City, InFlightRule

Cooperation = Literal["paid", "trial", "cocreation"]
COOPERATIONS: tuple[Cooperation, ...] = get_args(Cooperation)
PaidTier = Literal["koc", "junior", "waist", "head"]


class TrialConfig(Part):
    """Products sent to creators who get no fee, and owe no note."""

    tiers: Annotated[dict[PaidTier, Weight], SomeWeight] = Field(description="weights of the trials' money by tier")
    handling_cny: float = param(
        "CNY per parcel",
        0.0,
        10_000.0,
        "packing, courier and correspondence, on top of the goods",
        source="design",
        confidence="low",
    )
    write_even: float = param(
        "probability",
        0.0,
        1.0,
        "a creator writes who got a product worth just the fee of a note",
        source="design",
        confidence="low",
    )
    write_worth: float = param(
        "logit per ln worth",
        0.0,
        5.0,
        "readiness to write by the product's price over the creator's fee",
        source="design",
        confidence="low",
    )
    wait_days: float = param(
        "days",
        0.0,
        60.0,
        "mean time of trying the product, by which a note is later than hoped",
        source="design",
        confidence="low",
    )
    tone: float = param(
        "logit per logit",
        0.0,
        3.0,
        "quality of a trial's note by the product's appeal, which it says as it is",
        source="design",
        confidence="low",
    )


class CocreationConfig(Part):
    """Notes that creator and brand develop together, against usual paid notes."""

    fee_factor: float = param("ratio", 1.0, 10.0, "fee against that of a paid note", source="design", confidence="low")
    talk_days: float = param("days", 0.0, 60.0, "further mean time of talks", source="design", confidence="low")
    quality: float = param(
        "logit",
        0.0,
        3.0,
        "quality that the creator's own hand adds",
        source="design, leung_2022: the sign, of originality",
        confidence="low",
    )
    keyword_coverage: float = param(
        "share of words",
        0.0,
        1.0,
        "as campaign.keyword_coverage, where that is less",
        source="design",
        confidence="low",
    )


class ContractConfig(Part):
    """Terms with creators, and how reliable they are."""

    kinds: Annotated[dict[Cooperation, Weight], SomeWeight] = Field(
        description="weights of the burst's money by kind of cooperation"
    )
    trial: TrialConfig
    cocreation: CocreationConfig
    talk_days: float = param(
        "days",
        0.0,
        60.0,
        "mean time of negotiation, by which a note is later than planned",
        source="design",
        confidence="low",
    )
    late_rate: float = param("probability", 0.0, 1.0, "a note is late", source="design", confidence="low")
    late_days: float = param("days", 1.0, 60.0, "mean lateness of a late note", source="design", confidence="low")
    fail_rate: float = param("probability", 0.0, 1.0, "a note never comes", source="design", confidence="low")
    replacement: Literal["none", "next"] = Field(
        description="whom the money of a failed contract hires: nobody, or the next of the tier by the selector"
    )
    upfront_share: float = param(
        "share of fee", 0.0, 1.0, "paid on signing, the rest on delivery", source="brief", confidence="choice"
    )
    refund_share: float = param(
        "share",
        0.0,
        1.0,
        "of the upfront payment that comes back if no note comes",
        source="brief",
        confidence="choice",
    )
    notes_each: int = param("notes", 1, 8, "paid notes of each hired creator", source="brief", confidence="choice")
    gap_days: int = param(
        "days", 1, 90, "between paid notes of one creator, at least", source="brief", confidence="choice"
    )
    most_notes: int = param(
        "notes",
        0,
        30,
        "paid notes that a creator accepts within most_days; 0 = any number",
        source="design",
        confidence="low",
    )
    most_days: int = param("days", 1, 365, "window of that limit", source="design", confidence="low")
    wear: float = param(
        "logit",
        0.0,
        3.0,
        "quality that each earlier paid note of the creator costs, if fresh",
        source="design",
        confidence="low",
    )
    wear_days: float = param("days", 1.0, 365.0, "memory of earlier paid notes", source="design", confidence="low")
    bonus_cny: float = param(
        "CNY per engagement", 0.0, 1000.0, "bonus above the target", source="brief", confidence="choice"
    )
    bonus_target: float = param(
        "engagements", 0.0, 1e6, "of a note, above which the bonus begins", source="brief", confidence="choice"
    )
    bonus_cap: float = param(
        "share of fee", 0.0, 5.0, "most that one note's bonus can be", source="brief", confidence="choice"
    )
    bonus_days: int = param(
        "days", 1, 60, "age of the note at which the bonus is settled", source="brief", confidence="choice"
    )
    bonus_reserve: float = param(
        "share", 0.0, 1.0, "of the creators' money that is kept for bonuses", source="brief", confidence="choice"
    )
    bonus_effort: float = param(
        "logit", 0.0, 3.0, "quality of notes that may earn a bonus", source="design", confidence="low"
    )


class InFlightConfig(Part):
    """What is decided while the campaign runs, by the brand's own dashboard."""

    rule: InFlightRule
    hold_back: float = param(
        "share", 0.0, 1.0, "of the creators' money that is kept until the decision", source="brief", confidence="choice"
    )
    after_days: int = param(
        "days", 1, 365, "from the campaign's first day to the decision", source="brief", confidence="choice"
    )


class SurveyConfig(Part):
    """A survey of the market before the decision in flight, which the rule ``by_survey`` reads; paid out of what is held back."""

    size: int = param(
        "people",
        0,
        1_000_000,
        "asked; 0 = no survey, and the money held back hires as planned",
        source="brief",
        confidence="choice",
    )
    answer_cny: float = param("CNY per answer", 0.01, 10_000.0, "paid for each", source="design", confidence="low")
    error: float = param(
        "probability",
        0.0,
        0.5,
        "an answer is the opposite of the truth; the brand knows how often",
        source="design",
        confidence="low",
    )
    before_days: int = param("days", 0, 60, "from the survey to the decision", source="brief", confidence="choice")
    enough_aware: float = param(
        "share of the market",
        0.0,
        1.0,
        "aware of the brand, from which money goes into ads instead of reach",
        source="brief",
        confidence="choice",
    )


class WarmUpConfig(Part):
    """Before the burst: teaser notes. What else may come before it is media outside."""

    teaser_share: float = param(
        "share",
        0.0,
        1.0,
        "of the creators' money that hires KOCs for teaser notes",
        source="brief",
        confidence="choice",
    )
    teaser_days: int = param(
        "days", 1, 90, "before the campaign's first day on which teasers appear", source="brief", confidence="choice"
    )


class MediaConfig(Part):
    """Media outside the platform: a warm-up, a media partner, a sponsored event; who notices them knows the brand."""

    after_days: int = param(
        "days",
        -365,
        365,
        "from the campaign's first day to the first of media; below 0 = a warm-up",
        source="brief",
        confidence="choice",
    )
    days: int = param(
        "days", 1, 365, "over which the money is spread in equal parts", source="brief", confidence="choice"
    )
    cpm_cny: float = param(
        "CNY per 1000",
        0.1,
        10_000.0,
        "price of contacts",
        source="design, trade_ad_prices: feed ads 15-50; outside media unknown",
        confidence="low",
    )
    inside_share: float = param(
        "share of contacts",
        0.0,
        1.0,
        "those that fall on people of the market; the rest is spill",
        source="design",
        confidence="low",
    )
    notice_rate: float = param(
        "per contact",
        0.0,
        1.0,
        "the brand is noticed, and known from then on",
        source="design: an impression here has .1",
        confidence="low",
    )
    interest: float = param(
        "interest",
        0.0,
        4.0,
        "gained by who notices; 0 = the brand is known, and no more",
        source="design",
        confidence="low",
    )


class OfflineEventConfig(Part):
    """An event of the brand in a city: who comes, writes, and tells friends; and a survey after it."""

    city: City = param(
        "city", 0, 127, "where, by its number: cities of the first tier first", source="brief", confidence="choice"
    )
    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the event", source="brief", confidence="choice"
    )
    places: int = param("people", 0, 1_000_000, "capacity", source="brief", confidence="choice")
    place_cny: float = param(
        "CNY per place",
        0.1,
        100_000.0,
        "cost; the event's money may buy fewer places than the capacity",
        source="design",
        confidence="low",
    )
    come_aware: float = param(
        "probability", 0.0, 1.0, "who knows the brand and lives in the city comes", source="design", confidence="low"
    )
    come_interested: float = param(
        "probability",
        0.0,
        1.0,
        "who is interested, or has bought, and lives in the city comes",
        source="design",
        confidence="low",
    )
    away_factor: float = param(
        "ratio", 0.0, 1.0, "readiness to come of people of other cities", source="design", confidence="low"
    )
    interest: float = param("interest", 0.0, 4.0, "gained by who comes", source="design", confidence="low")
    write_rate: float = param(
        "probability", 0.0, 1.0, "a creator who comes writes a note about it", source="design", confidence="low"
    )
    friends: float = param(
        "people", 0.0, 10.0, "mean number of people that a visitor tells of it", source="design", confidence="low"
    )
    friend_interest: float = param(
        "interest", 0.0, 4.0, "gained by a friend who is told", source="design", confidence="low"
    )
    survey_size: int = param(
        "people", 0, 100_000, "asked among visitors, and as many among all users", source="brief", confidence="choice"
    )
    survey_error: float = param(
        "probability", 0.0, 0.5, "an answer is the opposite of the truth", source="design", confidence="low"
    )


class CommunityConfig(Part):
    """A group of the brand: who joins, topic discussions, answers."""

    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the group's", source="brief", confidence="choice"
    )
    week_cny: float = param(
        "CNY per week",
        1.0,
        1e7,
        "cost of running the group, which lasts as long as its money",
        source="design",
        confidence="low",
    )
    join_rate: float = param(
        "per day",
        0.0,
        1.0,
        "a visiting user who is interested, or has bought, joins",
        source="design",
        confidence="low",
    )
    talks_per_week: int = param("discussions", 0, 7, "topic discussions", source="brief", confidence="choice")
    talk_share: float = param(
        "share of members", 0.0, 1.0, "who take part in a discussion", source="design", confidence="low"
    )
    replies: float = param(
        "replies", 0.0, 10.0, "that a member gets in a discussion", source="design", confidence="low"
    )
    interest: float = param("interest", 0.0, 4.0, "gained in a discussion", source="design", confidence="low")


class ParticipationConfig(Part):
    """A topic challenge, a check-in or a draw: users write about the brand, or come back, for a reward."""

    kind: Literal["challenge", "check_in", "draw"] = Field(
        description="challenge: a note, paid at once; check_in: visits on several days, paid when done; draw: a note, and a chance of a prize on the last day"
    )
    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the first", source="brief", confidence="choice"
    )
    days: int = param("days", 1, 365, "days on which one can take part", source="brief", confidence="choice")
    reward_cny: float = param(
        "CNY per head",
        0.01,
        10_000.0,
        "paid to each; of a check-in, once done; a draw has prizes instead",
        source="brief",
        confidence="choice",
    )
    most_share: float = param(
        "per day",
        0.0,
        1.0,
        "a visiting user who is interested, or has bought, takes part, at any reward",
        source="design",
        confidence="low",
    )
    half_reward_cny: float = param(
        "CNY", 0.01, 10_000.0, "reward at which half of those do", source="design", confidence="low"
    )
    check_ins_needed: int = param(
        "days", 1, 60, "with a visit, for the reward of a check-in", source="brief", confidence="choice"
    )
    pull: float = param(
        "answers per day",
        0.0,
        10.0,
        "whose warmth the wish to complete a check-in is worth, while it can be done",
        source="design",
        confidence="low",
    )
    prize_cny: float = param(
        "CNY",
        0.01,
        1e6,
        "a prize of the draw; the money decides how many there are",
        source="brief",
        confidence="choice",
    )
    chance_gamma: float = param(
        "exponent",
        0.3,
        1.0,
        "of the weight that people give a chance; below 1 small ones are overweighted",
        source="tversky_1992: .61 for gains",
        confidence="medium",
    )
