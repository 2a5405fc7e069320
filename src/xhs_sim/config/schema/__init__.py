"""The schema, part by part; ``Config`` is the whole."""

from .account import AccountConfig, ContentPlanConfig, EffortConfig, IterateConfig
from .ads import AdPlanConfig, AdsConfig, AdSlotsConfig, AuctionConfig, BackgroundConfig, BoostConfig
from .alliance import AllianceConfig
from .calendar import CalendarConfig, EventConfig
from .campaign import COOPERATIONS, ContractConfig, InFlightConfig
from .commerce import BrandConfig, CommerceConfig, ProductConfig, ReviewsConfig, ThirdPartyConfig
from .content import ContentConfig, TopicConfig
from .creators import CreatorsConfig, DriveConfig, GoalConfig, LearningConfig, OffersConfig, RhythmConfig, TraitsConfig
from .disclosure import WAYS, BeliefConfig, Choice, DisclosureConfig, OutsideConfig, UnlabelledConfig
from .engage import EngageConfig
from .fakes import BoughtActsConfig, BoughtFollowersConfig, FakesConfig, SweepConfig, VendorConfig
from .feed import FeedConfig, LadderConfig, QuotaConfig, RankerConfig
from .graph import GraphConfig, TierConfig
from .judging import JudgingConfig, LimitsConfig
from .moderation import (
    AppealsConfig,
    BrandLadderConfig,
    CreatorLadderConfig,
    DeskConfig,
    MachineConfig,
    ModerationConfig,
)
from .people import PopulationConfig, RetainConfig
from .plan import CampaignConfig, DemandConfig, PriceConfig
from .react import ReactConfig
from .rights import ComplaintConfig, CopyingConfig, FingerprintConfig, OriginalityConfig, RightsConfig
from .rivals import AnswerConfig, RivalAdsConfig, RivalConfig
from .rules import KindConfig, RulesConfig
from .search import ArchiveConfig, IntentConfig, LookConfig, MatchConfig, SearchConfig, WordsConfig
from .security import EducationConfig, SecurityConfig, SpamConfig
from .seeds import SeedsConfig
from .selling import LiveConfig, PromotionConfig
from .study import ObjectiveConfig, ObjectiveGoalConfig, RecordConfig, ReportConfig, StudyConfig
from .tactics import TacticConfig
from .whole import Config

__all__ = [
    "COOPERATIONS",
    "WAYS",
    "AccountConfig",
    "AdPlanConfig",
    "AdSlotsConfig",
    "AdsConfig",
    "AllianceConfig",
    "AnswerConfig",
    "AppealsConfig",
    "ArchiveConfig",
    "AuctionConfig",
    "BackgroundConfig",
    "BeliefConfig",
    "BoostConfig",
    "BoughtActsConfig",
    "BoughtFollowersConfig",
    "BrandConfig",
    "BrandLadderConfig",
    "CalendarConfig",
    "CampaignConfig",
    "Choice",
    "CommerceConfig",
    "ComplaintConfig",
    "Config",
    "ContentConfig",
    "ContentPlanConfig",
    "ContractConfig",
    "CopyingConfig",
    "CreatorLadderConfig",
    "CreatorsConfig",
    "DemandConfig",
    "DeskConfig",
    "DisclosureConfig",
    "DriveConfig",
    "EducationConfig",
    "EffortConfig",
    "EngageConfig",
    "EventConfig",
    "FakesConfig",
    "FeedConfig",
    "FingerprintConfig",
    "GoalConfig",
    "GraphConfig",
    "InFlightConfig",
    "IntentConfig",
    "IterateConfig",
    "JudgingConfig",
    "KindConfig",
    "LadderConfig",
    "LearningConfig",
    "LimitsConfig",
    "LiveConfig",
    "LookConfig",
    "MachineConfig",
    "MatchConfig",
    "ModerationConfig",
    "ObjectiveConfig",
    "ObjectiveGoalConfig",
    "OffersConfig",
    "OriginalityConfig",
    "OutsideConfig",
    "PopulationConfig",
    "PriceConfig",
    "ProductConfig",
    "PromotionConfig",
    "QuotaConfig",
    "RankerConfig",
    "ReactConfig",
    "RecordConfig",
    "ReportConfig",
    "RetainConfig",
    "ReviewsConfig",
    "RhythmConfig",
    "RightsConfig",
    "RivalAdsConfig",
    "RivalConfig",
    "RulesConfig",
    "SearchConfig",
    "SecurityConfig",
    "SeedsConfig",
    "SpamConfig",
    "StudyConfig",
    "SweepConfig",
    "TacticConfig",
    "ThirdPartyConfig",
    "TierConfig",
    "TopicConfig",
    "TraitsConfig",
    "UnlabelledConfig",
    "VendorConfig",
    "WordsConfig",
]
