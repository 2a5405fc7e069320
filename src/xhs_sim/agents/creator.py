"""A creator: a user who publishes."""

from mesa_rows import Column

from .user import User


class Creator(User):
    """A second look at a user's row; registered as a role, so that nobody is counted twice."""

    rate = Column[float]("P(first note | visits today) at zeal 1")
    skill = Column[float]("logit; latent")
    topic = Column[int]("declared main topic, index into content.topics")
    n_notes = Column[int]("organic notes published so far")
    outside = Column[float]("followers outside the market")
    zeal = Column[float]("ln of the rate against the usual; latent")
