"""Names that refer to something, by what they refer to; ``Name`` is one that defines something itself."""

from typing import Annotated

from ..references import Refers

Topic = Annotated[str, Refers("topic")]
Brand = Annotated[str, Refers("brand")]
AgeBand = Annotated[str, Refers("age band")]
CityTier = Annotated[str, Refers("city tier")]
Tier = Annotated[str, Refers("tier")]
Act = Annotated[str, Refers("act")]
Kind = Annotated[str, Refers("kind of act")]
Format = Annotated[str, Refers("format")]
Selector = Annotated[str, Refers("selector")]
InFlightRule = Annotated[str, Refers("rule")]
Planner = Annotated[str, Refers("planner")]
Rhythm = Annotated[str, Refers("rhythm")]
Metric = Annotated[str, Refers("metric")]
