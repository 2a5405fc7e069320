"""What a sum of money is enough for."""

ROUNDING = 1.0 + 1e-12  # shares of a budget may miss a whole sum by the last digit


def units_for(money_cny: float, unit_cny: float) -> int:
    """Return how many whole things of one price the money buys."""
    return int(money_cny / unit_cny * ROUNDING)
