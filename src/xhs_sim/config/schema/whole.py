"""``Config``: every part of a run, with the checks that span parts."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..errors import RefusedError
from ..messages import message
from ..param import Name, NumbersFile, Part, param
from ..references import broken_references
from ..registry import plugins
from .account import AccountConfig
from .ads import AdsConfig
from .alliance import AllianceConfig
from .calendar import CalendarConfig
from .commerce import BrandConfig, CommerceConfig
from .content import ContentConfig
from .creators import CreatorsConfig
from .engage import EngageConfig
from .fakes import FakesConfig
from .feed import FeedConfig, RankerConfig
from .graph import GraphConfig
from .moderation import ModerationConfig
from .names import BrandName
from .people import PopulationConfig, RetainConfig
from .plan import CampaignConfig
from .react import ReactConfig
from .rights import RightsConfig
from .rivals import RivalConfig
from .rules import RulesConfig
from .search import SearchConfig
from .security import SecurityConfig
from .seeds import SeedsConfig
from .selling import LiveConfig, PromotionConfig
from .study import ArmName, RecordConfig, ReportConfig, StudyConfig
from .target import TargetConfig


class Config(Part):
    """A run, whole. Each phase is handed its own part, so it can read no other's numbers."""

    name: ArmName = Field(description="what the run is called, and its folder")
    seed: int = param("seed", 0, 2**63 - 1, "root of all randomness", source="design", confidence="choice")
    seeds: SeedsConfig
    n_days: int = param("days", 1, 3650, "days to simulate", source="design", confidence="choice")
    threads: int = param("threads", 0, 256, "threads of one run, 0 = all cores", source="design", confidence="choice")
    ensemble: NumbersFile = Field(
        description="file of parameters' draws that replicates take in turn; null = as they are"
    )
    population: PopulationConfig
    target: TargetConfig
    graph: GraphConfig
    content: ContentConfig
    calendar: CalendarConfig
    creators: CreatorsConfig
    feed: FeedConfig
    ranker: RankerConfig
    engage: EngageConfig
    react: ReactConfig
    search: SearchConfig
    ads: AdsConfig
    retain: RetainConfig
    commerce: CommerceConfig
    brands: Annotated[dict[Name, BrandConfig], Field(min_length=1, max_length=8)] = Field(
        description="brands with their products, by name"
    )
    rivals: dict[BrandName, RivalConfig] = Field(
        description="brands that publish and bid besides the campaign's, by name"
    )
    rights: RightsConfig
    fakes: FakesConfig
    promotion: PromotionConfig
    live: LiveConfig
    campaign: CampaignConfig
    alliance: AllianceConfig
    account: AccountConfig
    rules: RulesConfig
    security: SecurityConfig
    moderation: ModerationConfig
    record: RecordConfig
    study: StudyConfig
    report: ReportConfig

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        """Refuse names that refer to nothing first: what is wrong with the rest is told of names that exist."""
        problems = broken_references(self) or [
            *self._campaign_problems(), *self._selling_problems(), *self._alliance_problems(),
            *self._rival_problems(), *self._account_problems(),
        ]  # fmt: skip
        if problems:
            raise RefusedError(problems)
        return self

    def _campaign_problems(self) -> list[str]:
        plan = self.campaign
        found = [
            line for name, part in plan.tactics.items() for line in part.problems(f"campaign.tactics.{name}", self)
        ]
        if plan.brand is None:
            return found
        found += [*self._unsaid_tactics(), *self._promotion_of_own_notes()]
        if plan.budget_cny > 0 and sum(plan.tier_shares.values()) <= 0:
            found.append(message("config.no_tier_paid"))
        return found

    def _promotion_of_own_notes(self) -> list[str]:
        plan, own = self.campaign, self.account
        found = []
        wants = plan.budget_cny > 0 and plan.ads.split.get("own_notes", 0.0) > 0
        if wants and (own.owner, own.brand) != ("brand", plan.brand):
            found.append(message("config.own_notes_of_whom", brand=plan.brand))
        return found

    def _unsaid_tactics(self) -> list[str]:
        """Refuse money for tactics of which the plan does not say what they are."""
        plan, tactics = self.campaign, list(plugins().get("tactic", ()))
        kinds: dict[str, float] = {str(kind): weight for kind, weight in plan.contract.kinds.items()}
        return [
            message("config.tactic_unsaid", path=path, name=name)
            for path, weights in (("campaign.ads.split", plan.ads.split), ("campaign.contract.kinds", kinds))
            for name, weight in weights.items()
            if weight > 0 and name in tactics and name not in plan.tactics
        ]

    def _selling_problems(self) -> list[str]:
        return [
            message("config.product_of_nobody", part=part, product=plan.product, brands=[*self.brands])
            for part, plan in (("promotion", self.promotion), ("live", self.live))
            if plan.brand is None and plan.product is not None
        ]

    def _alliance_problems(self) -> list[str]:
        plan, own = self.alliance, self.campaign.brand
        if plan.partner is None:
            return []
        if plan.label is None:
            return [message("config.no_label", brands=[*self.brands])]
        found = []
        if plan.partner == own or plan.label in (own, plan.partner):
            found.append(message("config.three_brands", partner=plan.partner, label=plan.label, own=own))
        label = self.brands[plan.label]
        return found + [
            message("config.label_unknown", label=plan.label, field=key, value=value)
            for key, value in (("aware_share", label.aware_share), ("mention_share", label.mention_share))
            if value > 0
        ]

    def _rival_problems(self) -> list[str]:
        found = []
        taken = {
            self.campaign.brand: message("config.campaigns_brand"),
            self.alliance.label: message("config.alliances_label"),
        }
        for name, plan in self.rivals.items():
            path = f"rivals.{name}"
            if name in taken:
                found.append(message("config.rival_is_taken", path=path, what=taken[name]))
            daily = {"feed_cny_per_day": plan.ads.feed_cny_per_day, "search_cny_per_day": plan.ads.search_cny_per_day}
            found += [
                message("config.ads_need_notes", path=path, field=key, value=value)
                for key, value in daily.items()
                if value > 0 and plan.notes_per_week == 0
            ]
        return found

    def _account_problems(self) -> list[str]:
        if self.account.owner == "brand" and self.account.brand is None:
            return [message("config.owner_needs_brand", brands=[*self.brands])]
        return []
