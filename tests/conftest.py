"""What all tests share: Hypothesis without a clock."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)  # compiling takes seconds
settings.load_profile("house")
