"""Serve: retrieve, rank, re-rank and engage, fused into one kernel over sessions."""
