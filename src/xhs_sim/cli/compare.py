"""``xhs-sim compare``: the arms of an experiment against each other."""

from .options import DEFAULT_OUT, ConfigDir, Force, Language, Out, Overrides, Timeout, Workers

EXAMPLES = (
    "[bold]xhs-sim compare experiment=kol_mix population.n_users=20000[/]: a first look\n\n"
    "[bold]xhs-sim compare experiment=kol_mix study.replicates=12 --workers 2[/]: narrower intervals\n\n"
    "[bold]xhs-sim compare experiment=warm_up,in_flight[/]: two questions in one go\n\n"
    "[bold]xhs-sim compare brief=launch.yaml[/]: the tactics of a campaign brief (see xhs-sim brief new)\n\n"
    "Stopped or killed? The same command goes on where it was."
)


def compare(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    workers: Workers = None,
    timeout: Timeout = None,
    lang: Language = None,
    config_dir: ConfigDir = None,
    force: Force = False,
) -> None:
    """Compare the arms of an experiment on the same simulated people and report the effects."""
    import typer

    from ..study import plan_comparisons
    from .briefed import with_brief
    from .console import say
    from .execute import carry_out
    from .findings import Findings
    from .written import with_language

    typed = with_language(overrides, lang)
    plans = plan_comparisons(with_brief(typed, config_dir), out, config_dir, typed=typed)
    for plan in plans:
        for note in plan.notes:
            say(note if len(plans) == 1 else f"{plan.config.name}: {note}")
    findings = Findings(plans)
    requests = [request for plan in plans for request in plan.requests]
    carry_out(requests, plans[0].config, is_forced=force, workers=workers, timeout_s=timeout, on_ended=findings.take)
    raise typer.Exit(findings.show())
