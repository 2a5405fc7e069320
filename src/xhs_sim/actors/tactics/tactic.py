"""What a tactic is: one way to use a campaign's money, work or prices beyond paid notes and ads.

A tactic sees its scene, its brand and its plan, and no other tactic. It acts as all who act do (``scene.py``): by
methods of the world, out of the brand's purse, and into the records.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CampaignConfig, TacticConfig
from ...records.columns import Column
from ...records.money import cny_of
from ...records.tables import TABLES
from ...strategies.campaign.launch import NO_ROWS, Contracts
from ...strategies.campaign.money import budget_fen, line_of
from ...strategies.kol.marketplace import Marketplace
from ...world.columns import INTERESTED

if TYPE_CHECKING:  # to name a tactic in a plan must load neither Mesa nor compiled code
    from ...phases.convert import Orders
    from ...scene import Scene
    from ..brand import Brand

Receiver = Literal["suppliers", "participants", "creators"]


class Tactic:
    """A tactic of one campaign.

    Parameters
    ----------
    scene : Scene
    brand : Brand
        Whose campaign it is.
    plan : TacticConfig
        Its part of the configuration, of its ``plan_type``.

    Attributes
    ----------
    name : str
        Under which ``campaign.tactics`` holds its part, and ``campaign.ads.split`` its money.
    plan_type : type of TacticConfig
    puts_in : str
        The metric that says how much of it was put in; an arm with none of any treatment's is a control.
    paid_from : {"split", "creators", "nothing"}
        A weight of its own in ``campaign.ads.split``, without which there is none of it; or the creators' money; or
        no money at all: presence alone turns it on.
    pays : mapping
        Kinds of the ledger under which it pays, each with who gets it; ``suppliers`` of kinds that it does not name.
    prompt : int
        Number of the notes that it makes people write, 0 to 15: of one number each user writes one a day.
    tables : mapping
        Its own tables, each with its columns: the data dictionary holds them as it holds all others.
    writers : int array
        User rows of who writes such a note today.
    """

    name: ClassVar[str]
    plan_type: ClassVar[type[TacticConfig]]
    puts_in: ClassVar[str] = "spend"
    paid_from: ClassVar[Literal["split", "creators", "nothing"]] = "split"
    pays: ClassVar[Mapping[str, Receiver]] = {}
    prompt: ClassVar[int] = 2
    tables: ClassVar[Mapping[str, Mapping[str, Column]]] = {}

    def __init_subclass__(cls) -> None:
        """Enter a tactic's own tables into the data dictionary."""
        TABLES.update({table: dict(columns) for table, columns in cls.tables.items()})

    def __init__(self, scene: "Scene", brand: "Brand", plan: Any) -> None:
        from ...diary.campaign import CampaignDiary

        self.scene, self.world, self.brand, self.terms = scene, scene.world, brand, plan
        self.diary: CampaignDiary = CampaignDiary(scene.recorder, scene.config.name, brand.name)
        self.start_day = scene.config.campaign.start_day
        self.money_fen = budget_fen(scene.config.campaign, self.name)
        self.writers = NO_ROWS

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: Any) -> int:  # noqa: ARG003
        """Return the first day on which it may do, write or read anything; 0 where nobody has said.

        Runs that are alike before share those days: a tactic that says a later one is made only then.

        Parameters
        ----------
        plan : CampaignConfig
            The campaign.
        terms : TacticConfig
            Its part of it, of the ``plan_type``.
        """
        return 0

    @property
    def money_cny(self) -> float:
        """What it may spend in all, if it has a weight of its own."""
        return float(cny_of(self.money_fen))

    def plan(self, day: int) -> None:
        """Do what is done on the day, in the morning."""

    def close_day(self, orders: "Orders", day: int) -> None:
        """Do what the end of the day asks for, by what was ordered."""

    def lots(self, rows: NDArray[np.int64], purpose: str, day: int = 0, column: int = 0) -> NDArray[np.float64]:
        """Return each user's keyed uniform for a purpose: the same in every arm, whoever else is asked."""
        from ...world.population import draw_uniforms

        return draw_uniforms(self.world.users.key[rows], self.scene.streams.key(purpose, day), column)

    def residents(self, day: int) -> NDArray[np.int64]:
        """Return everybody who has an account."""
        return np.flatnonzero(self.world.residents(day))

    def stage(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return where people stand with the brand: who is no reader, where the one who stands for it does."""
        return np.asarray(self.world.brands.stage[self.world.sample.stand_in[rows], self.brand.column])

    def interested_visitors(self) -> NDArray[np.int64]:
        """Return who visits today and is interested in the brand, or has bought."""
        visitors = self.world.visitors
        return np.asarray(visitors[self.stage(visitors) >= INTERESTED])

    def impress(self, rows: NDArray[np.int64], gain: float) -> None:
        """Let users, each once, know the brand and be more interested in it."""
        self.world.raise_interest(rows, self.brand.column, gain, self.scene.config.commerce.interest_cap)

    def pay(self, day: int, kind: str, amount_cny: float) -> None:
        """Pay out of the tactic's line, whatever the ``kind`` of the ledger is called: usually by the tactic's name."""
        from ..brand import CAMPAIGN  # late: it loads Mesa

        self.brand.pay(day, CAMPAIGN, kind, amount_cny, line=line_of(self.name))


class HiringTactic(Tactic):
    """A tactic that hires creators, out of the creators' money.

    Attributes
    ----------
    day : int
        On which it hires.
    is_first : bool
        Whether that is before the campaign hires for its burst.
    """

    paid_from = "creators"
    is_first: ClassVar[bool] = False

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: Any) -> int:  # noqa: ARG003
        """Return the campaign's first day, on which it usually hires."""
        return plan.start_day

    @property
    def day(self) -> int:
        """On which it hires: usually the campaign's first."""
        return self.start_day

    def fen(self, plan: CampaignConfig) -> int:
        """Return what it may spend of the creators' money."""
        raise NotImplementedError

    def hire(self, plan: CampaignConfig, market: Marketplace, hired: NDArray[np.int64]) -> Contracts:
        """Return the contracts that it signs; none without money.

        Parameters
        ----------
        plan : CampaignConfig
            The campaign as it hires for itself, without what joint notes take.
        market : Marketplace
            Of the day.
        hired : int array
            User rows of creators under contract already.
        """
        raise NotImplementedError
