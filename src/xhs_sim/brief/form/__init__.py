"""What a brief can say: its parts, in the words of a strategist."""

from .account import ContentBrief, OwnAccountBrief
from .activities import (
    ChallengeBrief,
    CheckInBrief,
    CouponBrief,
    DrawBrief,
    EventBrief,
    GroupBrief,
    LiveBrief,
    MediaBrief,
    PartnerBrief,
    PromotionBrief,
    SurveyBrief,
)
from .market import MarketBrief
from .tactics import InFlightBrief, Spend, TacticBrief
from .target import TargetBrief
from .who import BrandBrief, ProductBrief
from .whole import AgreedBrief, AudienceBrief, Brief, ObjectiveBrief, PhasesBrief

__all__ = [
    "AgreedBrief",
    "AudienceBrief",
    "BrandBrief",
    "Brief",
    "ChallengeBrief",
    "CheckInBrief",
    "ContentBrief",
    "CouponBrief",
    "DrawBrief",
    "EventBrief",
    "GroupBrief",
    "InFlightBrief",
    "LiveBrief",
    "MarketBrief",
    "MediaBrief",
    "ObjectiveBrief",
    "OwnAccountBrief",
    "PartnerBrief",
    "PhasesBrief",
    "ProductBrief",
    "PromotionBrief",
    "Spend",
    "SurveyBrief",
    "TacticBrief",
    "TargetBrief",
]
