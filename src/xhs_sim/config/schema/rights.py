"""Rights in notes: who copies, how originals are declared and matched, and what complaint and counter-notice lead to."""

from ..param import Part, param


class CopyingConfig(Part):
    """Copying as a strategy of some creators."""

    copiers: float = param(
        "share of creators", 0.0, 1.0, "who copy; 0 = nobody", source="design: no source tells how many",
        confidence="low",
    )  # fmt: skip
    copy_share: float = param(
        "share of notes", 0.0, 1.0, "of a copier that are copies", source="design", confidence="low"
    )
    hot_days: int = param(
        "days", 1, 30, "back to which a copier looks for a hot note", source="design", confidence="low"
    )
    hot_notes: int = param(
        "notes", 1, 10_000, "of a topic with most likes, of which it takes one", source="design", confidence="low"
    )
    fidelity: float = param(
        "share",
        0.0,
        1.0,
        "of the way from a copier's own quality to the original's that a copy gets",
        source="design",
        confidence="low",
    )
    likeness: float = param(
        "share", 0.0, 1.0, "of a copy's content that is the original's", source="design", confidence="low"
    )


class OriginalityConfig(Part):
    """Declarations that a note is its author's own."""

    declare_share: float = param(
        "share of notes", 0.0, 1.0, "that copy nothing, declared original", source="design", confidence="low"
    )
    false_declare_share: float = param(
        "share of notes", 0.0, 1.0, "that are copies, declared original all the same", source="design", confidence="low"
    )
    boost: float = param(
        "logit",
        -5.0,
        5.0,
        "merit that a declared note has more on the traffic ladder",
        source="community_lore: a first pool larger by 40%, in one blog; size in logits by design",
        confidence="low",
    )


class FingerprintConfig(Part):
    """New notes held against those before them, by machine, when they are published."""

    recall: float = param(
        "share", 0.0, 1.0, "of copies of declared originals that match", source="design: no threshold is public",
        confidence="low",
    )  # fmt: skip
    recall_undeclared: float = param(
        "share", 0.0, 1.0, "of copies of other notes that match", source="design", confidence="low"
    )
    false_share: float = param(
        "share of notes", 0.0, 1.0, "that copy nothing and match all the same", source="design", confidence="low"
    )


class ComplaintConfig(Part):
    """Notice and counter-notice: the process of the E-commerce Law (art. 42, 43) and the Civil Code (art. 1195, 1196)."""

    notice_impressions: float = param(
        "impressions",
        1.0,
        1e9,
        "of a copy, after which its author has seen it with probability 1 - 1/e",
        source="design",
        confidence="low",
    )
    complain_share: float = param(
        "share", 0.0, 1.0, "of authors who have seen a copy and complain", source="design", confidence="low"
    )
    false_share: float = param(
        "share of notes", 0.0, 1.0, "that copy nothing and are complained of", source="design", confidence="low"
    )
    handling_days: int = param(
        "days", 0, 60, "from complaint to measure", source="trade_moderation: 1 to 3 working days", confidence="low"
    )
    accept_true: float = param(
        "share", 0.0, 1.0, "of complaints about copies that lead to removal", source="design", confidence="low"
    )
    accept_false: float = param(
        "share", 0.0, 1.0, "of complaints about other notes that lead to removal", source="design", confidence="low"
    )
    counter_true: float = param(
        "share", 0.0, 1.0, "of copiers who answer with a counter-notice", source="design", confidence="low"
    )
    counter_false: float = param("share", 0.0, 1.0, "of others complained of who do", source="design", confidence="low")
    proceed_true: float = param(
        "share", 0.0, 1.0, "of authors who then go to court or to the authority", source="design", confidence="low"
    )
    proceed_false: float = param(
        "share", 0.0, 1.0, "of others who complained who then do", source="design", confidence="low"
    )
    wait_days: int = param(
        "days",
        0,
        60,
        "from counter-notice to restoration, if they do not",
        source="ecommerce_law_2018: article 43: 15 days",
        confidence="medium",
    )


class RightsConfig(Part):
    """Rights in notes; without copiers, declarations and mistakes = none, bit for bit."""

    puts_in = "claims_made"

    copying: CopyingConfig
    originality: OriginalityConfig
    fingerprint: FingerprintConfig
    complaint: ComplaintConfig
    restore_boost: float = param(
        "logit",
        0.0,
        5.0,
        "merit that an original has more on the ladder once a copy of it is taken down",
        source="design",
        confidence="low",
    )
    restore_days: int = param("days", 0, 60, "for which it has", source="design", confidence="low")

    @property
    def is_there(self) -> bool:
        """Whether anything of it can happen."""
        shares = self.copying.copiers * self.copying.copy_share, self.originality.declare_share
        return max(*shares, self.fingerprint.false_share, self.complaint.false_share) > 0
