"""What a brief says, in the words of a strategist."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from ..config.param import Name, Part, Share, Weight

Money = Annotated[float, Field(gt=0.0, le=1e10)]
Kind = Literal["reach", "engagement", "engagement_rate", "sales", "followers"]


class BrandBrief(Part):
    """Who asks. A brand that the market knows already is named only; a new one says what it is."""

    name: Name
    topic: Name | None = None
    aware_share: Share = Field(default=0.1, description="of users who know the brand before the campaign")


class ProductBrief(Part):
    """What is sold; of a known brand's product the name is enough."""

    name: Name
    price_cny: Money | None = None
    margin_share: Share = 0.6


class AudienceBrief(Part):
    """Whom the campaign is for. Topics choose creators; the rest narrows ads."""

    topics: Annotated[list[Name], Field(min_length=1, max_length=12)]
    genders: list[Name] = Field(default=[])
    age_bands: list[Name] = Field(default=[])
    city_tiers: list[Name] = Field(default=[])


class ObjectiveBrief(Part):
    """What the campaign is for, in a number that can be missed: what it adds to doing nothing, or a rate as it is."""

    kind: Kind
    goal: Annotated[float, Field(gt=0.0)]


class CalendarBrief(Part):
    """When: creators publish from the first to the last day; results are watched until the end."""

    first_day: date
    last_day: date
    watch_until: date


class AgreedBrief(Part):
    """A creator who has said yes already."""

    creator: Annotated[str, Field(min_length=1)]
    followers: Annotated[float, Field(ge=1.0)]
    price_cny: Money | None = None
    day: date
    exclusive_from: date | None = None
    exclusive_until: date | None = None


class ContentBrief(Part):
    """What a team publishes on its own account."""

    notes_per_week: Annotated[float, Field(gt=0.0, le=70.0)] = 5.0
    hours_per_week: Annotated[float, Field(ge=0.5, le=500.0)] = 15.0
    rhythm: Name = "even"
    topics: list[Name] = Field(default=[], description="left out, the account's own")
    video_share: Share = 0.0
    hours: Annotated[list[Annotated[float, Field(ge=0.0, lt=24.0)]], Field(min_length=1)] = Field(default=[12.0])
    trend_riding: Share = 0.0
    keyword_coverage: Share = 0.0
    series_length: Annotated[int, Field(ge=1, le=12)] = 1
    covers: Annotated[int, Field(ge=1, le=8)] = 1


class OwnAccountBrief(Part):
    """An account of one's own: of the brand, or of a creator who wants to grow; and what it publishes."""

    owner: Literal["brand", "creator"]
    topic: Name | None = Field(default=None, description="left out, the brand's (a creator's: its own)")
    followers: Annotated[float, Field(ge=0.0)]
    content: ContentBrief = ContentBrief()


class Spend(Part):
    """How a tactic shares out the budget."""

    creators: Share = 1.0
    feed_ads: Share = 0.0
    search_ads: Share = 0.0


class TacticBrief(Part):
    """One way to spend the money."""

    spend: Spend = Spend()
    tiers: dict[Name, Weight] = Field(default={}, description="of the creators' money, by tier; left out, as usual")
    cooperation: dict[Name, Weight] = Field(default={}, description="of the creators' money, by kind; as tiers")
    choose_by: Name = "audience_fit"
    keyword_coverage: Share = 0.0
    targeting: Name = "taste"
    ads_after_days: Annotated[int, Field(ge=0, le=365)] = 2
    content: ContentBrief | None = Field(default=None, description="of the own account; left out, as it says itself")


class MarketBrief(Part):
    """On how large a market, and how often, the plan is tried."""

    n_users: Annotated[int, Field(ge=500, le=10_000_000)] = 100_000
    replicates: Annotated[int, Field(ge=2, le=200)] = 6
    seed: Annotated[int, Field(ge=0)] = 1


class Brief(Part):
    """A campaign brief."""

    name: Name
    question: str = ""
    brand: BrandBrief
    product: ProductBrief
    audience: AudienceBrief
    objective: ObjectiveBrief
    budget_cny: Money
    quotes_file: str | None = None
    calendar: CalendarBrief
    agreed: list[AgreedBrief] = Field(default=[])
    own_account: OwnAccountBrief | None = None
    tactics: Annotated[dict[Name, TacticBrief], Field(min_length=1)]
    market: MarketBrief = MarketBrief()
