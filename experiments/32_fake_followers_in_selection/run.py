"""Run experiment 32 as reported, then the same where nobody has bought followers, and set the two beside each other.

More overrides may follow on the command line, and hold in both markets; results stay in ``outputs/``.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import by_seed, compare, told

EXPERIMENT, BRAND = "fake_followers_in_selection", "qingrou"
HONEST = ("name=fake_followers_honest", "fakes.followers.share=0.0")
METRICS = {"reach": "+,.0f", "brand_engagements": "+,.0f", "expected_gmv": "+,.0f", "hired_buyer_share": "+.3f"}


def added(name: str, metric: str) -> NDArray[np.float64]:
    """Return what audience quality has more than followers, one value a seed."""
    folder = Path("outputs") / name
    return by_seed(folder, "audience_quality", metric, BRAND) - by_seed(folder, "followers", metric, BRAND)


if __name__ == "__main__":  # worker processes import this module too
    asked = sys.argv[1:]
    compare(EXPERIMENT)
    sys.argv[1:] = [*asked, *HONEST]
    compare(EXPERIMENT)
    for metric, form in METRICS.items():
        bought, honest = added(EXPERIMENT, metric), added("fake_followers_honest", metric)
        print(f"{metric}: audience quality less followers, a fifth bought {told(bought, form)};", end=" ")
        print(f"nobody bought {told(honest, form)}; more where they bought {told(bought - honest, form)}")
