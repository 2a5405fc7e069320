"""``xhs-sim run``: one simulation with one seed."""

from .options import DEFAULT_OUT, Arm, ConfigDir, Force, Out, Overrides

EXAMPLES = (
    "[bold]xhs-sim run population.n_users=20000 n_days=14[/]: the platform left alone\n\n"
    "[bold]xhs-sim run experiment=kol_mix --arm pyramid seed=3[/]: one arm of an experiment"
)


def run(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    arm: Arm = None,
    config_dir: ConfigDir = None,
    force: Force = False,
) -> None:
    """Run one simulation and keep its records and metrics on disk."""
    import typer

    from ..study.single import plan_single
    from .execute import carry_out, tell_failures
    from .tables import show_run

    request = plan_single(overrides or (), out, arm=arm, config_dir=config_dir)
    assert request.config is not None
    outcomes = carry_out([request], request.config, is_forced=force, is_here=True)
    if code := tell_failures(outcomes, request.run_dir):
        raise typer.Exit(code)
    show_run(request.run_dir, request.config.study.outcomes)
