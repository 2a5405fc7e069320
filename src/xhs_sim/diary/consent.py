"""Ads that go by what people are or did: to how many who did not agree to it, or are minors."""

import numpy as np

from ..config.schema import PopulationConfig
from ..config.schema.consent import ConsentConfig
from ..phases.ads.aim import aim_of
from ..records.money import whole
from ..records.store import Recorder
from ..world.ads import AdLines, is_of_brand


def record_targeting(
    recorder: Recorder, lines: AdLines, consent: ConsentConfig, people: PopulationConfig, day: int
) -> None:
    """Write a day of each brand's aimed ads; nothing where nothing needs consent and nobody is a minor."""
    if not (consent.needed or consent.minors):
        return
    aim = aim_of(lines, consent, people)
    mine = np.flatnonzero(is_of_brand(lines) & aim.is_aimed & (lines.today[:, 0] > 0))
    brands, at = np.unique(lines.advertiser[mine], return_inverse=True)
    shown = lines.today[mine, 0]
    refused, young = (np.bincount(at, shown * share[mine], len(brands)) for share in (aim.without_consent, aim.minors))
    recorder.add(
        "targeting_daily",
        day=day,
        brand=brands,
        impressions=np.bincount(at, shown, len(brands)).astype(np.int64),
        expected_without_consent=refused,
        expected_minors=young,
        expected_fine_cny=whole(np.where(refused + young > 0, consent.found_rate * consent.fine_cny, 0.0)),
    )
