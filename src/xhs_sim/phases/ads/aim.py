"""Aim: what of people each ad line goes by, and whom of those it reaches without consent or under age, by the mean."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import PopulationConfig
from ...config.schema.consent import ATTRIBUTES, ConsentConfig
from ...world.ads import AGE_BIT, BROAD, CITY_BIT, EDUCATION_BIT, AdLines, is_of_brand
from ...world.columns import GENDERS


class Aim(NamedTuple):
    """What lines go by; L rows."""

    is_aimed: NDArray[np.bool_]  # (L,) at anybody in particular
    without_consent: NDArray[np.float64]  # (L,) share of its audience who did not agree to what it goes by
    minors: NDArray[np.float64]  # (L,) share of its audience who are too young to be aimed at


def aim_of(lines: AdLines, consent: ConsentConfig, people: PopulationConfig) -> Aim:
    """Return what lines go by, as the law sees it; traits are taken to be independent, as they are drawn."""
    narrowed = [
        lines.audience & _bits(first, n) != _bits(first, n)
        for first, n in (
            (0, len(GENDERS)),
            (AGE_BIT, len(people.age_bands)),
            (CITY_BIT, len(people.city_tiers)),
            (EDUCATION_BIT, len(people.education_levels)),
        )
    ]
    used = np.stack([*narrowed, lines.rule != BROAD])  # in the order of ATTRIBUTES
    given = np.array([consent.given.get(each, 0.0) if each in consent.needed else 1.0 for each in ATTRIBUTES])
    agreed = np.where(used, given[:, None], 1.0).prod(axis=0)
    shares = np.array(list(people.age_bands.values()))
    young = np.array([band in consent.minors for band in people.age_bands])
    is_for = (lines.audience[:, None] >> np.arange(AGE_BIT, AGE_BIT + len(shares), dtype=np.uint32)) & np.uint32(1)
    minors = (is_for * shares * young).sum(axis=1) / np.maximum((is_for * shares).sum(axis=1), 1e-12)
    is_aimed = used.any(axis=0)
    return Aim(is_aimed, 1.0 - agreed, np.where(is_aimed, minors, 0.0))


def misusing(lines: AdLines, consent: ConsentConfig, people: PopulationConfig) -> NDArray[np.intp]:
    """Return one line of each brand that was shown today to who did not agree, or is a minor: the one most shown."""
    aim = aim_of(lines, consent, people)
    found = is_of_brand(lines) & (lines.note >= 0) & (lines.today[:, 0] > 0) & (aim.without_consent + aim.minors > 0)
    rows = np.flatnonzero(found)
    rows = rows[np.argsort(-lines.today[rows, 0], kind="stable")]
    return rows[np.unique(lines.advertiser[rows], return_index=True)[1]]


def _bits(first: int, n: int) -> np.uint32:
    return np.uint32(((1 << n) - 1) << first)
