"""``Config``: every part of a run, with the checks that span parts."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..param import Name, Part, param
from .account import AccountConfig
from .ads import AdsConfig
from .alliance import AllianceConfig
from .calendar import CalendarConfig
from .commerce import BrandConfig, CommerceConfig
from .content import ContentConfig
from .creators import CreatorsConfig
from .feed import EngageConfig, FeedConfig, RankerConfig
from .people import GraphConfig, PopulationConfig, RetainConfig
from .plan import CampaignConfig
from .react import ReactConfig
from .rivals import RivalConfig
from .search import SearchConfig
from .selling import LiveConfig, PromotionConfig
from .study import ArmName, RecordConfig, ReportConfig, StudyConfig

TIERS = ("koc", "junior", "waist", "head")  # that can be hired


class Config(Part):
    """A run, whole. Each phase is handed its own part, so it can read no other's numbers."""

    name: ArmName
    seed: int = param("seed", 0, 2**62, "root of all randomness", source="design", confidence="choice")
    n_days: int = param("days", 1, 3650, "days to simulate", source="design", confidence="choice")
    threads: int = param("threads", 0, 256, "threads of one run, 0 = all cores", source="design", confidence="choice")
    population: PopulationConfig
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
    rivals: dict[Name, RivalConfig] = Field(description="brands that publish and bid besides the campaign's, by name")
    promotion: PromotionConfig
    live: LiveConfig
    campaign: CampaignConfig
    alliance: AllianceConfig
    account: AccountConfig
    record: RecordConfig
    study: StudyConfig
    report: ReportConfig

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        problems = [*self._unknown_topics(), *self._campaign_problems(), *self._selling_problems()]
        problems += [*self._study_problems(), *self._alliance_problems(), *self._rival_problems()]
        problems += self._account_problems()
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _unknown_topics(self) -> list[str]:
        known = list(self.content.topics)
        found = [
            f"brands.{name}.topic = {brand.topic} is no topic (allowed: {', '.join(known)})"
            for name, brand in self.brands.items()
            if brand.topic not in known
        ]
        found += [f"campaign.topics has {t}, which is no topic" for t in self.campaign.topics if t not in known]
        found += [
            f"calendar.events.{name}.lift has {topic}, which is no topic (allowed: {', '.join(known)})"
            for name, event in self.calendar.events.items()
            for topic in event.lift
            if topic not in known
        ]
        return found

    def _campaign_problems(self) -> list[str]:
        plan = self.campaign
        if plan.brand is None:
            return []
        if plan.brand not in self.brands:
            return [f"campaign.brand = {plan.brand} is no brand (allowed: {', '.join(self.brands)})"]
        products = self.brands[plan.brand].products
        if plan.product is not None and plan.product not in products:
            return [f"campaign.product = {plan.product} is no product of {plan.brand} (allowed: {', '.join(products)})"]
        unknown = [tier for tier in plan.tier_shares if tier not in TIERS]
        found = [f"campaign.tier_shares.{tier} is no tier (allowed: {', '.join(TIERS)})" for tier in unknown]
        if plan.budget_cny > 0 and sum(plan.tier_shares.values()) <= 0:
            found.append("campaign.tier_shares adds up to 0: say which tiers get the budget")
        return found + self._audience_problems() + self._promotion_of_own_notes()

    def _promotion_of_own_notes(self) -> list[str]:
        plan, own = self.campaign, self.account
        found = []
        wants = plan.budget_cny > 0 and plan.ads.split.get("own_notes", 0.0) > 0
        if wants and (own.owner, own.brand) != ("brand", plan.brand):
            found.append(
                f"campaign.ads.split.own_notes needs account.owner = brand and account.brand = {plan.brand}: it "
                "promotes what the brand's own account publishes"
            )
        if plan.product is None and plan.contract.kinds.get("trial", 0.0) > 0:
            found.append("campaign.contract.kinds.trial needs campaign.product: there is nothing to be tried")
        return found

    def _selling_problems(self) -> list[str]:
        found = []
        for part, plan in (("promotion", self.promotion), ("live", self.live)):
            if plan.brand is not None and plan.brand not in self.brands:
                found.append(f"{part}.brand = {plan.brand} is no brand (allowed: {', '.join(self.brands)})")
            elif plan.brand is not None:
                products = self.brands[plan.brand].products
                if plan.product not in products:
                    known = ", ".join(products)
                    found.append(f"{part}.product = {plan.product} is no product of {plan.brand} (allowed: {known})")
            elif plan.product is not None:
                found.append(f"{part}.product = {plan.product} has no {part}.brand (allowed: {', '.join(self.brands)})")
        wrong = [name for name in self.commerce.third_party.brands if name not in self.brands]
        found += [f"commerce.third_party.brands has {name} (allowed: {', '.join(self.brands)})" for name in wrong]
        return found

    def _audience_problems(self) -> list[str]:
        found = []
        for name in ("age_bands", "city_tiers"):
            known = getattr(self.population, name)
            wrong = [word for word in getattr(self.campaign.ads, name) if word not in known]
            found += [f"campaign.ads.{name} has {word} (allowed: {', '.join(known)})" for word in wrong]
        return found

    def _alliance_problems(self) -> list[str]:
        plan, own = self.alliance, self.campaign.brand
        if plan.partner is None:
            return []
        found = [
            f"alliance.{role} = {name} is no brand (allowed: {', '.join(self.brands)})"
            for role, name in (("partner", plan.partner), ("label", plan.label))
            if name not in self.brands
        ]
        if plan.partner == own or plan.label in (own, plan.partner):
            found.append(
                f"alliance.partner = {plan.partner}, alliance.label = {plan.label} and campaign.brand = {own} "
                "must be three different brands"
            )
        if plan.label in self.brands:
            label = self.brands[plan.label]
            found += [
                f"brands.{plan.label}.{key} = {value} must be 0: nobody knows a label beforehand"
                for key, value in (("aware_share", label.aware_share), ("mention_share", label.mention_share))
                if value > 0
            ]
        return found

    def _rival_problems(self) -> list[str]:
        known, found = ", ".join(self.brands), []
        taken = {self.campaign.brand: "the campaign's brand", self.alliance.label: "the label of an alliance"}
        for name, plan in self.rivals.items():
            path = f"rivals.{name}"
            if name not in self.brands:
                found.append(f"{path} is no brand (allowed: {known})")
            elif name in taken:
                found.append(f"{path} is {taken[name]} (allowed: other brands)")
            found += [
                f"{path}.ads.conquest has {word} (allowed: {known})" for word in plan.ads.conquest if word not in self.brands
            ]
            wrong = [tier for tier in plan.tier_shares if tier not in TIERS]
            found += [f"{path}.tier_shares.{tier} is no tier (allowed: {', '.join(TIERS)})" for tier in wrong]
            daily = {"feed_cny_per_day": plan.ads.feed_cny_per_day, "search_cny_per_day": plan.ads.search_cny_per_day}
            found += [
                f"{path}.ads.{key} = {value:g} needs {path}.notes_per_week above 0: ads show paid notes"
                for key, value in daily.items()
                if value > 0 and plan.notes_per_week == 0
            ]
        return found

    def _account_problems(self) -> list[str]:
        account, topics = self.account, list(self.content.topics)
        brands = f"(allowed: {', '.join(self.brands)})"
        found = []
        if account.owner == "brand" and account.brand is None:
            found.append(f"account.owner = brand needs account.brand {brands}")
        if account.brand is not None and account.brand not in self.brands:
            found.append(f"account.brand = {account.brand} is no brand {brands}")
        named = {"account.topic": [account.topic] if account.topic else [], "account.plan.topics": account.plan.topics}
        for path, words in named.items():
            found += [f"{path} has {t}, which is no topic (allowed: {', '.join(topics)})" for t in words if t not in topics]
        return found

    def _study_problems(self) -> list[str]:
        if self.study.arms and self.study.baseline not in self.study.arms:
            return [f"study.baseline = {self.study.baseline} is no arm (allowed: {', '.join(self.study.arms)})"]
        if self.report.brand_focus is not None and self.report.brand_focus not in self.brands:
            return [f"report.brand_focus = {self.report.brand_focus} is no brand"]
        return []
