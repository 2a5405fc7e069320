"""Joint notes: sponsored notes that are about both brands' topics."""

import numpy as np
from numpy.typing import NDArray


def blended(
    vec: NDArray[np.float32], topic: NDArray[np.int8], other: NDArray[np.int8], blend: float
) -> NDArray[np.float32]:
    """Turn embeddings, (M, 16), from their topic towards the other, by ``blend``; the length along both stays."""
    out, at = vec.copy(), np.arange(len(vec))
    main, second = (1.0 - blend) * vec[at, topic], blend * vec[at, topic]
    scale = vec[at, topic] / np.maximum(np.hypot(main, second), 1e-9)
    apart = topic != other
    out[at[apart], topic[apart]] = (main * scale)[apart]
    out[at[apart], other[apart]] = np.maximum(out[at[apart], other[apart]], (second * scale)[apart])
    return out
