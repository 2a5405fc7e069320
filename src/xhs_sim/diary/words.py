"""The words that codes stand for in rows, by noun: what the data dictionary refers to."""

from ..config.schema import COOPERATIONS, WAYS, Config
from ..phases.attribute import CHANNELS as TOUCH_CHANNELS
from ..phases.engagement.panel import CHANNELS
from ..phases.moderate.ladder import MEASURES as LADDER_MEASURES
from ..phases.moderate.ladder import SIDES
from ..phases.moderate.reasons import SOURCES as CASE_SOURCES
from ..phases.search.law import QUERY_KINDS
from ..phases.serve.law import POOLS
from ..records.ledger import CONTRACT_LINES
from ..records.names import names_of
from ..world.ads import PLACEMENTS, SOURCES
from ..world.columns import ADS, ALL_SURFACES, COUNTED, FORMATS, GENDERS, TIERS
from ..world.safety import MEASURES

AD_SURFACES = ("feed_ads", "search_ads")  # by placement
PRICE_SOURCES = ("price_law", "quote")

WORDS: dict[str, tuple[str, ...]] = {  # the same in every run
    "case_sources": CASE_SOURCES,
    "channels": (*CHANNELS, *QUERY_KINDS),
    "contract_lines": CONTRACT_LINES,
    "cooperations": COOPERATIONS,
    "formats": FORMATS,
    "genders": GENDERS,
    "measures": (*LADDER_MEASURES, *MEASURES),
    "placements": PLACEMENTS,
    "pools": POOLS,
    "price_sources": PRICE_SOURCES,
    "query_kinds": QUERY_KINDS,
    "sides": SIDES,
    "sources": SOURCES,
    "surfaces": ALL_SURFACES,
    "surfaces_and_ads": (*COUNTED[:ADS], *AD_SURFACES),
    "tiers": TIERS,
    "touch_channels": TOUCH_CHANNELS,
    "ways": WAYS,
}


def words_of(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the words of a run: those of every run, and the names that its config gives."""
    named = {noun: tuple(names) for noun, names in names_of(config)._asdict().items()}
    kinds = {"violation_kinds": tuple(config.rules.kinds)}
    return (
        WORDS
        | named
        | kinds
        | {"events": tuple(config.calendar.events), "goals": tuple(config.creators.learning.goals)}
    )
