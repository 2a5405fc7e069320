"""Fit: how alike the people are whom two brands' topics pull."""

import math

from ...config.schema import TopicConfig


def positioning_fit(one: TopicConfig, other: TopicConfig) -> float:
    """Return how well two brands go together by their topics' positioning, from 0 to 1.

    ``exp(-d)``, where ``d`` [logit] is the distance between whom the two topics pull, by gender, age,
    city and education: 1 for brands of one topic. That a good fit lets attitudes spill over from brand to brand, and a
    bad one does not, is [1]_; the form is ours.

    References
    ----------
    .. [1] Simonin and Ruth (1998), Is a company known by the company it keeps?, doi:10.1177/002224379803500105.
    """
    gaps = (
        one.female_logit - other.female_logit, one.youth_logit - other.youth_logit, one.city_logit - other.city_logit,
        one.education_logit - other.education_logit,
    )  # fmt: skip
    return math.exp(-math.hypot(*gaps))
