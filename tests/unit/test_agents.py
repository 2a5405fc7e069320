"""Users and creators: rows of one table, seen twice."""

import mesa
import numpy as np
import pytest

from mesa_rows import ArrayAgents
from xhs_sim.agents import Creator, User


def test_users_and_creators_fit_the_columns_that_they_declare():
    n = 4
    arrays = {name: np.zeros(n) for name in Creator.declared} | {"is_gone": np.zeros(n, np.uint8)}
    model = ArrayMarket(rng=0)
    users = model.register_array(User, arrays, gone="is_gone")
    creators = model.register_role(Creator, of=User, rows=np.array([1, 3]))
    assert set(User.declared) < set(Creator.declared)
    users[1].remove()
    assert [creator.unique_id for creator in creators] == [3]
    with pytest.raises(AttributeError, match=r"User.satisfaction is read-only"):
        users.set("satisfaction", 1.0)


class ArrayMarket(ArrayAgents, mesa.Model):
    """The smallest model with rows."""
