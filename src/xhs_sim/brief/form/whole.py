"""``Brief``: a plan, whole. What the first form said in other words is put into these."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from ...config.messages import message
from ...config.param import Part
from .account import OwnAccountBrief
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
from .tactics import TacticBrief
from .target import TargetBrief
from .values import Day, Goal, Label, Many, Money, MoneyOrNone, Text
from .who import BrandBrief, ProductBrief


class AudienceBrief(Part):
    """Whom the plan is for. Topics choose creators; the rest narrows ads."""

    topics: Annotated[list[Label], Field(max_length=12)] = Field(default=[], description="left out, the brand's")
    genders: list[Label] = Field(default=[], max_length=2)
    age_bands: list[Label] = Field(default=[], max_length=8)
    city_tiers: list[Label] = Field(default=[], max_length=8)
    education_levels: list[Label] = Field(default=[], max_length=8)


class ObjectiveBrief(Part):
    """What the plan is for. A goal is a number that can be missed: what is added to doing nothing, a rate as it is."""

    kind: Label = Field(examples=["followers", "engagement_rate", "sales", "涨粉"])
    goal: Goal | None = None
    of: Literal["account", "brand"] | None = Field(
        default=None, description="whose engagement; left out, the own account's if there is one"
    )


class WarmUpPhase(Part):
    """Before the launch; needs teasers or media that happen in it."""

    first_day: Day
    last_day: Day | None = Field(default=None, description="left out, the day before the launch")


class LaunchPhase(Part):
    """When creators' notes appear; an own account publishes from its first day on."""

    first_day: Day
    last_day: Day


class TailPhase(Part):
    """Results are watched until its last day."""

    last_day: Day


class PhasesBrief(Part):
    """When: a warm-up, the launch, and the tail in which results still come."""

    warm_up: WarmUpPhase | None = None
    launch: LaunchPhase
    tail: TailPhase | None = Field(default=None, description="left out, two weeks (with an own account alone, none)")


class AgreedBrief(Part):
    """A creator who has said yes already."""

    creator: Label
    followers: Annotated[Many, Field(ge=1.0)]
    price_cny: Money | None = None
    day: Day
    exclusive_from: Day | None = None
    exclusive_until: Day | None = None


class Brief(Part):
    """A campaign brief: who wants what, for how much, when, and which tactics are to be compared."""

    name: Label
    question: Text = ""
    brand: BrandBrief | None = None
    product: ProductBrief | None = None
    own_account: OwnAccountBrief | None = None
    claims: Annotated[list[Text], Field(max_length=20)] = Field(
        default=[],
        description="what notes and ads say of the product; only checked against the rules, as product.name is",
    )
    audience: AudienceBrief = AudienceBrief()
    target: TargetBrief | None = Field(default=None, description="whom it is meant to reach; left out, everybody")
    objectives: Annotated[list[ObjectiveBrief], Field(min_length=1, max_length=8)] = Field(
        description="in order: the first decides"
    )
    budget_cny: MoneyOrNone = Field(default=0.0, description="what each tactic may spend at most")
    phases: PhasesBrief
    quotes_file: Text | None = Field(default=None, description="prices of creators; left out, the price law")
    agreed: Annotated[list[AgreedBrief], Field(max_length=200)] = Field(default=[])
    partner: PartnerBrief | None = None
    media: MediaBrief | None = None
    challenge: ChallengeBrief | None = None
    check_in: CheckInBrief | None = None
    draw: DrawBrief | None = None
    event: EventBrief | None = None
    group: GroupBrief | None = None
    live: LiveBrief | None = None
    promotion: PromotionBrief | None = None
    coupon: CouponBrief | None = None
    survey: SurveyBrief | None = None
    tactics: Annotated[dict[Label, TacticBrief], Field(min_length=1, max_length=12)]
    market: MarketBrief = MarketBrief()

    @model_validator(mode="before")
    @classmethod
    def _first_form(cls, plain: Any) -> Any:
        """Put one objective and a calendar, as the first form has them, into objectives and phases."""
        if not isinstance(plain, dict):
            return plain
        said = dict(plain)
        for old, new in (("objective", "objectives"), ("calendar", "phases")):
            if old in said and new in said:
                raise ValueError(message("brief.said_twice", old=old, new=new))
        if "objective" in said:
            said["objectives"] = [said.pop("objective")]
        if "calendar" in said:
            said["phases"] = _phases_of(said.pop("calendar"))
        if said.get("own_account") and not said.get("budget_cny"):
            said["tactics"] = _of_an_account_alone(said.get("tactics"))
        return said


def _of_an_account_alone(tactics: Any) -> Any:
    """Return the tactics of an account that has no money: one that says nothing of spending spends nothing."""
    if not isinstance(tactics, dict):
        return tactics
    return {
        name: {"spend": {"creators": 0.0}, **tactic} if isinstance(tactic, dict) else tactic
        for name, tactic in tactics.items()
    }


def _phases_of(calendar: Any) -> Any:
    """Return phases for the first form's ``first_day``, ``last_day`` and ``watch_until``."""
    if not isinstance(calendar, dict):
        return calendar
    launch = dict(calendar)
    watched = {"tail": {"last_day": launch.pop("watch_until")}} if "watch_until" in launch else {}
    return {"launch": launch, **watched}
