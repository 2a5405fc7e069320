"""Whether a paid note says that it is paid: what brands weigh, what creators ask, and what people make of it."""

from typing import Literal, get_args

from pydantic import Field

from ..param import Part, param

Way = Literal["marketplace", "outside"]
WAYS: tuple[Way, ...] = get_args(Way)
Choice = Literal["marketplace", "outside", "gain"]


class BeliefConfig(Part):
    """What is believed of the chance that a paid note without the label is caught, and how that is learned."""

    chance: float = param(
        "probability",
        0.0,
        1.0,
        "that the platform acts against one, as believed at first",
        source="design: no source tells it",
        confidence="low",
    )
    notes: float = param(
        "notes",
        0.01,
        1e6,
        "own notes of which as many, caught or not, weigh as much as that belief",
        source="design",
        confidence="low",
    )
    heed: float = param(
        "share", 0.0, 1.0, "what a note of others counts against an own one", source="design", confidence="low"
    )
    days: int = param(
        "days",
        1,
        365,
        "after which a note that nothing was done about counts as not caught",
        source="design",
        confidence="low",
    )


class DisclosureConfig(Part):
    """How a brand's paid notes come about, and what it weighs if it chooses by gain."""

    way: Choice = Field(
        description="through the creator marketplace (its fee, and the label), outside it (neither), or whichever is expected to gain more"
    )
    premium: float = param(
        "share of fee",
        0.0,
        1.0,
        "what creators get on top of their fee for a note without the label",
        source="design: half of what the marketplace would take",
        confidence="low",
    )
    worth: float = param(
        "ratio", 0.0, 50.0, "what a note without the label is believed to bring, over its fee", source="design",
        confidence="low",
    )  # fmt: skip
    label_cost: float = param(
        "share",
        0.0,
        1.0,
        "of that which the label is believed to cost",
        source="design: clicks that engage.sponsored_effect takes",
        confidence="low",
    )
    caught_loss: float = param(
        "ratio",
        0.0,
        50.0,
        "what is believed to be lost by a note that is caught, over its fee, fines left out",
        source="design",
        confidence="low",
    )
    fine_cny: float = param(
        "CNY",
        0.0,
        1e6,
        "fine that a note that is caught costs the brand, as the Advertising Law, art. 59, may ask of it",
        source="design: off, as cases are rare and no source tells their share",
        confidence="low",
    )
    belief: BeliefConfig


class OutsideConfig(Part):
    """Which offers outside the marketplace creators take."""

    loss: float = param(
        "fees", 0.0, 1000.0, "what being caught is believed to cost a creator", source="design", confidence="low"
    )
    caution_log_sd: float = param(
        "log", 0.0, 3.0, "spread of creators' first belief", source="design", confidence="low"
    )
    belief: BeliefConfig


class UnlabelledConfig(Part):
    """What readers make of a paid note that does not say so."""

    notice: float = param(
        "probability per read", 0.0, 1.0, "that a reader sees that it is paid", source="design", confidence="low"
    )
    trust_loss: float = param(
        "share", 0.0, 1.0, "of the interest in the brand that is lost by it", source="design", confidence="low"
    )
