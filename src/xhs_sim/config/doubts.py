"""What is allowed and hardly meant: told before anything runs, with what would happen."""

from collections.abc import Callable, Iterator

from .registry import plugins
from .schema import Config, TacticConfig


def doubts(config: Config) -> list[str]:
    """Return a line for each thing that a run of ``config`` would do, or leave undone, to its author's surprise."""
    return [*_late_campaign(config), *_late_others(config), *_divided(config), *_unseen(config)]


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
        "campaign": (lambda c: c.campaign.brand is not None, "nobody campaigns: choose one, as campaign=face_cream"),
        "alliance": (lambda c: c.alliance.partner is not None, "there is no partner: give alliance.partner"),
        "promotion": (lambda c: c.promotion.product is not None, "nothing is reduced: give promotion.product"),
        "live": (lambda c: c.live.product is not None, "nobody is live: give live.product"),
        "account": (lambda c: c.account.owner != "nobody", "no team plans an account: choose account=brand or creator"),
    }
    found = []
    for part, (is_on, advice) in parts.items():
        given = [key for key in keys if key.startswith(f"{part}.")]
        if given and not any(is_on(config) for config in configs):
            found.append(f"{', '.join(given)}: without effect, as {advice}")
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
            advice = " and ".join(lacking)
            found[name] = f"campaign.tactics.{name}: without effect, as it has no money: give {advice}"
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
        yield f"campaign.start_day = {first} is after the run's last day ({last}): the campaign does not happen"
        return
    if has_money and end > last:
        days = f"campaign.start_day = {first} with campaign.burst_days = {plan.burst_days} goes on to day {end}"
        yield f"{days}, the run's last is {last}: what is planned after it does not happen"
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
            day = f"campaign.{name}.after_days = {after} is day {first + after}"
            yield f"{day}, after the run's last ({last}): it does not happen"


def _late_others(config: Config) -> Iterator[str]:
    last = config.n_days - 1
    after = f"after the run's last day ({last})"
    if config.promotion.product is not None and config.promotion.start_day > last:
        yield f"promotion.start_day = {config.promotion.start_day} is {after}: no price is lower"
    if config.live.product is not None and (beyond := [day for day in config.live.on_days if day > last]):
        yield f"live.on_days has {', '.join(map(str, beyond))}, {after}: no session then"
    if config.account.owner != "nobody" and config.account.start_day > last:
        yield f"account.start_day = {config.account.start_day} is {after}: nothing is published"


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
            scaled = ", ".join(f"{name} {value / total:.2f}" for name, value in parts.items() if value > 0)
            yield f"{path} adds up to {total:g}, not 1: its shares are taken in proportion ({scaled})"


def _unseen(config: Config) -> Iterator[str]:
    """Name ads that would have nothing to show."""
    plan, split = config.campaign, config.campaign.ads.split
    wanted = [name for name in ("feed", "search") if split.get(name, 0) > 0]
    if plan.brand is not None and plan.budget_cny > 0 and wanted and split.get("creators", 0) == 0 and not plan.agreed:
        yield (f"campaign.ads.split has {' and '.join(wanted)} without creators: these ads show creators' notes, of "
               "which there are none, so nothing is spent on them")  # fmt: skip
