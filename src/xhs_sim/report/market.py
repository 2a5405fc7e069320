"""How large the market of a study is, and how many of its people were simulated one by one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from .words import Words


class Market(NamedTuple):
    """People, and the readers among them who stand for all."""

    people: int
    readers: int

    @property
    def weight(self) -> int:
        """People whom a reader stands for."""
        return max(self.people // max(self.readers, 1), 1)

    def told(self, words: Words) -> str:
        """Say how many people there are, and how many of them are simulated, if not all."""
        readers = words.number(self.readers)
        key = "market" if self.weight == 1 else "market_sampled"
        return words.say(key, people=words.number(self.people), readers=readers)

    def told_whole(self, words: Words) -> str:
        """Say it with the weight of a reader."""
        if self.weight == 1:
            return words.say("market_simulated", people=words.number(self.people))
        return words.say(
            "market_weighted", people=words.number(self.people), readers=words.number(self.readers),
            weight=words.number(self.weight),
        )  # fmt: skip


def market_of(about: Mapping[str, Any]) -> Market:
    """Return the market that a manifest, or the part ``population`` of a config, tells of."""
    readers = int(about["n_users"])
    return Market(int(about.get("audience") or readers), readers)
