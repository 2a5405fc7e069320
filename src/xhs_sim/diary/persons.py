"""What is personal: ids that people came with, and attributes of the panel's users. Written where the config lists it.

No other module writes an attribute of a person beside that person's row; what is counted by gender or age is of groups.
"""

from collections.abc import Collection
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from ..config.schema.study import Personal
from ..records.store import Recorder
from ..world.world import World

NO_ROWS = np.zeros(0, np.int64)
ATTRIBUTES = tuple(name for name in get_args(Personal) if name not in ("ids", "files"))


def record_persons(recorder: Recorder, world: World, is_panel: NDArray[np.bool_], listed: Collection[str]) -> None:
    """Write what a run's ``record.personal`` lists.

    Parameters
    ----------
    is_panel : bool array of shape (R,)
        Whose impressions were recorded one by one.
    listed : collection of str
        ``ids``, and attributes; one that is not listed is empty in every row, and without any there is no row.
    """
    users, ids = world.users, world.given_ids if "ids" in listed else ()
    recorder.add("user_ids", user=np.flatnonzero(users.signup_day < 0)[: len(ids)], id=list(ids))
    rows = np.flatnonzero(is_panel) if any(name in listed for name in ATTRIBUTES) else NO_ROWS
    told = {name: getattr(users, name)[rows] if name in listed else None for name in ATTRIBUTES}
    recorder.add("panel_people", user=rows, **told)
