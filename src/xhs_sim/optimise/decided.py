"""What a command lets be decided: the mix of creators, the lines of the budget, the calendar, or what was typed."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ..config import Config, ConfigError
from ..config.messages import message
from ..lab.space import Axis, Values
from .choice import Choice, Pot

MIX, BUDGET, CALENDAR = "mix", "budget", "calendar"
OVER: Final = (MIX, BUDGET, CALENDAR)
CREATORS: Final = "creators"
_AFTER = 3  # days that a campaign is left to work, at least
_HOURS = ("[2]", "[8]", "[12]", "[18]", "[21]")  # of an own account


class Money(NamedTuple):
    """Money of a campaign by what may be decided of it; CNY."""

    whole: float  # that is split
    rest: Mapping[str, float]  # by line: that is not
    has_tiers: bool  # whether tiers are decided one by one
    has_lines: bool


def money_of(config: Config, over: Sequence[str]) -> Money:
    """Return which money of an arm is split.

    Raises
    ------
    ConfigError
        If there is none.
    """
    plan = config.campaign
    if plan.brand is None or plan.budget_cny <= 0:
        raise ConfigError(message("optimise.no_money", over=[*over]))
    weights = {str(line): float(weight) for line, weight in plan.ads.split.items()}
    lines = {line: plan.budget_cny * weight / sum(weights.values()) for line, weight in weights.items()}
    if BUDGET in over:
        return Money(plan.budget_cny, {}, MIX in over, True)
    if (whole := lines.pop(CREATORS, 0.0)) <= 0:
        raise ConfigError(message("optimise.no_money", over=[*over]))
    return Money(whole, {line: cny for line, cny in lines.items() if cny > 0}, True, False)


def pots_of(config: Config, money: Money) -> tuple[str, ...]:
    """Return what money may go into: tiers of creators, lines of the campaign."""
    plan = config.campaign
    tiers = tuple(str(tier) for tier in plan.tier_shares) if money.has_tiers else ()
    if not money.has_lines:
        return tiers
    lines = [str(line) for line in plan.ads.split if _can_take(config, str(line))]
    return (*tiers, *(line for line in lines if line != CREATORS or not tiers))


def _can_take(config: Config, line: str) -> bool:
    """Whether a line of the split has somebody to pay."""
    if line == "own_notes":
        return config.account.owner == "brand"
    return line in (CREATORS, "feed", "search") or line in config.campaign.tactics


def split_of(config: Config, money: Money) -> dict[str, float]:
    """Return how an arm splits the money itself, as shares of the whole by pot."""
    plan = config.campaign
    weights = {str(line): float(weight) for line, weight in plan.ads.split.items()}
    tiers = {str(tier): float(weight) for tier, weight in plan.tier_shares.items()}
    tiers = {tier: weight / (sum(tiers.values()) or 1.0) for tier, weight in tiers.items()}
    if not money.has_lines:
        return tiers
    lines = {line: weight / sum(weights.values()) for line, weight in weights.items()}
    if money.has_tiers:
        creators = lines.pop(CREATORS, 0.0)
        return {tier: share * creators for tier, share in tiers.items()} | lines
    return lines


def written(money: Money, tiers: Sequence[str], lines: Sequence[str], shares: Mapping[str, float]) -> Values:
    """Return a split as values of the configuration; a smaller or larger whole is another budget."""
    by_tier = {tier: shares[tier] for tier in tiers if tier in shares}
    creators = sum(by_tier.values()) if by_tier else shares.get(CREATORS, 0.0)
    found: dict[str, float | str] = {}
    if by_tier and creators > 0:
        found |= {f"campaign.tier_shares.{tier}": _short(share / creators) for tier, share in by_tier.items()}
    whole = sum(shares.values())
    amounts = {line: money.whole * shares.get(line, 0.0) for line in lines} | dict(money.rest)
    amounts[CREATORS] = money.whole * creators
    total = money.whole * whole + sum(money.rest.values())
    if money.has_lines or (money.rest and abs(whole - 1.0) > 1e-9):
        found |= {f"campaign.ads.split.{line}": _short(cny / total) for line, cny in amounts.items()}
    return {**found, "campaign.budget_cny": round(total, 2)}


def _short(share: float) -> float:
    return round(share, 6)


def calendar_of(config: Config) -> tuple[Axis, ...]:
    """Return when a campaign may begin and over how many days its notes appear, and at which hour own notes do.

    Raises
    ------
    ConfigError
        If the run is too short to have a choice.
    """
    last = config.n_days - 1 - _AFTER
    if last < 2:
        raise ConfigError(message("optimise.no_calendar", days=config.n_days, least=_AFTER + 3))
    half = max(last // 2, 1)
    plan, longest = config.campaign, last - half + 1
    axes = (
        Axis(name="campaign.start_day", low=1, high=half, is_whole=True, default=plan.start_day, unit="day"),
        Axis(name="campaign.burst_days", low=1, high=longest, is_whole=True, default=plan.burst_days, unit="days"),
    )
    if config.account.owner == "nobody":
        return axes
    return (*axes, Axis(name="account.plan.hours", choices=_HOURS))


def choice_of(
    config: Config, over: Sequence[str], axes: Sequence[Axis], limits: Mapping[str, tuple[float, float]],
    given: Sequence[Config] = (),
) -> tuple[Choice, Money | None]:  # fmt: skip
    """Return what may be decided.

    Parameters
    ----------
    config : Config
        Of the arm whose money it is.
    over : sequence of str
        Of ``OVER``.
    axes : sequence of Axis
        Typed beside it.
    limits : mapping
        By pot: the least and most of its share.
    given : sequence of Config
        Arms as they are written, whose splits the search begins with.

    Raises
    ------
    ConfigError
        If limits name no pot or cannot hold together, or there is nothing to decide.
    """
    axes = (*(calendar_of(config) if CALENDAR in over else ()), *axes)
    if MIX not in over and BUDGET not in over:
        refuse_limits((), limits)
        return Choice(axes=tuple(axes), write=lambda _: {}), None
    money = money_of(config, over)
    names = pots_of(config, money)
    tiers = [name for name in names if name in config.campaign.tier_shares and money.has_tiers]
    lines = [str(line) for line in config.campaign.ads.split] if money.has_lines else []
    refuse_limits(names, limits)
    return Choice(
        pots=pots_within(names, limits), axes=tuple(axes), write=lambda shares: written(money, tiers, lines, shares),
        given=tuple(split_of(each, money) for each in given if each.campaign.budget_cny > 0),
    ), money  # fmt: skip


def pots_within(names: Sequence[str], limits: Mapping[str, tuple[float, float]]) -> tuple[Pot, ...]:
    """Return pots within limits."""
    bounds = {name: limits.get(name, (0.0, 1.0)) for name in names}
    return tuple(Pot(name=name, least=least, most=most) for name, (least, most) in bounds.items())


def refuse_limits(names: Sequence[str], limits: Mapping[str, tuple[float, float]]) -> None:
    """Refuse limits of what is no pot, such as are no shares, and such as cannot hold together.

    Raises
    ------
    ConfigError
        A line for each problem.
    """
    problems = [message("optimise.no_pot", name=name, allowed=[*names]) for name in limits if name not in names]
    for name, bounds in limits.items():
        wrong = [share for share in bounds if not 0.0 <= share <= 1.0]
        problems += [message("optimise.no_share", name=name, share=share) for share in wrong]
        if not wrong and bounds[0] > bounds[1]:
            problems.append(message("optimise.limits_crossed", name=name, least=bounds[0], most=bounds[1]))
    least_in_all = sum(limits.get(name, (0.0, 1.0))[0] for name in names)
    most_in_all = sum(limits.get(name, (0.0, 1.0))[1] for name in names)
    if not problems and names and not least_in_all <= 1.0 + 1e-9 <= most_in_all + 2e-9:
        problems.append(message("optimise.limits_no_whole", least=least_in_all, most=most_in_all))
    if problems:
        raise ConfigError(problems)
