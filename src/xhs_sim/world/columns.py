"""The columns of the world: what each array means, its shape and its type.

Rows are people (N) or notes (C, slots of a ring). Readers, who are followed through the day, are the first R people:
what only reading needs has R rows. *Truth* is latent: only behaviour may read it.
*Log* is what the platform can know. The tuples go into compiled code (``njit``) as they are, and so do the constants.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NOBODY = -1  # row of no user, line of no advertiser
MOST_BRANDS = 8
MAX_NOTES = 4  # notes of one creator on one day
N_DIMS = 16  # taste space: topics first, then style
N_STYLE = 4
N_KINDS = 4  # like, save, comment, share: kinds that a note is more or less prone to
INBOX = 8  # newest notes of followed creators that a user's inbox holds
NEW_FOLLOWS = 4  # follows of one user on one day, at most
SURFACES = ("explore", "following")  # of the feed, always there
# Video feed and profile follow a read. Ads: notes shown as ads, in the feed and on search.
COUNTED = (*SURFACES, "video_feed", "profile", "nearby", "search", "ads")  # surfaces of notes' counters
ALL_SURFACES = (*COUNTED, "live")  # live rooms are outside the feed (docs/odd/)
EXPLORE, FOLLOWING, VIDEO_FEED, PROFILE, NEARBY, SEARCH, ADS, LIVE = range(len(ALL_SURFACES))
FEED = (EXPLORE, FOLLOWING, NEARBY)  # whose impressions the guarantee promises and learning reads
PARTS = 16  # part n of series s is PARTS s + n; series and parts count from 1, 0 is a note of no series
NO_CLICK = 255  # of UserLog.recent
NEUTRAL = 0.5  # satisfaction of a new user: what they expect is what they get
# Views: clicks on the cover, and all impressions in the video feed.
COUNTS = ("impressions", "reads", "likes", "saves", "comments", "shares", "follows", "expected_clicks")
REACTIONS = ("hides", "reports", "messages", "replies", "unfollows")  # rare acts, counted apart
LIKE_STEPS = 16  # of ln(1 + likes) as platform and people see it: one like must not ripple through every feed
EXPECTED_UNIT = 1024  # expected clicks are counted in 1/1024, as integers: sums do not depend on threads
STAGES = ("unaware", "aware", "interested", "deeply_interested", "bought", "recommending")
AWARE, INTERESTED, DEEP, BOUGHT, RECOMMENDING = range(1, len(STAGES))
NEVER = -1000  # the day of what has not happened
DAYPARTS = 4  # night, morning, afternoon, evening: what creators tell apart when they choose an hour
N_TOPICS = N_DIMS - N_STYLE  # at most
VIDEO, FIRST_DAYPART = N_TOPICS, N_TOPICS + 1  # places in a creator's leanings: topics first, video, then dayparts
N_LEANINGS = FIRST_DAYPART + DAYPARTS
LEANING_UNIT = 32.0  # leanings are logits in 1/32: from -4 to 4
UNJUDGED = -1.0  # average of a creator who never looked at a note's results
TIERS = ("ordinary", "koc", "junior", "waist", "head")
FORMATS = ("image_text", "video")
GENDERS = ("male", "female")
ORGANIC, LABELLED, UNLABELLED = range(3)  # of is_sponsored: nobody paid; paid, and it says so; paid, and it does not
HARM_UNIT = 1.0 / 32.0  # joy: what a card's harm counts


class UserTruth(NamedTuple):
    """Latent state of people; N rows, or R of readers."""

    taste: NDArray[np.float32]  # (R, 16) unit norm over topics, then style
    engage: NDArray[np.float32]  # (N,) multiplier of acts after a click, mean 1
    visit_logit: NDArray[np.float32]  # (N,) propensity to visit on a day
    sessions: NDArray[np.float32]  # (R,) mean sessions on a day with a visit
    purchasing: NDArray[np.float32]  # (R,) purchasing power, mean 1
    click: NDArray[np.float32]  # (R,) logit, propensity to open what is shown
    satisfaction: NDArray[np.float32]  # (R,) in [0, 1]
    joy: NDArray[np.float32]  # (R,) today's sum of satisfying clicks
    habit: NDArray[np.float32]  # (R,) smoothed visiting, in [0, 1]
    warmth: NDArray[np.float32]  # (R,) answers from creators still felt


class UserLog(NamedTuple):
    """What the platform knows of people; N rows, or R of readers."""

    key: NDArray[np.int64]  # (N,) identity in every random draw; never the row number
    gender: NDArray[np.int8]  # (N,) 0 male, 1 female
    age_band: NDArray[np.int8]  # (N,) index into population.age_bands
    city_tier: NDArray[np.int8]  # (N,) index into population.city_tiers
    education_level: NDArray[np.int8]  # (N,) index into population.education_levels
    signup_day: NDArray[np.int16]  # (N,) negative = before day 0
    is_gone: NDArray[np.uint8]  # (N,) churned
    is_active: NDArray[np.uint8]  # (N,) visits today
    active_days: NDArray[np.uint32]  # (R,) bit k: visited k days ago, 32 days
    shown: NDArray[np.int32]  # (R,) impressions today
    taste_hat: NDArray[np.float32]  # (R, 16) estimate of taste from clicks
    seen: NDArray[np.uint64]  # (R, 2 * words) two generations of a Bloom filter, see feed.seen_bits
    seen_count: NDArray[np.uint16]  # (R,) notes in the young generation
    inbox: NDArray[np.int32]  # (R, 8) newest notes of followees, -1 = empty, newest first
    n_followees: NDArray[np.int32]  # (R,)
    new_follows: NDArray[np.int32]  # (R, 4) creators followed today, -1 = free; -2 - c: creator c unfollowed
    search_days: NDArray[np.uint32]  # (R,) bit k: searched k days ago, 32 days
    shared: NDArray[np.int32]  # (R,) note slot last sent to friends today, -1 = none
    is_nudged: NDArray[np.uint8]  # (R,) got a note from a friend today
    city: NDArray[np.int8]  # (N,) cities of the first tier first
    recent: NDArray[np.uint8]  # (R,) topics of the last two clicks, 4 bits each, the last one low; 15 = none
    ads_shown: NDArray[np.uint8]  # (R,) ads looked at today, 255 = as many or more
    part: NDArray[np.int32]  # (R,) the latest part of the own account's series that was opened, see PARTS; 0 = none


class Creators(NamedTuple):
    """Users as publishers; N rows (most never publish)."""

    rate: NDArray[np.float32]  # (N,) P(first note | visits today) at zeal 1; negative: of who does not publish (yet)
    skill: NDArray[np.float32]  # (N,) latent, logit
    topic: NDArray[np.int8]  # (N,) declared main topic
    n_notes: NDArray[np.int32]  # (N,) organic notes published so far
    followers: NDArray[np.int32]  # (N,) people who follow
    zeal: NDArray[np.float16]  # (N,) latent, ln of the rate against the usual
    average: NDArray[np.float16]  # (N,) latent, own average of ln(1 + result), UNJUDGED = none yet
    leanings: NDArray[np.int8]  # (N, 17) latent, learned preferences in 1/32 logit, see VIDEO


class NoteTruth(NamedTuple):
    """Latent state of notes; C slots."""

    quality: NDArray[np.float32]  # (C,) logit
    kinds: NDArray[np.float32]  # (C, 4) multipliers of like, save, comment, share
    harm: NDArray[np.uint8]  # (C,) what a read takes off joy, in HARM_UNIT


class NoteLog(NamedTuple):
    """What the platform knows of notes; C slots."""

    key: NDArray[np.int64]  # (C,) identity in every draw; -1 = empty slot
    creator: NDArray[np.int32]  # (C,)
    day: NDArray[np.int16]  # (C,) day published
    tick: NDArray[np.int8]  # (C,) tick published
    topic: NDArray[np.int8]  # (C,)
    is_video: NDArray[np.uint8]  # (C,)
    brand: NDArray[np.int8]  # (C,) -1 = none
    is_sponsored: NDArray[np.uint8]  # (C,) see ORGANIC
    vec: NDArray[np.float32]  # (C, 16) content embedding
    quality_hat: NDArray[np.float32]  # (C,) ln(clicks / expected clicks), shrunk
    engage_hat: NDArray[np.float32]  # (C,) ln(engagements per click / usual), shrunk
    log_likes: NDArray[np.float32]  # (C,) ln(1 + likes) as shown on the cover
    words: NDArray[np.uint32]  # (C,) low half: words of its topic that it contains; high half: in the title


class BrandStates(NamedTuple):
    """Each reader's standing with each brand; R rows, B brands."""

    impressions: NDArray[np.uint16]  # (R, B) impressions so far
    interest: NDArray[np.float32]  # (R, B) decays daily
    stage: NDArray[np.uint8]  # (R, B) index into STAGES
    visits: NDArray[np.uint8]  # (R, B) product visits opened from notes today
    clicks: NDArray[np.uint8]  # (R, B, 2) on its notes today: in the feed, on search
    touch_day: NDArray[np.int16]  # (R, B) last click on a sponsored note, -1000 = never
    order_day: NDArray[np.int16]  # (R, B) last order, -1000 = never
    searched: NDArray[np.uint8]  # (R, B) searched for the brand after an impression
    saved: NDArray[np.uint8]  # (R, B) saved a note that names the brand
