"""The twin's tables of a day: NumPy over notes, one look at every agent for what only agents know."""

import numpy as np

from xhs_sim.world.columns import STAGES


def note_table(notes, counted):
    """Return the day of each note that was shown; ``counted`` is what stood on the counters before."""
    today = notes.counts[: notes.n].sum(axis=1)
    today[: len(counted)] -= counted
    shown = np.flatnonzero((today[:, 0] > 0) & (notes.creator[: notes.n] >= 0))  # own ads are in the table of ads
    columns = {name: getattr(notes, name)[shown] for name in ("creator", "topic", "brand", "is_sponsored")}
    return {"note": shown, **columns, "counts": today[shown]}


def watched_table(notes, counted, tick: int):
    """Return what watched notes got in a tick: row, tick, surface, pool and counts; the notes' biographies."""
    rows = np.flatnonzero(notes.is_watched[: notes.n])
    got = notes.counts[rows, :, :7].copy()
    known = rows < len(counted)
    got[known] -= counted[rows[known], :, :7]
    at, surface = np.nonzero(got[:, :, 0])
    about = {"note": rows[at], "tick": tick, "surface": surface, "stage": notes.stage[rows[at]]}
    return about | {"counts": got[at, surface]}


def reaction_table(notes):
    """Return the day's rare acts of each note and surface that had any, and forget them."""
    row, surface = np.nonzero(notes.reactions[: notes.n].any(axis=2))
    table = {"note": row, "surface": surface, "reactions": notes.reactions[row, surface].copy()}
    notes.reactions[: notes.n] = 0
    return table


def topic_table(notes, table, day: int, heat):
    """Return each topic's day: how popular it is, what was published, shown and opened."""
    fresh = np.bincount(notes.topic[: notes.n][notes.day[: notes.n] == day], minlength=len(heat))
    shown, clicks = (np.bincount(table["topic"], table["counts"][:, k], minlength=len(heat)) for k in (0, 1))
    return {"heat": heat, "notes_published": fresh, "impressions": shown, "clicks": clicks}


def life_row(model):
    """Return what creators, friends and ads came to on a day."""
    named = ("begun", "stopped", "shares_to_friends", "shares_elsewhere")
    row = {name: getattr(model, name) for name in named} | {"publishers": len({c.row for *_, c in model.new_notes})}
    for name in named:
        setattr(model, name, 0)
    return row


def creator_table(notes, day: int, table, n_followers):
    """Return the day of each creator with a shown or new note."""
    fresh = np.flatnonzero(notes.day[: notes.n] == day)
    who, at = np.unique(np.concatenate([table["creator"], notes.creator[fresh]]), return_inverse=True)
    counts = np.zeros((len(who), table["counts"].shape[1]), np.int64)
    np.add.at(counts, at[: len(table["note"])], table["counts"])
    published = np.bincount(at[len(table["note"]) :], minlength=len(who))
    return {"creator": who, "followers": n_followers[who], "notes_published": published, "counts": counts}


def brand_table(people, orders, table, n_brands: int):
    """Return each brand's day: who stands where, who was reached, what was sold."""
    stage = np.array([person.stage for person in people])
    reached = (np.array([person.impressions for person in people]) > 0).sum(axis=0)
    rows = []
    for brand in range(n_brands):
        sold = [order for order in orders if order.product.brand == brand]
        paid = [order for order in sold if order.on_platform]
        rows.append({
            "counts": table["counts"][table["brand"] == brand].sum(axis=0), "reach": reached[brand],
            "stages": np.bincount(stage[:, brand], minlength=len(STAGES)), "orders": len(paid),
            "gmv": sum(order.product.price for order in paid), "leaked": len(sold) - len(paid),
            "refunds": sum(order.is_refunded for order in paid), "attributed": sum(o.is_attributed for o in paid),
        })  # fmt: skip
    return rows


def cohort_table(people):
    """Return how many of each sign-up day are there, and how many visit."""
    born = np.array([person.signup_day for person in people])
    active = np.array([person.is_active for person in people])
    size, there = (np.unique(each, return_counts=True) for each in (born, born[active]))
    return {"size": size, "active": there}
