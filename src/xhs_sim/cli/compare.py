"""``xhs-sim compare``: the arms of an experiment against each other."""

from .options import DEFAULT_OUT, ConfigDir, Force, Language, Out, Overrides, Timeout, Workers

EXAMPLES = (
    "[bold]xhs-sim compare experiment=kol_mix population.n_users=20000[/]: a first look\n\n"
    "[bold]xhs-sim compare experiment=kol_mix study.replicates=12 --workers 2[/]: narrower intervals\n\n"
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

    from ..study import finish_compare, plan_compare
    from .briefed import with_brief
    from .console import say
    from .execute import carry_out, tell_failures
    from .tables import show_comparison, show_goal
    from .written import better_by_metric, with_language, write_report

    typed = with_language(overrides, lang)
    plan = plan_compare(with_brief(typed, config_dir), out, config_dir, typed=typed)
    for note in plan.notes:
        say(note)
    outcomes = carry_out(plan.requests, plan.config, is_forced=force, workers=workers, timeout_s=timeout)
    code = tell_failures(outcomes, plan.folder)
    if all(outcome.status == "failed" for outcome in outcomes):
        raise typer.Exit(code)
    comparison = finish_compare(plan, outcomes, better_by_metric())
    show_comparison(plan.config, comparison.effects)
    show_goal(comparison.goal)
    typer.echo(f"report: {write_report(plan.folder, plan.config.report.language)}")
    raise typer.Exit(code)
