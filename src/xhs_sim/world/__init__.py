"""The state of the platform: what is true, what is observed, and the methods that change it."""
