"""How many people a plan is for: on the platform, and in the market that is a slice of it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from ..config import Config
from ..config.messages import joined, message
from ..config.schema import PopulationConfig
from ..kept import kept
from .form import AudienceBrief, Brief, TargetBrief
from .words import spoken

Favourites = list[list[list[list[list[float]]]]]  # by gender, age, city, education and topic
FEW_READERS = 400  # of a target, below which its figures are mostly luck


def segment_sums(brief: Brief, market: Config) -> Iterator[str]:
    """Say how many people are of the kinds that ads are narrowed to, and how many of the target."""
    people, asked = market.population, brief.audience
    if asked.genders or asked.age_bands or asked.city_tiers or asked.education_levels:
        share = sum(_shares_of_kinds(asked, people).values())
        yield message("brief.segment", who=_named(asked, market), **_sizes(share, people))
    if brief.target is not None:
        share = share_of_target(brief.target, market)
        yield message("brief.target", who=_named(brief.target, market), **_sizes(share, people))


def target_doubts(brief: Brief, market: Config) -> Iterator[str]:
    """Say that too few of those who are simulated are of the target."""
    if brief.target is None:
        return
    share, readers = share_of_target(brief.target, market), market.population.n_users
    if share * readers < FEW_READERS:
        yield message("brief.target_small", readers=share * readers, least=FEW_READERS, enough=FEW_READERS / share)


def share_of_target(target: TargetBrief, market: Config) -> float:
    """Return the share of people who are of all that a target names."""
    kinds = _shares_of_kinds(target, market.population)
    if not target.topics:
        return sum(kinds.values())
    topics, fond = list(market.content.topics), _favourites(market)
    liked = [topics.index(name) for name in target.topics]
    return sum(share * sum(fond[g][a][c][e][t] for t in liked) for (g, a, c, e), share in kinds.items())


def _favourites(market: Config) -> Favourites:
    """Return the share of each kind of people who like each topic most."""

    def make() -> Favourites:
        from ..world.fondness import favourites  # late: what is kept needs no law

        found: Favourites = favourites(market.population, market.content).tolist()
        return found

    parts = [market.population.model_dump_json().encode(), market.content.model_dump_json().encode()]
    answer: Favourites = kept("favourites", parts, make)
    return answer


def _shares_of_kinds(asked: AudienceBrief | TargetBrief, people: PopulationConfig) -> dict[tuple[int, ...], float]:
    """Return the share of people of each gender, age, city and education that is asked for, by their places.

    These are drawn independently of each other, so their shares multiply.
    """
    genders = {"male": 1.0 - people.female_share, "female": people.female_share}
    shares = (
        _named_of(asked.genders, genders), _named_of(asked.age_bands, people.age_bands),
        _named_of(asked.city_tiers, people.city_tiers), _named_of(asked.education_levels, people.education_levels),
    )  # fmt: skip
    return {kind: prod(each[k] for each, k in zip(shares, kind, strict=True)) for kind in product(*shares)}


def _named_of(names: Sequence[str], shares: Mapping[str, float]) -> dict[int, float]:
    """Return the shares of those named, by their places; of all if nobody is."""
    whole = sum(shares.values())
    return {place: share / whole for place, (name, share) in enumerate(shares.items()) if not names or name in names}


def _named(asked: AudienceBrief | TargetBrief, market: Config) -> str:
    parts = {name: getattr(asked, name) for name in ("genders", "age_bands", "city_tiers", "education_levels")}
    parts |= {"topics": asked.topics} if isinstance(asked, TargetBrief) else {}
    called = [[spoken(kind, name, market) for name in names] for kind, names in parts.items() if names]
    return joined(message("common.listed", names=names) for names in called)


def _sizes(share: float, people: PopulationConfig) -> dict[str, float]:
    return {"platform": share * people.platform_mau, "here": share * people.people}
