"""Convert: from interest to product visits, carts and orders.

A visit comes from a note that opened the product, or from a need: now and then a user wants something of a topic.
``choice`` says which product it leads to, ``shop`` what becomes of it, ``orders`` what is kept of that; ``expected``
says what it all comes to on average, with far less noise than the draws.
"""

from .choice import ConvertLaw, Products, convert_law, product_table
from .expected import DayOdds, Expected, Sold, as_drawn, expect, sold_together
from .orders import Orders, sell_out
from .shop import Shoppers, convert

__all__ = [
    "ConvertLaw",
    "DayOdds",
    "Expected",
    "Orders",
    "Products",
    "Shoppers",
    "Sold",
    "as_drawn",
    "convert",
    "convert_law",
    "expect",
    "product_table",
    "sell_out",
    "sold_together",
]
