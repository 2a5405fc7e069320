"""The schema, part by part; ``Config`` is the whole."""

from .account import AccountConfig, ContentPlanConfig, EffortConfig, IterateConfig
from .ads import AdPlanConfig, AdsConfig, AdSlotsConfig, AuctionConfig, BackgroundConfig, BoostConfig
from .calendar import CalendarConfig, EventConfig
from .commerce import BrandConfig, CommerceConfig, ProductConfig
from .content import ContentConfig, TopicConfig
from .creators import CreatorsConfig, DriveConfig, GoalConfig, LearningConfig, RhythmConfig, TraitsConfig
from .feed import EngageConfig, FeedConfig, LadderConfig, OwnFeature, QuotaConfig, RankerConfig
from .people import GraphConfig, PopulationConfig, RetainConfig, TierConfig
from .plan import CampaignConfig, PriceConfig
from .react import ReactConfig
from .search import IntentConfig, LookConfig, MatchConfig, SearchConfig, WordsConfig
from .study import RecordConfig, ReportConfig, StudyConfig
from .whole import Config

__all__ = [
    "AccountConfig",
    "AdPlanConfig",
    "AdSlotsConfig",
    "AdsConfig",
    "AuctionConfig",
    "BackgroundConfig",
    "BoostConfig",
    "BrandConfig",
    "CalendarConfig",
    "CampaignConfig",
    "CommerceConfig",
    "Config",
    "ContentConfig",
    "ContentPlanConfig",
    "CreatorsConfig",
    "DriveConfig",
    "EffortConfig",
    "EngageConfig",
    "EventConfig",
    "FeedConfig",
    "GoalConfig",
    "GraphConfig",
    "IntentConfig",
    "IterateConfig",
    "LadderConfig",
    "LearningConfig",
    "LookConfig",
    "MatchConfig",
    "OwnFeature",
    "PopulationConfig",
    "PriceConfig",
    "ProductConfig",
    "QuotaConfig",
    "RankerConfig",
    "ReactConfig",
    "RecordConfig",
    "ReportConfig",
    "RetainConfig",
    "RhythmConfig",
    "SearchConfig",
    "StudyConfig",
    "TierConfig",
    "TopicConfig",
    "TraitsConfig",
    "WordsConfig",
]
