"""Brands: few, so each is an ordinary Mesa agent with a purse and a memory of its own."""

from typing import TYPE_CHECKING, Any

from mesa.agent import Agent

if TYPE_CHECKING:
    from mesa import Model


class Brand(Agent):  # type: ignore[misc]
    """An advertiser.

    Parameters
    ----------
    model : mesa.Model
    name : str
        Key in ``config.brands``.
    column : int
        Its column in the world's brand arrays.
    budget_cny : float
        What its campaign may spend.
    """

    def __init__(self, model: "Model", name: str, column: int, budget_cny: float) -> None:
        super().__init__(model)
        self.name = name
        self.column = column
        self.budget_cny = budget_cny
        self.spent_cny = 0.0
        self.orders = 0
        self.gmv_cny = 0.0
        self.reach = 0

    def pay(self, amount_cny: float) -> None:
        """Spend from the campaign's budget.

        Raises
        ------
        ValueError
            If the budget does not hold that much: plans must not overspend.
        """
        if amount_cny < 0 or self.spent_cny + amount_cny > self.budget_cny * (1 + 1e-9) + 1e-6:
            raise ValueError(
                f"{self.name} cannot pay {amount_cny:.2f} of {self.budget_cny - self.spent_cny:.2f} CNY left"
            )
        self.spent_cny += amount_cny

    def get_back(self, amount_cny: float) -> None:
        """Take back what was paid for something that did not come."""
        self.spent_cny -= amount_cny

    def close_day(self, orders: int, gmv_cny: float, reach: int) -> None:
        """Book a day's orders on the platform, and how many users have seen the brand by now."""
        self.orders += orders
        self.gmv_cny += gmv_cny
        self.reach = reach

    def step(self) -> Any:
        """Brands act through the model's plan phase; nothing happens here."""
        return None
