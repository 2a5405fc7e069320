"""Creator cooperation: the marketplace, its prices, whom to choose, what is agreed."""
