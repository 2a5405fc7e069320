"""What a brand does with others: joint notes with a partner brand, and media outside the platform."""

from ..param import Name, Part, param


class MediaConfig(Part):
    """A media partner or a sponsorship: contacts outside the platform, bought at a price per thousand."""

    share: float = param("share of the creators' money", 0.0, 1.0, "of the campaign's, put into media; 0 = none", source="brief", confidence="choice")
    cpm_cny: float = param("CNY per 1000", 0.1, 10_000.0, "price of contacts", source="facts a4: feed ads 15-100; media outside: design", confidence="low")
    days: int = param("days", 1, 365, "over which they are spread, from the campaign's first day", source="brief", confidence="choice")
    inside_share: float = param("share of contacts", 0.0, 1.0, "those that fall on the market's users; the rest is spill", source="design", confidence="low")
    awareness_rate: float = param("per contact", 0.0, 1.0, "a contact makes aware", source="design; an impression here: .1", confidence="low")


class AllianceConfig(Part):
    """Co-branding: notes that name the campaign's brand and a partner; ``partner: null`` means nobody."""

    partner: Name | None
    label: Name | None
    share: float = param("share of the creators' money", 0.0, 1.0, "of the campaign's, put into joint notes; 0 = none", source="brief", confidence="choice")
    cost_share: float = param("share of cost", 0.0, 0.95, "of the joint notes' cost that the partner pays", source="brief", confidence="choice")
    attention: float = param("share of interest", 0.0, 1.0, "what a joint note wins for the campaign's brand; the rest is the partner's", source="design", confidence="low")
    blend: float = param("share", 0.0, 0.5, "of a joint note's topic that is the other side's", source="design", confidence="low")
    spill: float = param("ratio", 0.0, 5.0, "interest added at full fit where the reader knows the other brand", source="design; sign: Simonin and Ruth 1998", confidence="low")
    media: MediaConfig
