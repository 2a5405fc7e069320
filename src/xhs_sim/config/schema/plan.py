"""What a brand plans: a campaign's budget, its creators, and what creators cost."""

from typing import Annotated, Final, Literal

from pydantic import Field

from ..param import InputFile, Part, Weight, param
from .ads import AdPlanConfig
from .campaign import ContractConfig, InFlightConfig
from .disclosure import DisclosureConfig
from .names import BrandName, Product, Selector, Tier, Topic
from .tactics import Tactics

# Nobody reads these before the campaign or one of its tactics acts: runs that differ in nothing else are alike until
# then. All else counts from the beginning, as prices do: rivals hire by them too.
READ_LATER: Final = frozenset({
    "budget_cny", "product", "start_day", "burst_days", "tier_shares", "selector", "quality_effect",
    "keyword_coverage", "agreed", "max_share_of_tier", "fill_to", "unspent", "topics", "ads", "contract", "in_flight", "tactics",
})  # fmt: skip


class DemandConfig(Part):
    """What demand does to prices: the more of a tier has signed lately, whoever for, the dearer its others."""

    strength: float = param(
        "factor per share of the tier",
        0.0,
        50.0,
        "what a price rises by, over the list's, when all creators of its tier have signed lately; 0 = prices of the list",
        source="design: off, as no source tells the size",
        confidence="low",
    )
    days: int = param("days", 1, 365, "for which who has signed counts", source="design: a week", confidence="low")


class PriceConfig(Part):
    """The price list of creators: quotes first, the price law elsewhere; and what demand adds."""

    quotes_file: InputFile = Field(description="creators' quotes; none = the law of prices alone")
    anchor_followers: float = param(
        "followers",
        10,
        1e6,
        "followers at the anchor price",
        source="food_creators_2025: quotes for 1k-5k followers",
        confidence="low",
    )
    anchor_cny: float = param(
        "CNY",
        1,
        1e6,
        "price of an image-text note at the anchor",
        source="food_creators_2025: median 275",
        confidence="medium",
    )
    exponent: float = param(
        "exponent",
        0.1,
        1.5,
        "price by followers",
        source="design: .8-.9, between quotes and estimates",
        confidence="low",
    )
    log_sd: float = param(
        "log",
        0.0,
        2.0,
        "spread between creators",
        source="food_creators_2025: vendor's estimates, .59",
        confidence="medium",
    )
    service_fee_share: float = param(
        "share of fee", 0.0, 0.5, "marketplace fee", source="trade_service_fee: about 10%", confidence="low"
    )
    demand: DemandConfig


class AgreedConfig(Part):
    """A creator that is agreed already; in the market, the nearest by followers stands for it."""

    followers: float = param("followers", 1, 1e9, "of the creator", source="brief", confidence="choice")
    price_cny: float = param(
        "CNY", 0.0, 1e10, "fee agreed, without the marketplace's", source="brief", confidence="choice"
    )
    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the note", source="brief", confidence="choice"
    )


class CampaignConfig(Part):
    """One campaign of one brand; ``brand: null`` means that nobody campaigns."""

    puts_in = "spend"

    brand: BrandName | None = Field(description="whose campaign it is")
    product: Product | None = Field(description="what is advertised")
    budget_cny: float = param("CNY", 0.0, 1e10, "what may be spent", source="brief", confidence="choice")
    start_day: int = param("day", 0, 3650, "first day of publishing", source="brief", confidence="choice")
    burst_days: int = param("days", 1, 365, "days over which notes appear", source="brief", confidence="choice")
    tier_shares: dict[Tier, Weight] = Field(description="weights of the creators' money by tier")
    selector: Selector = Field(description="rule by which creators are chosen")
    quality_effect: float = param(
        "logit", -3.0, 3.0, "briefed notes against the creator's own", source="design", confidence="low"
    )
    keyword_coverage: float = param(
        "share of words",
        0.0,
        1.0,
        "of the words that organic notes would leave out, those that the brief puts in",
        source="design",
        confidence="choice",
    )
    agreed: list[AgreedConfig] = Field(
        description="creators who are hired whatever the selector says, before it chooses"
    )
    max_share_of_tier: float = param(
        "share of creators", 0.0, 1.0, "most of a tier that can be hired", source="design", confidence="low"
    )
    fill_to: float = param(
        "share of a tier's money",
        0.0,
        1.0,
        "that is to be spent: where the selector's ranking leaves more, hiring looks further down it for creators whose prices fill the money, and gives up the best ranked last; 0 = whom the ranking alone pays for, and with unspent = pass_down nothing is filled",
        source="design: the tenth by which a plan may be missed (study.judging.delivery_tolerance)",
        confidence="choice",
    )
    unspent: Literal["keep", "pass_down"] = Field(
        description="money that a tier cannot take: left unspent, or passed to the next tier down, from teasers to the burst, and to replacements and the decision in flight"
    )
    topics: Annotated[list[Topic], Field(min_length=0, max_length=12)] = Field(
        description="topics whose creators fit, the first most of all"
    )
    ads: AdPlanConfig
    prices: PriceConfig
    contract: ContractConfig
    in_flight: InFlightConfig
    disclosure: DisclosureConfig
    tactics: Tactics = Field(
        description="what the campaign does beyond paid notes and ads, by name; each brings its own part"
    )
