"""Show what is over the soft budgets at the end of a run."""


def pytest_terminal_summary(terminalreporter):
    over = [
        line
        for report in terminalreporter.stats.get("passed", [])
        for name, lines in getattr(report, "user_properties", [])
        if name == "over_budget"
        for line in lines
    ]
    if over and terminalreporter.verbosity >= 0:
        terminalreporter.section(f"house: {len(over)} over the soft budgets (module 250, function 25 lines)")
        for line in over if terminalreporter.verbosity > 0 else over[:5]:
            terminalreporter.line(line)
        if terminalreporter.verbosity == 0 and len(over) > 5:
            terminalreporter.line(f"... and {len(over) - 5} more (pytest -v tests/house)")
