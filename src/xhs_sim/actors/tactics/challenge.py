"""A topic challenge: whoever writes about the brand is paid, each once, while there is money.

Who is interested, or has bought, takes part on a day with ``most_share * r / (r + half_reward_cny)``, r the reward.
"""

import numpy as np

from .rewards import PaidPerHeadConfig, Rewarded, participation_chance, rewards_left


class ChallengeConfig(PaidPerHeadConfig):
    """A note about the brand, paid at once."""


class Challenge(Rewarded):
    """Pays for notes about the brand."""

    name, plan_type = "challenge", ChallengeConfig
    terms: ChallengeConfig

    def run(self, day: int, age: int) -> None:  # noqa: ARG002
        """Pay for a note about the brand, each user once, while there is money."""
        most = rewards_left(self.money_cny, self.terms, len(self.took_part))
        if most == 0:
            return
        rows = self.join_in(day, participation_chance(self.terms, self.terms.reward_cny), most)
        self.took_part, self.writers = np.union1d(self.took_part, rows), rows
        self.reward(day, len(rows), self.terms.reward_cny)
        self.diary.activity(day, "challenge", len(rows), len(rows), 0)
