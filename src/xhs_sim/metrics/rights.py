"""Who gets the readers of what was copied, and whether claims meet copies."""

import polars as pl

from .frames import measured, ratio, total
from .metric import Tables, metric


def _claims(records: Tables, *events: str) -> pl.LazyFrame:
    """Return one row for each note that any of some events happened to."""
    return records["claims"].lazy().filter(pl.col("event").is_in(events)).unique("note", maintain_order=True)


@metric("share", better="lower", en="Copies' share of the impressions of what was copied", zh="搬运笔记分走的曝光占比")
def copied_impression_share(records: Tables) -> pl.DataFrame:
    """Impressions of copies, over those of copies and their originals; null without a copy."""
    notes, copies = records["notes"].lazy().select("note", "impressions"), records["copies"].lazy()
    theirs = notes.join(copies, on="note", how="semi").select(copies=total("impressions"))
    originals = notes.join(copies.select(note="original").unique(), on="note", how="semi")
    both = pl.concat([theirs, originals.select(originals=total("impressions"))], how="horizontal")
    return measured(both, ratio(total("copies"), total("copies", "originals")))


@metric("notes", better="none", en="Notes taken for copies", zh="被主张为搬运的笔记")
def claims_made(records: Tables) -> pl.DataFrame:
    """Notes that a machine matched, or that somebody complained of as copies."""
    return measured(_claims(records, "matched", "complained"), pl.len())


@metric("share", better="higher", en="Copies found", zh="搬运识别率")
def copies_found_share(records: Tables) -> pl.DataFrame:
    """Copies that matched or were removed on a complaint, over copies; null without a copy."""
    found = _claims(records, "matched", "removed").select("note", is_found=pl.lit(True))
    copies = records["copies"].lazy().join(found, on="note", how="left")
    return measured(copies, ratio(pl.col("is_found").fill_null(False).sum(), pl.len()))


@metric("share", better="lower", en="Claims against originals", zh="误判为搬运的占比")
def wrong_claim_share(records: Tables) -> pl.DataFrame:
    """Notes that copy nothing, over all that matched or were removed on a complaint; null without any."""
    return measured(_claims(records, "matched", "removed"), ratio((~pl.col("true_copy")).sum(), pl.len()))


@metric("ratio", better="none", en="Reads of a copy over another note of its author", zh="搬运笔记与自有笔记的阅读比")
def copy_reads_ratio(records: Tables) -> pl.DataFrame:
    """Reads of a copy, over those of another organic note of copiers; null without either."""
    copies = records["copies"].lazy().select("note", "creator", is_copy=pl.lit(True))
    notes = records["notes"].lazy().filter(~pl.col("is_sponsored")).select("note", "creator", "reads")
    mine = notes.join(copies.select("creator").unique(), on="creator", how="semi")
    mine = mine.join(copies.select("note", "is_copy"), on="note", how="left")
    is_copy, reads = pl.col("is_copy").fill_null(False), pl.col("reads")
    each = mine.select(copy=reads.filter(is_copy).mean(), other=reads.filter(~is_copy).mean())
    return measured(each, ratio(pl.col("copy").sum(), pl.col("other").sum()))
