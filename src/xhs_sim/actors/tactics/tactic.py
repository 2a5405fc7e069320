"""What a tactic is: one way to use a campaign's money, work or prices beyond paid notes and ads."""

from typing import ClassVar

from ...config.schema import TacticConfig


class Tactic:
    """A tactic of one campaign.

    Attributes
    ----------
    name : str
        Under which ``campaign.tactics`` holds its part, and ``campaign.ads.split`` its money.
    plan_type : type of TacticConfig
        Its part of the configuration.
    puts_in : str
        The metric that says how much of it was put in; an arm with none of any treatment's is a control.
    is_paid : bool
        Whether it has money of its own by ``campaign.ads.split``, without which there is none of it.
    line : str, optional
        Of the budget, under which that money is planned; left out, its name.
    """

    name: ClassVar[str]
    plan_type: ClassVar[type[TacticConfig]]
    puts_in: ClassVar[str] = "spend"
    is_paid: ClassVar[bool] = True
    line: ClassVar[str | None] = None
