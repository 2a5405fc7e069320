"""Which seed each replicate runs with.

Seeds depend on the root seed and the replicate alone, never on the arm or the point of a sweep:
arms of a comparison share them, which is what pairs their runs. Replicate 0 runs with the root seed
itself, so ``xhs-sim run seed=7`` is replicate 0 of ``xhs-sim compare seed=7``; later ones are hashed,
so that neighbouring root seeds share no run.
"""

from ..rng import hash_words

_SEED_BITS = 31  # short enough to read in a folder name; two of 100 replicates meet once in 400,000 studies


def replicate_seed(root_seed: int, replicate: int) -> int:
    """Return the seed of replicate ``replicate`` (0-based) under ``root_seed``."""
    if replicate < 0:
        raise ValueError(f"replicate = {replicate} is negative")
    if replicate == 0:
        return root_seed
    return hash_words("replicate", root_seed, replicate) >> (64 - _SEED_BITS)
