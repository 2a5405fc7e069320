"""``Config``: every part of a run, with the checks that span parts."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..param import Name, Part, param
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
from .feed import FeedConfig, RankerConfig
from .names import BrandName
from .people import GraphConfig, PopulationConfig, RetainConfig
from .plan import CampaignConfig
from .react import ReactConfig
from .rivals import RivalConfig
from .search import SearchConfig
from .seeds import SeedsConfig
from .selling import LiveConfig, PromotionConfig
from .study import ArmName, RecordConfig, ReportConfig, StudyConfig
from .target import TargetConfig


class Config(Part):
    """A run, whole. Each phase is handed its own part, so it can read no other's numbers."""

    name: ArmName
    seed: int = param("seed", 0, 2**63 - 1, "root of all randomness", source="design", confidence="choice")
    seeds: SeedsConfig
    n_days: int = param("days", 1, 3650, "days to simulate", source="design", confidence="choice")
    threads: int = param("threads", 0, 256, "threads of one run, 0 = all cores", source="design", confidence="choice")
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
    brands: Annotated[dict[Name, BrandConfig], Field(min_length=1, max_length=8)]
    rivals: dict[BrandName, RivalConfig] = Field(
        description="brands that publish and bid besides the campaign's, by name"
    )
    promotion: PromotionConfig
    live: LiveConfig
    campaign: CampaignConfig
    alliance: AllianceConfig
    account: AccountConfig
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
            raise ValueError("\n".join(problems))
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
            found.append("campaign.tier_shares adds up to 0: say which tiers get the budget")
        return found

    def _promotion_of_own_notes(self) -> list[str]:
        plan, own = self.campaign, self.account
        found = []
        wants = plan.budget_cny > 0 and plan.ads.split.get("own_notes", 0.0) > 0
        if wants and (own.owner, own.brand) != ("brand", plan.brand):
            found.append(
                f"campaign.ads.split.own_notes needs account.owner = brand and account.brand = {plan.brand}: it "
                "promotes what the brand's own account publishes"
            )
        return found

    def _unsaid_tactics(self) -> list[str]:
        """Refuse money for tactics of which the plan does not say what they are."""
        plan, tactics = self.campaign, list(plugins().get("tactic", ()))
        kinds: dict[str, float] = {str(kind): weight for kind, weight in plan.contract.kinds.items()}
        return [
            f"{path}.{name} has money, and there is no campaign.tactics.{name} (give it, or 0 there)"
            for path, weights in (("campaign.ads.split", plan.ads.split), ("campaign.contract.kinds", kinds))
            for name, weight in weights.items()
            if weight > 0 and name in tactics and name not in plan.tactics
        ]

    def _selling_problems(self) -> list[str]:
        return [
            f"{part}.product = {plan.product} has no {part}.brand (allowed: {', '.join(self.brands)})"
            for part, plan in (("promotion", self.promotion), ("live", self.live))
            if plan.brand is None and plan.product is not None
        ]

    def _alliance_problems(self) -> list[str]:
        plan, own = self.alliance, self.campaign.brand
        if plan.partner is None:
            return []
        if plan.label is None:
            return [f"alliance.label = None is no brand (allowed: {', '.join(self.brands)})"]
        found = []
        if plan.partner == own or plan.label in (own, plan.partner):
            found.append(
                f"alliance.partner = {plan.partner}, alliance.label = {plan.label} and campaign.brand = {own} "
                "must be three different brands"
            )
        label = self.brands[plan.label]
        return found + [
            f"brands.{plan.label}.{key} = {value} must be 0: nobody knows a label beforehand"
            for key, value in (("aware_share", label.aware_share), ("mention_share", label.mention_share))
            if value > 0
        ]

    def _rival_problems(self) -> list[str]:
        found = []
        taken = {self.campaign.brand: "the campaign's brand", self.alliance.label: "the label of an alliance"}
        for name, plan in self.rivals.items():
            path = f"rivals.{name}"
            if name in taken:
                found.append(f"{path} is {taken[name]} (allowed: other brands)")
            daily = {"feed_cny_per_day": plan.ads.feed_cny_per_day, "search_cny_per_day": plan.ads.search_cny_per_day}
            found += [
                f"{path}.ads.{key} = {value:g} needs {path}.notes_per_week above 0: ads show paid notes"
                for key, value in daily.items()
                if value > 0 and plan.notes_per_week == 0
            ]
        return found

    def _account_problems(self) -> list[str]:
        if self.account.owner == "brand" and self.account.brand is None:
            return [f"account.owner = brand needs account.brand (allowed: {', '.join(self.brands)})"]
        return []
