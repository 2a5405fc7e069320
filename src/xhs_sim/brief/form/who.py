"""Who asks, and what is sold."""

from pydantic import Field

from ...config.param import Part
from .values import Label, Money, Share


class BrandBrief(Part):
    """A brand. One that the market knows is named only, in either language; a new one says what it is."""

    name: Label = Field(description="in any script", examples=["雪肌", "qingrou"])
    topic: Label | None = Field(default=None, description="of a new brand; English or Chinese", examples=["护肤"])
    aware_share: Share | None = Field(
        default=None, description="of users who know a new brand before the campaign; left out, 10%"
    )


class ProductBrief(Part):
    """What is sold; of a known brand's product the name is enough."""

    name: Label = Field(description="in any script", examples=["面霜"])
    price_cny: Money | None = Field(default=None, description="needed of a new product")
    margin_share: Share | None = Field(default=None, description="of the price of a new product; left out, 60%")
