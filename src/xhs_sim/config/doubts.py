"""What is allowed and hardly meant: told before anything runs, with what would happen."""

from collections.abc import Callable, Iterator

from .messages import message
from .registry import plugins
from .schema import Config, PromotionConfig, TacticConfig


def doubts(config: Config) -> list[str]:
    """Return a line for each thing that a run of ``config`` would do, or leave undone, to its author's surprise."""
    return [*beyond_the_days(config), *_divided(config), *_unseen(config), *_unwatched(config)]


def beyond_the_days(config: Config) -> list[str]:
    """Return a line for each thing that is planned for days which a run does not have."""
    return [*_late_campaign(config), *_late_others(config)]


def idle_settings(keys: list[str], configs: list[Config]) -> list[str]:
    """Return a line for each part that was given values and is in none of the runs.

    Parameters
    ----------
    keys : list of str
        Dotted paths that were given.
    configs : list of Config
        All runs of the plan.
    """
    parts: dict[str, tuple[Callable[[Config], bool], str]] = {
        "campaign": (lambda c: c.campaign.brand is not None, message("config.no_campaign")),
        "alliance": (lambda c: c.alliance.partner is not None, message("config.no_partner")),
        "promotion": (lambda c: c.promotion.product is not None, message("config.nothing_reduced")),
        "live": (lambda c: c.live.product is not None, message("config.nobody_live")),
        "account": (lambda c: c.account.owner != "nobody", message("config.no_account")),
    }
    found = []
    for part, (is_on, advice) in parts.items():
        given = [key for key in keys if key.startswith(f"{part}.")]
        if given and not any(is_on(config) for config in configs):
            found.append(message("config.without_effect", given=[*given], advice=advice))
    return [*found, *_unfunded_everywhere(keys, configs)]


def is_free(part: TacticConfig) -> bool:
    """Whether a tactic does something without any money."""
    return part.strength is not None and getattr(part, part.strength) > 0


def unfunded(config: Config) -> dict[str, str]:
    """Return a line for each tactic, by its name, that a campaign has and that needs money which it does not get."""
    plan, found = config.campaign, {}
    tactics = plugins()["tactic"] if plan.brand is not None and plan.tactics else {}
    for name, part in plan.tactics.items():
        paid_from = tactics[name].paid_from if name in tactics else "nothing"
        is_off = part.strength is not None and not is_free(part)
        if paid_from == "nothing" or is_off:
            continue
        line = f"campaign.ads.split.{name if paid_from == 'split' else paid_from}"
        lacking = [] if plan.budget_cny > 0 else ["campaign.budget_cny"]
        lacking += [] if plan.ads.split.get(line.rpartition(".")[2], 0) > 0 else [line]
        if lacking:
            found[name] = message("config.no_money", name=name, advice=lacking)
    return found


def _unfunded_everywhere(keys: list[str], configs: list[Config]) -> Iterator[str]:
    """Name tactics that were given values, and have the money that they need in no run that has them."""
    named = dict.fromkeys(key.split(".")[2] for key in keys if key.startswith("campaign.tactics."))
    for name in named:
        told = [unfunded(config).get(name) for config in configs if name in config.campaign.tactics]
        if told and told[0] is not None and all(told):
            yield told[0]


def _late_campaign(config: Config) -> Iterator[str]:
    """Name what a campaign plans for days that the run does not have."""
    last, plan, money = config.n_days - 1, config.campaign, config.campaign.ads.split
    first, end = plan.start_day, plan.start_day + plan.burst_days - 1
    has_money = plan.brand is not None and plan.budget_cny > 0
    if has_money and first > last:
        yield message("config.late_campaign", first=first, last=last)
        return
    if has_money and end > last:
        yield message("config.campaign_too_long", first=first, days=plan.burst_days, end=end, last=last)
    lines = {
        "ads": (plan.ads.after_days, money.get("feed", 0) + money.get("search", 0), False),
        "in_flight": (plan.in_flight.after_days, plan.in_flight.hold_back, False),
        **{
            f"tactics.{name}": (part.after_days, money.get(name, 0.0), plan.brand is not None and is_free(part))
            for name, part in plan.tactics.items()
            if hasattr(part, "after_days")
        },
    }
    for name, (after, weight, needs_none) in lines.items():
        if (needs_none or (has_money and weight > 0)) and first + after > last:
            yield message("config.late_part", name=name, after=after, day=first + after, last=last)


def _late_others(config: Config) -> Iterator[str]:
    last = config.n_days - 1
    if config.promotion.product is not None:
        yield from _late_promotion(config.promotion, last)
    if config.live.product is not None and (beyond := [day for day in config.live.on_days if day > last]):
        yield message("config.late_live", days=beyond, last=last)
    if config.account.owner != "nobody" and config.account.start_day > last:
        yield message("config.late_account", day=config.account.start_day, last=last)


def _late_promotion(plan: PromotionConfig, last: int) -> Iterator[str]:
    end = plan.start_day + plan.days - 1
    if plan.start_day > last:
        yield message("config.late_promotion", day=plan.start_day, last=last)
    elif end > last:
        yield message("config.promotion_too_long", first=plan.start_day, days=plan.days, end=end, last=last)


def _divided(config: Config) -> Iterator[str]:
    """Name what looks like shares and does not add up to 1: it is taken as weights, as amounts of money are."""
    if config.campaign.brand is None:
        return
    plan = config.campaign
    kinds: dict[str, float] = {str(kind): weight for kind, weight in plan.contract.kinds.items()}
    split: dict[str, float] = {str(line): weight for line, weight in plan.ads.split.items()}
    for path, parts in {"campaign.ads.split": split, "campaign.contract.kinds": kinds}.items():
        total = sum(parts.values())
        if max(parts.values()) <= 1.0 and abs(total - 1.0) > 0.02:
            scaled = [f"{name} {value / total:.2f}" for name, value in parts.items() if value > 0]
            yield message("config.shares_no_whole", path=path, total=total, scaled=scaled)


def _unseen(config: Config) -> Iterator[str]:
    """Name ads that would have nothing to show."""
    plan, split = config.campaign, config.campaign.ads.split
    wanted = [name for name in ("feed", "search") if split.get(name, 0) > 0]
    if plan.brand is not None and plan.budget_cny > 0 and wanted and split.get("creators", 0) == 0 and not plan.agreed:
        yield message("config.ads_without_notes", wanted=wanted)


def _unwatched(config: Config) -> Iterator[str]:
    """Name what only somebody who looks could find, where nobody does, and who looks where nothing is forbidden."""
    plan, kinds, acts = config.campaign, config.rules.kinds, config.moderation.acts
    hides = plan.brand is not None and plan.budget_cny > 0 and plan.disclosure.way != "marketplace"
    if hides and not kinds:
        yield message("config.hidden_unwatched", way=plan.disclosure.way)
    if acts and not kinds:
        yield message("config.moderation_without_rules")
    unknown = [name for name in config.moderation.machine.separation if kinds and name not in kinds]
    if unknown:
        yield message("config.machine_knows_no_such", kinds=unknown, known=[*kinds])
