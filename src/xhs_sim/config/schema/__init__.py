"""The schema, part by part; ``Config`` is the whole."""

from .commerce import BrandConfig, CommerceConfig, ProductConfig
from .content import ContentConfig, TopicConfig
from .feed import EngageConfig, FeedConfig, LadderConfig, OwnFeature, QuotaConfig, RankerConfig
from .people import GraphConfig, PopulationConfig, RetainConfig, TierConfig
from .plan import CampaignConfig, PriceConfig
from .react import ReactConfig
from .search import IntentConfig, LookConfig, MatchConfig, SearchConfig, WordsConfig
from .study import RecordConfig, ReportConfig, StudyConfig
from .whole import Config

__all__ = [
    "BrandConfig",
    "CampaignConfig",
    "CommerceConfig",
    "Config",
    "ContentConfig",
    "EngageConfig",
    "FeedConfig",
    "GraphConfig",
    "IntentConfig",
    "LadderConfig",
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
    "SearchConfig",
    "StudyConfig",
    "TierConfig",
    "TopicConfig",
    "WordsConfig",
]
