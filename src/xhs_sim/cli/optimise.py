"""``xhs-sim optimise``: the best split of money, calendar or whatever else may be decided."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ..config.messages import message
from .asking import Where, opened, questioned, tell_effort
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, taking

if TYPE_CHECKING:
    from ..optimise.plan import Request

EXAMPLES = (
    "[bold]xhs-sim optimise experiment=kol_mix[/]: which mix of creators brings most?\n\n"
    "[bold]xhs-sim optimise brief=launch.yaml --over budget --at-most feed=0.4[/]: creators, ads, tactics\n\n"
    "[bold]xhs-sim optimise experiment=kol_mix --over calendar[/]: from when, over how many days\n\n"
    "[bold]xhs-sim optimise experiment=kol_mix campaign.selector=random,audience_fit --over mix[/]: a setting beside "
    "the money\n\n"
    "[bold]xhs-sim optimise function=split[/]: a function whose best is known\n\n"
    "Stopped or killed? The same command goes on where it was."
)
Over = Annotated[
    list[str] | None,
    typer.Option(
        "--over", metavar="mix|budget|calendar", show_default=False,
        help="What is decided: creators' tiers, lines of the campaign, its days; may be given again.",
    ),
]  # fmt: skip
Runs = Annotated[
    int | None,
    typer.Option(
        "--runs", min=1, max=5000, metavar="N", show_default=False,
        help="How many runs there may be: about 30 at least to set a few inputs, 60 to split something in four, 100 to "
        "split money over four tiers beside arms; as many as take about seven minutes on two cores if left out.",
    ),
]  # fmt: skip
Least = Annotated[
    list[str] | None,
    typer.Option("--at-least", metavar="NAME=SHARE", help="Of the money, into this tier or line; may be given again."),
]
Most = Annotated[
    list[str] | None,
    typer.Option("--at-most", metavar="NAME=SHARE", help="Of the money, into this tier or line; may be given again."),
]
Ground = Annotated[
    str | None,
    typer.Option("--arm", metavar="NAME", help="Whose other settings hold; the first after the baseline if left out."),
]


class What(NamedTuple):
    """What may be decided, within which limits."""

    over: Over = None
    at_least: Least = None
    at_most: Most = None
    arm: Ground = None
    runs: Runs = None


@taking(what=What, where=Where)
def optimise(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    what: What,
    where: Where,
) -> None:
    """Search for what is best, check it on fresh seeds, and say where the next money goes."""
    from ..optimise.plan import Wanted, plan_optimise
    from .language import with_language

    typed = with_language(overrides, lang)
    wanted = Wanted(over=tuple(what.over or ()), limits=_limits(what), arm=what.arm, runs=what.runs)
    asked = questioned(typed, config_dir, where)
    request = plan_optimise(asked, out, config_dir, wanted, typed=[*typed, *_words(what)])
    raise typer.Exit(carry_out_optimise(request, where))


def _limits(what: What) -> dict[str, tuple[float, float]]:
    """Read ``NAME=SHARE``.

    Raises
    ------
    ConfigError
        A line for each that is not so.
    """
    from ..config import ConfigError

    found: dict[str, tuple[float, float]] = {}
    problems: list[str] = []
    for option, texts, place in (("--at-least", what.at_least, 0), ("--at-most", what.at_most, 1)):
        for text in texts or ():
            name, _, share = text.partition("=")
            try:
                bounds = list(found.get(name, (0.0, 1.0)))
                bounds[place] = float(share)
                found[name] = (bounds[0], bounds[1])
            except ValueError:
                problems.append(message("optimise.no_limit", option=option, typed=text))
    if problems:
        raise ConfigError(problems)
    return found


def _words(what: What) -> list[str]:
    """Return the options again, for the record."""
    several = {"--over": what.over, "--at-least": what.at_least, "--at-most": what.at_most}
    words = [word for option, texts in several.items() for text in texts or () for word in (option, text)]
    single = {"--arm": what.arm, "--runs": what.runs}
    return [*words, *(word for option, value in single.items() if value is not None for word in (option, str(value)))]


def carry_out_optimise(request: "Request", where: Where) -> int:
    """Search, write the tables, say what is best; return 1 if a run failed, else 0."""
    from ..lab.platform import AskedPlatform
    from ..optimise.kept import write_found, write_plan, write_trials
    from ..optimise.optimum import optimum
    from .console import say
    from .market_told import tell_market
    from .optimise_told import show_found, tell_failed

    plan = request.plan
    if isinstance(request.subject, AskedPlatform):
        arms = (request.subject.baseline, *request.rivals)
        tell_market({arm: request.subject.at({}, arm) for arm in arms}, request.subject.baseline)
    with opened(request.subject, request.folder.parent, where, "optimise") as lab:
        path = write_plan(request, may_replace=where.replace)
        names = [*request.choice.names]
        say(message("optimise.plan", names=names, search=plan.search, seeds=plan.seeds, path=path))
        tell_effort(request.config, plan.runs, lab.at_once, 8)
        lab.expect(plan.runs)
        found = optimum(
            request.gains(lab.ask), request.rivals, plan, is_screened=bool(request.first),
            on_batch=partial(write_trials, request),
        )  # fmt: skip
        spent = lab.ask([request.choice.values(found.verified.best)], arms=[request.arm], replicates=found.replicates)
        tables = write_found(request, found)
    show_found(request, found, spent, tables)
    return tell_failed(found)
