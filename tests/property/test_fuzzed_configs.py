"""No setting that the schema allows crashes a run or breaks its laws."""

import pytest
from drawn_configs import choices, leaves
from hypothesis import HealthCheck, Phase, event, given, settings
from run_laws import check_run

from xhs_sim.config import ConfigError, build_config, describe_parameters
from xhs_sim.model import PlatformModel

PHASES = (Phase.generate,)  # what fails is short enough to read; shrinking would take minutes
QUIET = settings(suppress_health_check=list(HealthCheck), print_blob=False, phases=PHASES)


def hold(choice):
    """Run one drawn configuration; to refuse it by naming a parameter is fine."""
    try:
        model = PlatformModel(build_config(choice.plain())).run()
    except ConfigError as refused:
        event("refused")
        names_one = any(row.path in str(refused) for row in describe_parameters())
        if not names_one:
            raise
        return
    event("ran")
    check_run(model)


@settings(QUIET, max_examples=25)
@given(choices())
def test_no_setting_breaks_a_run(choice):
    hold(choice)


@pytest.mark.slow
@settings(QUIET, max_examples=400)
@given(choices())
def test_no_setting_breaks_a_run_however_long_one_tries(choice):
    hold(choice)


def test_every_number_of_the_schema_is_drawn():
    """What is held back is little, and named."""
    drawn = {".".join(path) for path in leaves()}
    numbers = {row.path for row in describe_parameters() if row.low is not None}
    missing = {path for path in numbers - drawn if not any(held in path for held in ("study.",))}
    assert missing == set()
