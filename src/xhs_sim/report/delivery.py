"""What each arm planned and what came of it, by line and tier; whether that is too little is the verdict's to say."""

from ..verdict import LineDelivered
from .evidence import Evidence, Provenance
from .plan import TIERS
from .refusals import tell_refusals
from .sections import Cell, Section, Table
from .words import UNKNOWN, Words

_COLUMNS = ("planned", "delivered", "share")
_PLACE = {tier: place for place, tier in enumerate(TIERS)}


def tell_delivery(evidence: Evidence, provenance: Provenance, words: Words) -> Section | None:
    """Tell plans beside payments; None where no arm planned any money."""
    rows = [row for arm in evidence.arms for row in _rows(evidence, arm, provenance.budgets.get(arm, 0.0), words)]
    if not rows:
        return None
    heads = tuple(words.say(f"delivery_head_{name}") for name in ("line", *_COLUMNS))
    table = Table("delivery-lines", words.say("delivery_table"), heads, tuple(rows))
    sentences = (words.say("delivery_lead"), *tell_refusals(evidence, provenance.budgets, words))
    return Section("delivery", words.say("delivery_title"), sentences, (table,))


def _rows(evidence: Evidence, arm: str, budget_cny: float, words: Words) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """One row a line, tiers of creators first and from the largest; lines are shares of the arm's planned money."""
    if evidence.judgement is None or arm not in evidence.judgement.verdicts[0].arms:
        return []
    rows = []
    for line in sorted(evidence.judgement.verdicts[0].arms[arm].lines, key=_place):
        share = words.percent(line.delivered / line.planned) if line.planned > 0 else UNKNOWN
        money = (words.money(part * budget_cny) for part in (line.planned, line.delivered))
        name = words.say("delivery_row", arm=words.arm(arm), line=words.line(line.line))
        rows.append((Cell(name), tuple(Cell(text) for text in (*money, share))))
    return rows


def _place(line: LineDelivered) -> int:
    return _PLACE.get(line.line, len(_PLACE))
