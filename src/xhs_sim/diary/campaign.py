"""What a campaign does beyond notes and ads: contracts and their life, activities, payments, surveys, alliances."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..records.store import Recorder
from ..strategies.campaign.answers import Answers, MarketAnswers
from ..strategies.kol.demand import Demand
from .ledger import record_budget


class CampaignDiary:
    """Writes the rows of one campaign.

    Parameters
    ----------
    recorder : Recorder
    campaign, brand : str
        Names that each row carries.
    """

    def __init__(self, recorder: Recorder, campaign: str, brand: str) -> None:
        self.recorder, self.campaign, self.brand = recorder, campaign, brand

    def add(self, table: str, **columns: Any) -> None:
        """Write rows of any table that names the campaign and its brand."""
        self.recorder.add(table, campaign=self.campaign, brand=self.brand, **columns)

    def planned(self, day: int, changes: Mapping[Any, int]) -> None:
        """Write what is planned for lines of the budget, or by how much it changes."""
        record_budget(self.recorder, self.campaign, self.brand, changes, day)

    def offered(self, day: int, demand: Demand) -> None:
        """Write how many creators of each tier are for hire, and what demand multiplies their prices by."""
        tiers = np.flatnonzero(demand.listed)
        self.add("offers", day=day, tier=tiers, creators=demand.listed[tiers], price_factor=demand.factor(tiers, 0))

    def contracts(
        self,
        day: int,
        event: str,
        creator: NDArray[np.int64],
        number: NDArray[np.int64],
        kind: NDArray[np.int8],
        amount_cny: NDArray[np.float64],
    ) -> None:
        """Write what happened to contracts; ``kind``: of cooperation."""
        self.add(
            "contract_events", day=day, event=event, creator=creator, number=number, kind=kind, amount_cny=amount_cny
        )

    def media(self, day: int, contacts: tuple[float, float], noticed: int, learned: int) -> None:
        """Write a day of media: contacts with people of the platform and others, who noticed, to whom it was news."""
        here, elsewhere = map(round, contacts)
        self.add(
            "media_daily",
            day=day,
            contacts_on_platform=here,
            contacts_elsewhere=elsewhere,
            noticed=noticed,
            learned=learned,
        )

    def activity(self, day: int, kind: str, people: int, notes: int, friends: int) -> None:
        """Write a day of event or challenge."""
        self.add("activity_daily", day=day, activity=kind, people=people, notes=notes, friends=friends)

    def community(self, day: int, members: int, joined: int, active: int, talked: int, week: tuple[int, int]) -> None:
        """Write the group's day; ``week``: who joined a week ago, and who of them visits today."""
        week_ago, returned = week
        self.add(
            "community_daily",
            day=day,
            members=members,
            joined=joined,
            active_members=active,
            talked=talked,
            joined_week_ago=week_ago,
            returned=returned,
        )

    def survey(self, day: int, group: str, answers: Answers | MarketAnswers) -> None:
        """Write what a survey found; of guests of an event nobody asks whether they know the brand."""
        unasked = {"said_aware": None, "true_aware": None}
        self.add("surveys", day=day, surveyed=group, **(unasked | answers._asdict()))


def record_contracts(
    recorder: Recorder, campaign: str, brand: str, contracts: Any, keys: NDArray[np.int64], day: int
) -> None:
    """Write the contracts whose note appeared today."""
    recorder.add(
        "contracts",
        campaign=campaign,
        brand=brand,
        creator=contracts.row,
        tier=contracts.tier,
        followers=contracts.followers.astype(np.int64),
        fee_cny=contracts.fee_cny,
        service_fee_cny=contracts.service_fee_cny,
        price_source=contracts.is_quoted,
        publish_day=day,
        note=keys,
        kind=contracts.kind,
        line=contracts.line,
        goods_cny=contracts.goods_cny,
        way=contracts.is_outside.astype(np.int8),
    )


def record_answer(recorder: Recorder, campaign: str, brand: str, day: int, columns: Mapping[str, Any]) -> None:
    """Write what a rival makes of what it hears of the campaign."""
    recorder.add("rival_answers", day=day, campaign=campaign, brand=brand, **columns)


def record_alliance(
    recorder: Recorder,
    day: int,
    names: tuple[str, str],
    fit: float,
    knows: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    weight: int,
) -> None:
    """Write how two brands go together when they sign.

    Parameters
    ----------
    names : (str, str)
        The campaign's brand and the partner.
    knows : two bool arrays of shape (N,)
        Which readers know each; each stands for ``weight`` people.
    """
    brand, partner = names
    mine, theirs = knows
    recorder.add(
        "alliances",
        day=day,
        brand=brand,
        partner=partner,
        fit=fit,
        knows_brand=weight * int(mine.sum()),
        knows_partner=weight * int(theirs.sum()),
        knows_both=weight * int((mine & theirs).sum()),
    )
