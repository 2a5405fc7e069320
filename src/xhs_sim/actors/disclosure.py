"""Disclosure: paid notes that came about outside the marketplace, and what all who have to do with them learn.

Every morning it is seen which of them the platform acted against: that is what brands and creators learn from, and what
a brand may be fined for. Every evening some of those who read one have noticed that it is paid.
"""

import numpy as np
from numpy.typing import NDArray

from ..config.schema import Choice
from ..diary.disclosure import record_disclosure
from ..phases.notice import notice_chance
from ..scene import Scene
from ..strategies.campaign.disclosure import Ways, accepts_outside, all_inside, chance_of, first_beliefs, offers_outside
from ..strategies.campaign.launch import Contracts
from ..strategies.campaign.outside_notes import OutsideNotes
from ..world.columns import COUNTS, UNLABELLED
from ..world.population import draw_normals, draw_uniforms
from .brand import FINES, Brand

READS = COUNTS.index("reads")


class Disclosure:
    """Who publishes for whom without the label, and what became of it.

    Parameters
    ----------
    scene : Scene

    Attributes
    ----------
    book : OutsideNotes
    brands : list of Brand
        Who may pay for notes outside the marketplace.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, config = scene, scene.config
        self.terms, self.law, self.book = config.campaign.disclosure, config.react.unlabelled, OutsideNotes()
        choices = {name: plan.disclosure for name, plan in config.rivals.items()}
        if config.campaign.brand is not None:
            choices[config.campaign.brand] = self.terms.way
        self.brands: list[Brand] = [scene.brand(name) for name, way in choices.items() if way != "marketplace"]

    def chance_hat(self, brand: Brand, day: int) -> float:
        """Return what a brand believes of the chance that a note without the label is caught."""
        belief = self.terms.belief
        return float(chance_of(belief.chance, belief, self.book.seen_of_brand(brand.column, day, belief.days)))

    def ways(self, name: str, choice: Choice, day: int, row: NDArray[np.int64], price_cny: NDArray[np.float64]) -> Ways:
        """Return who of the market would publish outside it for a brand: to whom it offers that, and who accepts.

        Parameters
        ----------
        row : int array of shape (M,)
            Creators, as user rows.
        price_cny : float array of shape (M,)
            Of the list.
        """
        if choice == "marketplace":
            return all_inside(len(row))
        scene, outside = self.scene, self.scene.config.creators.outside
        terms, service = self.terms.model_copy(update={"way": choice}), scene.config.campaign.prices.service_fee_share
        offered = offers_outside(terms, service, price_cny, self.chance_hat(scene.brand(name), day))
        normals = draw_normals(scene.world.users.key[row], scene.streams.key("caution"), 0).astype(np.float64)
        seen = self.book.seen_of_creators(row, day, outside.belief.days)
        chance = chance_of(first_beliefs(normals, outside), outside.belief, seen)
        return Ways(offered & accepts_outside(terms.premium, chance, outside), terms.premium)

    def published(self, brand: int, contracts: Contracts, keys: NDArray[np.int64], day: int) -> None:
        """Hear of paid notes that appeared; those of the marketplace are nobody's secret."""
        at = np.flatnonzero(contracts.is_outside)
        if len(at):
            self.book.add(keys[at], brand, contracts.row[at], contracts.fee_cny[at], day)

    def plan(self, day: int) -> None:
        """See what was acted against since yesterday, and let brands pay for it."""
        safety, book, log = self.scene.world.safety, self.book, self.scene.world.content.log
        if safety is None or not len(book.open):
            return
        slots = np.flatnonzero((log.is_sponsored == UNLABELLED) & (log.key >= 0) & (safety.notes.measure > 0))
        caught = book.open[np.isin(book.key[book.open], log.key[slots])]
        book.catch(caught, day)
        for brand in self.brands:
            n = int((book.brand[caught] == brand.column).sum())
            if n * self.terms.fine_cny > 0:
                brand.pay(day, FINES, "fine", n * self.terms.fine_cny)

    def close_day(self, day: int) -> None:
        """Let readers notice, and write down how it stands with every brand that may do so."""
        book = self.book
        for brand in self.brands:
            own = book.brand == brand.column
            new, caught = own & (book.day == day), own & (book.caught_day == day)
            row = {
                "chance_hat": self.chance_hat(brand, day),
                "unlabelled_notes": int(new.sum()),
                "caught_notes": int(caught.sum()),
                "lost_cny": float(book.cost_cny[caught].sum()),
                "fine_cny": float(caught.sum() * self.terms.fine_cny),
                "noticed_ads": self._notice(brand, day),
            }
            record_disclosure(self.scene.recorder, brand.name, day, row)

    def _notice(self, brand: Brand, day: int) -> int:
        """Let those who noticed today that the brand pays for praise lose interest; return how many people they are."""
        world, law, b = self.scene.world, self.law, brand.column
        log, today = world.content.log, world.content.today
        slots = today.slots[log.brand[today.slots] == b]
        clicks = today.over_surfaces(slots)[:, READS]
        unlabelled = int(clicks[log.is_sponsored[slots] == UNLABELLED].sum())
        if unlabelled == 0 or law.notice == 0:
            return 0
        own = world.brands.clicks[:, b].sum(axis=1, dtype=np.int64)
        rows = np.flatnonzero(own)
        lots = draw_uniforms(world.users.key[rows], self.scene.streams.key(f"notice {brand.name}", day), 0)
        noticed = rows[lots < notice_chance(own[rows], unlabelled / int(clicks.sum()), law)]
        world.lose_interest(noticed, b, law.trust_loss)
        return world.sample.weight * len(noticed)
