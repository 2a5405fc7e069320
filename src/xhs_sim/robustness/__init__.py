"""Does the answer survive what nobody knows: who leads when doubtful numbers move, where, and which of them decide."""
