"""The twin's tables of a day: NumPy over notes, one look at every agent for what only agents know."""

import numpy as np

from xhs_sim.world.columns import STAGES


def note_table(notes, counted):
    """Return the day of each note that was shown; ``counted`` is what stood on the counters before."""
    today = notes.counts[: notes.n].sum(axis=1)
    today[: len(counted)] -= counted
    shown = np.flatnonzero(today[:, 0])
    columns = {name: getattr(notes, name)[shown] for name in ("creator", "topic", "brand", "is_sponsored")}
    return {"note": shown, **columns, "counts": today[shown]}


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
