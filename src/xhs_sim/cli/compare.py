"""``xhs-sim compare``: the arms of an experiment against each other."""

from collections.abc import Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from .options import DEFAULT_OUT, ConfigDir, Language, Office, Out, Overrides, Way, taking

if TYPE_CHECKING:
    from ..study import ComparePlan
    from .findings import Findings

EXAMPLES = (
    "[bold]xhs-sim compare experiment=kol_mix population.audience=1000000 campaign.budget_cny=110000[/]: a first "
    "look\n\n"
    "[bold]xhs-sim compare experiment=kol_mix study.replicates=12 --workers 2[/]: narrower intervals\n\n"
    "[bold]xhs-sim compare experiment=kol_mix study.replicates=auto[/]: until the leader is told apart\n\n"
    "[bold]xhs-sim compare experiment=warm_up,in_flight[/]: two questions in one go\n\n"
    "[bold]xhs-sim compare brief=launch.yaml[/]: the tactics of a campaign brief (see xhs-sim brief new)\n\n"
    "Stopped or killed? The same command goes on where it was."
)


@taking(way=Way, office=Office)
def compare(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    way: Way,
    office: Office,
) -> None:
    """Compare the arms of an experiment on the same simulated people and report the effects."""
    import typer

    from ..study import plan_comparisons
    from .briefed import with_brief
    from .doubted import configs_of, tell_idle
    from .language import with_language
    from .written import hand_over

    typed = with_language(overrides, lang)
    plans = plan_comparisons(with_brief(typed, config_dir), out, config_dir, typed=typed)
    tell_idle(typed, configs_of([request for plan in plans for request in plan.requests]))
    findings = carry_out_comparisons(plans, way)
    code = findings.show()
    for folder in findings.finished:
        hand_over(folder, office)
    raise typer.Exit(code)


def carry_out_comparisons(plans: Sequence["ComparePlan"], way: Way, *, is_here: bool = False) -> "Findings":
    """Run comparisons; return what was found, each estimated and reported.

    Their folders are held from before anything is written until the last report is there.
    """
    from ..config.messages import at
    from ..study import only_one, write_study
    from .console import say
    from .execute import carry_out
    from .findings import Findings
    from .until import settled

    with only_one(*(plan.folder for plan in plans)):
        for plan in plans:
            write_study(plan, may_replace=way.replace or way.force)
            for note in plan.notes:
                say(note if len(plans) == 1 else at(plan.config.name, note))
        how = partial(carry_out, config=plans[0].config, way=way, is_here=is_here, tell=cache(say))
        ended = [settled(plan, how) for plan in plans]
        findings = Findings([plan for plan, _ in ended])
        for outcome in (outcome for _, outcomes in ended for outcome in outcomes):
            findings.take(outcome)
        if requests := [request for plan, outcomes in ended if not outcomes for request in plan.requests]:
            how(requests, on_ended=findings.take)
        return findings
