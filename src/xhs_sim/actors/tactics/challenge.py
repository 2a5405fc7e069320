"""A topic challenge: whoever writes about the brand is paid, each once, while there is money.

Who is interested, or has bought, takes part on a day with ``most_share * r / (r + half_reward_cny)``, r the reward.
"""

from .rewards import PaidPerHeadConfig, Rewarded


class ChallengeConfig(PaidPerHeadConfig):
    """A note about the brand, paid at once."""


class Challenge(Rewarded):
    """Pays for notes about the brand."""

    name, plan_type = "challenge", ChallengeConfig
