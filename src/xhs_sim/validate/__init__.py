"""How far a model that is fitted to own data foretells what it was not fitted to: creators and days left out."""
