"""When a difference counts, and how far the model can tell: what every verdict goes by."""

from pydantic import Field

from ..param import Part, param


class LimitsConfig(Part):
    """Beyond these an arm is outside what the model can tell: it changes the market that it is measured in."""

    least_audience: int = param(
        "people",
        0,
        500_000_000,
        "in a smaller market nothing is judged: the platform itself is not like itself (clicks per impression .057, .076, .086, .085 at 10,000, 50,000, 200,000 and 1M people)",
        source="design: click rates and costs per read of markets of 10,000 to 1M",
        confidence="low",
    )
    budget_per_head_cny: float = param(
        "CNY per person",
        0.0,
        1000.0,
        "campaign's money by head of the market; effects cease to grow in proportion from about .1 on, and its order of arms is not trusted beyond the limit",
        source="design: cost per read of a dose in markets of 10,000 to 1M",
        confidence="low",
    )
    share_of_impressions: float = param(
        "share of impressions", 0.0, 1.0, "of all impressions while it lasts", source="design", confidence="choice"
    )
    share_of_notes: float = param(
        "share of notes", 0.0, 1.0, "of all notes published while it lasts", source="design", confidence="choice"
    )
    share_of_tier_hired: float = param(
        "share of creators", 0.0, 1.0, "of the creators of any one tier", source="design", confidence="choice"
    )
    share_of_users_reached: float = param(
        "share of users", 0.0, 1.0, "of all who are there", source="design", confidence="choice"
    )


class TrustConfig(Part):
    """From where on the report calls something sound; a second bound parts *with care* from *weak*."""

    enough_runs: int = param("runs per arm", 2, 10_000, "give steady intervals", source="design", confidence="choice")
    narrow: float = param(
        "share of the effect",
        0.0,
        1.0,
        "half-width of the main interval; at 1 it reaches zero",
        source="design",
        confidence="choice",
    )
    like: float = param(
        "share of figures",
        0.0,
        1.0,
        "of those known well, lie where the real platform's do",
        source="design",
        confidence="choice",
    )
    hardly_like: float = param(
        "share of figures", 0.0, 1.0, "the same, below is weak", source="design", confidence="choice"
    )
    spent: float = param(
        "share of the budget", 0.0, 1.0, "by the arm that spent least", source="design", confidence="choice"
    )
    hardly_spent: float = param(
        "share of the budget", 0.0, 1.0, "the same, below is weak", source="design", confidence="choice"
    )


class JudgingConfig(Part):
    """Rules of the verdict."""

    money_tolerance: float = param(
        "share",
        0.0,
        1.0,
        "arms whose spend differs by more are not ranked by totals",
        source="design",
        confidence="choice",
    )
    delivery_tolerance: float = param(
        "share of a line",
        0.0,
        1.0,
        "a line that misses its plan by more is not what its name says",
        source="design",
        confidence="choice",
    )
    small_line: float = param(
        "share of the plan",
        0.0,
        1.0,
        "a line may miss its plan by so much of all money",
        source="design",
        confidence="choice",
    )
    paid_for_results: list[str] = Field(
        description="lines of a budget that pay only for what people do: what is left of them is a result, not a plan undone"
    )
    goal_in_sight: float = param(
        "share of the goal", 0.0, 1.0, "below, a goal is far off", source="design", confidence="choice"
    )
    least_difference: float = param(
        "share of the baseline",
        0.0,
        1.0,
        "a difference that is surely smaller is told as none that matters, where the metric decides nothing",
        source="design",
        confidence="choice",
    )
    limits: LimitsConfig
    trust: TrustConfig
