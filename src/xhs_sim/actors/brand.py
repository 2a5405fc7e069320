"""Brands: few, so each is an ordinary Mesa agent, with a purse and a memory of its own.

A purse holds money by purpose. ``Brand.pay`` is the only way out of it, and writes the ledger in the same act.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from mesa.agent import Agent
from numpy.typing import ArrayLike, NDArray

from ..diary.ledger import record_payments
from ..records.ledger import lines_of
from ..records.money import FEN_PER_CNY, whole
from ..records.store import Recorder
from ..world.columns import TIERS

if TYPE_CHECKING:
    from mesa import Model

CAMPAIGN, JOINT, HABIT = "campaign", "joint", "habit"  # what money in a purse is for
SALES = "sales"  # what is paid by the order comes out of what is sold, beside every budget
FINES = "fines"  # what nobody plans for
BESIDE = (SALES, FINES)  # purposes beside every budget


class Brand(Agent):  # type: ignore[misc]
    """An advertiser.

    Parameters
    ----------
    model : mesa.Model
    name : str
        Key in ``config.brands``.
    column : int
        Its column in the world's brand arrays.
    recorder : Recorder
        Keeps the ledger.
    campaign : str
        Under which name payments are written.
    """

    def __init__(self, model: "Model", name: str, column: int, recorder: Recorder, campaign: str = "") -> None:
        super().__init__(model)
        self.name, self.column = name, column
        self.recorder, self.campaign = recorder, campaign
        self.granted: dict[str, float] = {}  # CNY by purpose
        self.paid: dict[str, float] = {}
        self.orders, self.gmv_cny, self.reach = 0, 0.0, 0

    @property
    def budget_cny(self) -> float:
        """What may be spent, for all purposes together."""
        return sum(self.granted.values())

    @property
    def spent_cny(self) -> float:
        """What was spent of it; payments by the order and fines are beside the budget."""
        return sum(cny for purpose, cny in self.paid.items() if purpose not in BESIDE)

    def grant(self, purpose: str, cny: float) -> None:
        """Put money into the purse."""
        self.granted[purpose] = self.granted.get(purpose, 0.0) + cny

    def pay(
        self,
        day: int,
        purpose: str,
        kind: str | Sequence[str],
        amount_cny: ArrayLike,
        creator: NDArray[np.int64] | None = None,
        contracts: Any = None,
        line: str | None = None,
    ) -> None:
        """Pay, and write it into the ledger.

        Parameters
        ----------
        day : int
        purpose : str
            What the money was granted for, or one of ``BESIDE``.
        kind : str, or one a payment
            Of the ledger.
        amount_cny : float, or one a payment
        creator : int array of shape (M,), optional
            Who is paid; left out, nobody of the market.
        contracts : Contracts, optional
            That are paid: they say under which line of the plan.
        line : str, optional
            Of the plan, of what is no contract; left out, that of the kind.

        Raises
        ------
        ValueError
            If the purse does not hold that much for the purpose: plans must not overspend.
        """
        amounts = np.atleast_1d(np.asarray(amount_cny, np.float64))
        total, paid = float(amounts.sum()), self.paid.get(purpose, 0.0)
        granted = np.inf if purpose in BESIDE else self.granted.get(purpose, 0.0)
        if total < 0 or paid + total > granted * (1 + 1e-9) + 1e-6:
            raise ValueError(f"{self.name} cannot pay {total:.2f} of {granted - paid:.2f} CNY left ({purpose})")
        lines = None if line is None else ([line] * len(amounts), [None] * len(amounts))
        self._book(day, purpose, kind, amounts, creator, lines if contracts is None else lines_of(contracts, TIERS))

    def get_back(self, day: int, purpose: str, kind: str, amount_cny: NDArray[np.float64], contracts: Any) -> None:
        """Take back, from creators, what was paid for something that did not come."""
        self._book(day, purpose, kind, -amount_cny, contracts.row, lines_of(contracts, TIERS))

    def pay_contracts(self, day: int, purpose: str, contracts: Any, upfront_cny: ArrayLike = 0.0) -> None:
        """Pay the fees of contracts whose notes appear, but for what was paid upfront, and the platform's part.

        A product that was sent on trial was paid with its parcel.
        """
        has_fee = np.flatnonzero(contracts.goods_cny == 0)
        due, owed = whole(contracts.fee_cny - upfront_cny), type(contracts)._make(each[has_fee] for each in contracts)
        self.pay(day, purpose, "creator_fee", due[has_fee], owed.row, owed)
        self.pay(day, purpose, "service_fee", owed.service_fee_cny, owed.row, owed)

    def pay_by_the_order(self, day: int, kind: str, creator: NDArray[np.int64], fen: NDArray[np.int64]) -> None:
        """Pay creators by what they sold, nothing of nothing."""
        paid = fen != 0
        self.pay(day, SALES, kind, fen[paid] / FEN_PER_CNY, creator[paid])

    def _book(
        self,
        day: int,
        purpose: str,
        kind: str | Sequence[str],
        amounts: NDArray[np.float64],
        creator: NDArray[np.int64] | None,
        lines: tuple[Sequence[str], Sequence[str | None]] | None,
    ) -> None:
        self.paid[purpose] = self.paid.get(purpose, 0.0) + float(amounts.sum())
        record_payments(self.recorder, self.campaign, self.name, kind, amounts, day, creator, lines)

    def close_day(self, orders: int, gmv_cny: float, reach: int) -> None:
        """Book a day's orders on the platform, and how many users have seen the brand by now."""
        self.orders += orders
        self.gmv_cny += gmv_cny
        self.reach = reach

    def step(self) -> Any:
        """Brands act through the actors of the model's day; nothing happens here."""
        return None
