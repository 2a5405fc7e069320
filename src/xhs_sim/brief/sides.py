"""Whose plan it is: the brand, its product, its account and its partner, by the names that a config knows them by.

An account that belongs to nobody's brand, and yet spends, stands as a brand that sells nothing. A new brand, and the
joint label of a partnership, are brought to the market.
"""

from typing import Any, NamedTuple

from ..config import Config
from ..config.schema import BrandConfig
from .form import BrandBrief, Brief, ProductBrief
from .names import name_of
from .words import Word, vocabulary

USUAL_AWARE, USUAL_MARGIN = 0.1, 0.6


class Side(NamedTuple):
    """A brand of the brief; ``known`` is what the market knows of it."""

    name: str
    label: str
    topic: str | None
    aware_share: float | None
    known: BrandConfig | None


class Sides(NamedTuple):
    """Who takes part; without ``own`` nobody's brand does."""

    own: Side | None
    product: str | None
    partner: Side | None

    @property
    def label(self) -> str:
        """The brand that joint notes carry."""
        return f"{self.own.name}_joint" if self.own is not None else ""


def exactly(label: str, words: list[Word]) -> str | None:
    """Return the name of what is called so, in any language."""
    wanted = label.casefold()
    called = [(name, [each.casefold() for each in (name, *others)]) for name, others in words]
    return next((name for name, all_names in called if wanted in all_names), None)


def sides_of(brief: Brief, market: Config) -> Sides:
    """Find out who takes part in a brief that is in the market's words."""
    own = _side(brief.brand, market) if brief.brand is not None else _account_as_brand(brief)
    product = None if own is None or brief.product is None else _product_name(brief.product, own)
    partner = None if brief.partner is None else _side(brief.partner.brand, market)
    return Sides(own, product, partner)


def spends(brief: Brief) -> bool:
    """Say whether any tactic spends anything."""
    return any(value > 0 for tactic in brief.tactics.values() for _, value in tactic.spend)


def _side(brand: BrandBrief, market: Config) -> Side:
    found = exactly(brand.name, vocabulary("brands", market))
    known = market.brands[found] if found is not None else None
    topic = brand.topic if known is None else known.topic
    return Side(found or name_of(brand.name), brand.name, topic, brand.aware_share, known)


def _account_as_brand(brief: Brief) -> Side | None:
    """Let an account stand as a brand, if it spends or is said to be a brand's."""
    account = brief.own_account
    if account is None or not (spends(brief) or account.owner == "brand"):
        return None
    label = account.name or "own account"
    return Side(name_of(label), label, account.topic, 0.0, None)


def _product_name(product: ProductBrief, own: Side) -> str:
    shelf = own.known.products if own.known is not None else {}
    words = [Word(name, (each.zh, each.en)) for name, each in shelf.items()]
    return exactly(product.name, words) or name_of(product.name)


def newcomers(brief: Brief, sides: Sides) -> dict[str, Any]:
    """Return what the brief brings to the market: dotted path (``brands...``) -> plain value."""
    said: dict[str, Any] = {}
    own, product = sides.own, brief.product
    if own is not None and own.known is None:
        shelf = {} if product is None or sides.product is None else {sides.product: new_product(product)}
        said[f"+brands.{own.name}"] = _new_brand(own, shelf)
    elif own is not None and own.known is not None:
        said |= _changes(own, own.known, product, sides.product)
    if sides.partner is not None and own is not None:
        if sides.partner.known is None:
            said[f"+brands.{sides.partner.name}"] = _new_brand(sides.partner, {})
        elif sides.partner.aware_share is not None:
            said[f"brands.{sides.partner.name}.aware_share"] = sides.partner.aware_share
        both = f"{own.label} × {sides.partner.label}"
        said[f"+brands.{sides.label}"] = _new_brand(Side(sides.label, both, own.topic, 0.0, None), {})
    return said


def _new_brand(side: Side, shelf: dict[str, Any]) -> dict[str, Any]:
    aware = USUAL_AWARE if side.aware_share is None else side.aware_share
    return {
        "en": side.label, "zh": side.label, "topic": side.topic, "aware_share": aware, "mention_share": 0.0,
        "products": shelf,
    }  # fmt: skip


def _changes(own: Side, known: BrandConfig, product: ProductBrief | None, name: str | None) -> dict[str, Any]:
    """Return what the brief says otherwise of a brand that the market knows."""
    here, said = f"brands.{own.name}", dict[str, Any]()
    if own.aware_share is not None:
        said[f"{here}.aware_share"] = own.aware_share
    if product is None or name is None:
        return said
    if name not in known.products:
        return said | {f"+{here}.products.{name}": new_product(product)}
    if product.price_cny is not None:
        said[f"{here}.products.{name}.price_cny"] = product.price_cny
    if product.margin_share is not None:
        said[f"{here}.products.{name}.margin_share"] = product.margin_share
    return said


def new_product(product: ProductBrief) -> dict[str, Any]:
    """Say a product that the market does not know in the words of a brand."""
    margin = USUAL_MARGIN if product.margin_share is None else product.margin_share
    return {
        "en": product.name, "zh": product.name, "price_cny": product.price_cny, "margin_share": margin, "appeal": 0.0,
    }  # fmt: skip
