"""Who is in the market, as Mesa agents: users and creators are rows of arrays, brands are objects."""

from .creator import Creator
from .user import User

__all__ = ["Creator", "User"]
