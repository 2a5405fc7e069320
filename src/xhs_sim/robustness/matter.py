"""Which arms decide who leads, once the default values have been asked: only they are worth many draws."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .leads import Draw
from .scores import scores_of
from .sizes import Sizes
from .tornado import Defaults


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked in the draws, and who is not, and why.

    Attributes
    ----------
    arms : tuple of str
        In the order of the study, the baseline among them.
    never_as_planned : tuple of str
        Not carried out as planned in any seed at the default values.
    behind : tuple of str
        Not among the first that compete there, where a small budget asks only those.
    """

    arms: tuple[str, ...]
    never_as_planned: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def arms_that_matter(defaults: Defaults, luck: Sequence[Draw], sizes: Sizes) -> Asked:
    """Say who is asked in the draws.

    Parameters
    ----------
    defaults : Defaults
    luck : sequence of Draw
        The defaults, seed by seed.
    sizes : Sizes
        How many arms the budget bears.
    """
    arms, kept = defaults.seen.case.arms, dict.fromkeys((defaults.leader, defaults.second, defaults.baseline))
    never = {arm for arm in arms if luck and arm not in kept and all(arm in draw.invalid for draw in luck)}
    if sizes.in_draws >= sizes.arms:
        wanted = set(arms) - never
    else:
        wanted = set([*dict.fromkeys((*kept, *_by_score(defaults)))][: sizes.in_draws])
    return Asked(
        tuple(arm for arm in arms if arm in wanted),
        tuple(arm for arm in arms if arm in never),
        tuple(arm for arm in arms if arm not in wanted | never),
    )


def _by_score(defaults: Defaults) -> list[str]:
    """Those that compete, the best first."""
    seen, footing = defaults.seen, defaults.footing
    counted = [arm for arm in seen.counted if arm not in footing.barred]
    means = {arm: float(np.nanmean(each)) for arm, each in scores_of(seen, counted, footing.per).items()}
    return sorted(means, key=lambda arm: -means[arm])
