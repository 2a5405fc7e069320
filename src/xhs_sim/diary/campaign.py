"""What a campaign does beyond notes and ads: contracts' life, activities, payments, surveys."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..config.schema import COOPERATIONS
from ..phases.campaign.media import Contacts
from ..phases.campaign.survey import Answers, MarketAnswers
from ..records.store import Recorder
from ..world.columns import TIERS
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

    def _add(self, table: str, day: int, m: int, columns: dict[str, Any]) -> None:
        names = {"day": [day] * m, "campaign": [self.campaign] * m, "brand": [self.brand] * m}
        self.recorder.add(table, names | columns)

    def planned(self, day: int, changes: dict[Any, int]) -> None:
        """Write what is planned for lines of the budget, or by how much it changes."""
        record_budget(self.recorder, self.campaign, self.brand, changes, day)

    def offered(self, day: int, tier: NDArray[np.int8]) -> None:
        """Write how many creators of each tier are for hire."""
        tiers, n = np.unique(tier, return_counts=True)
        self._add("offers", day, len(tiers), {"tier": [TIERS[each] for each in tiers], "creators": n})

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
        m = len(creator)
        if m:
            columns = {"creator": creator, "number": number, "event": [event] * m, "amount_cny": amount_cny}
            columns |= {"kind": [COOPERATIONS[code] for code in kind]}
            self._add("contract_events", day, m, columns)

    def media(self, day: int, contacts: Contacts, noticed: int, learned: int) -> None:
        """Write a day of media outside; ``learned``: of those who noticed, who had not known the brand."""
        columns = {"contacts_inside": [round(contacts.inside)], "contacts_outside": [round(contacts.outside)]}
        self._add("media_daily", day, 1, columns | {"noticed": [noticed], "learned": [learned]})

    def activity(self, day: int, kind: str, people: int, notes: int, friends: int) -> None:
        """Write a day of event or challenge."""
        columns = {"people": [people], "notes": [notes], "friends": [friends]}
        self._add("activity_daily", day, 1, {"activity": [kind], **columns})

    def community(self, day: int, members: int, joined: int, active: int, talked: int, week: tuple[int, int]) -> None:
        """Write the group's day; ``week``: who joined a week ago, and who of them visits today."""
        columns = {"members": [members], "joined": [joined], "active_members": [active], "talked": [talked]}
        columns |= {"joined_week_ago": [week[0]], "returned": [week[1]]}
        self._add("community_daily", day, 1, columns)

    def survey(self, day: int, group: str, answers: Answers | MarketAnswers) -> None:
        """Write what a survey found."""
        unasked = {"said_aware": [None], "true_aware": [None]}  # of guests of an event
        columns = {name: [value] for name, value in answers._asdict().items()}
        self._add("surveys", day, 1, {"surveyed": [group], **unasked, **columns})
