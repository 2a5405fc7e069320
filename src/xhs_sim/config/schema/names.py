"""Names that refer to something, by what they refer to; ``Name`` is one that defines something itself."""

from typing import Annotated

from ..references import among, names, numbered, plugin, purposes

Topic = Annotated[str, names("content.topics")]
BrandName = Annotated[str, names("brands")]
Product = Annotated[str, names("brands.{brand}.products")]  # of the brand that is named beside it
AgeBand = Annotated[str, names("population.age_bands")]
CityTier = Annotated[str, names("population.city_tiers")]
EducationLevel = Annotated[str, names("population.education_levels")]
ViolationKind = Annotated[str, names("rules.kinds", if_any=True)]
City = Annotated[int, numbered("population.cities", "city")]

Tier = Annotated[str, among("tier", "koc", "junior", "waist", "head")]  # that can be hired
Act = Annotated[str, among("act", "like", "save", "comment", "share", "follow")]
Kind = Annotated[str, among("kind of act", "like", "save", "comment", "share")]
Format = Annotated[str, among("format", "image_text", "video")]

Feature = Annotated[str, plugin("feature")]
Selector = Annotated[str, plugin("selector")]
InFlightRule = Annotated[str, plugin("rule")]
Planner = Annotated[str, plugin("planner")]
Rhythm = Annotated[str, plugin("rhythm")]
Metric = Annotated[str, plugin("metric")]
Purpose = Annotated[str, purposes("creators", "feed", "search", "own_notes")]
