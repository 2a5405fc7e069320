"""``xhs-sim run``: one simulation with one seed."""

from ..config.messages import message
from .console import in_words
from .options import DEFAULT_OUT, Arm, ConfigDir, Force, Graph, GraphUsers, Language, Out, Overrides, Way

EXAMPLES = (
    "[bold]xhs-sim run population.n_users=20000 n_days=14[/]: the platform left alone\n\n"
    "[bold]xhs-sim run experiment=kol_mix --arm pyramid seed=3[/]: one arm of an experiment\n\n"
    "[bold]xhs-sim run population.n_users=5000 n_days=7 --graph follows.gexf[/]: who follows whom over time, for Gephi"
)


def run(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    arm: Arm = None,
    lang: Language = None,
    config_dir: ConfigDir = None,
    force: Force = False,
    graph: Graph = None,
    graph_users: GraphUsers = 500,
) -> None:
    """Run one simulation and keep its records and metrics on disk."""
    import typer

    from ..study.graph_watch import check_graph_file, play_watching
    from ..study.single import keep_inputs, plan_single
    from .briefed import without_brief
    from .doubted import configs_of, tell_idle
    from .execute import carry_out, tell_failures
    from .language import with_language
    from .tables import show_run

    typed = with_language(overrides, lang)
    request = plan_single(without_brief(typed, "run"), out, arm=arm, config_dir=config_dir)
    assert request.config is not None
    tell_idle(typed, configs_of([request]))
    play = None if graph is None else play_watching(check_graph_file(graph), graph_users)
    is_again = force or graph is not None  # a graph over time is not kept with a run: it must be lived again
    outcomes = carry_out([request], request.config, Way(force=is_again), is_here=True, play=play)
    if code := tell_failures(outcomes, request.run_dir, request.config.report.language):
        raise typer.Exit(code)
    keep_inputs(request)
    if graph is not None:
        typer.echo(in_words(message("command.graph_is_at", path=graph)))
    show_run(request.run_dir, request.config.study.outcomes, request.config.report.language)
