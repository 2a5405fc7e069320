"""What is best to do: money over pots and whatever else may be decided, within limits, found by few and noisy runs."""
