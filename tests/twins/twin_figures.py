"""The figures that the platform and its Mesa twin are compared by, from either's tables and state."""

import numpy as np
import polars as pl
from scipy.stats import entropy

from xhs_sim.phases.engagement.panel import CHANNELS
from xhs_sim.phases.publish.note import note_law
from xhs_sim.phases.search.law import QUERY_KINDS
from xhs_sim.world.columns import ADS, ALL_SURFACES, N_STYLE, N_TOPICS, REACTIONS, UNJUDGED, VIDEO

ACTS = ("likes", "saves", "comments", "shares", "follows")
FEED = ("explore", "following")
CREATOR = ("zeal", "average")
NOTE = ("creator", "topic", "is_video", "brand", "vec", "tick", "quality", "kinds")


def platform_events(model) -> pl.DataFrame:
    """Return what everybody was shown, the panel being everybody."""
    log, lines = model.world.content.log, model.world.ads.lines
    own = lines.note < 0
    key, topic = np.concatenate([log.key, lines.key[own]]), np.concatenate([log.topic, lines.topic[own]])
    topics = pl.DataFrame({"note": key.astype(np.uint64), "topic": topic}).filter(key >= 0).unique("note")
    panel = model.recorder.frame("panel").join(topics, on="note", how="left")
    return panel.sort("day", "tick", "user", "session", "slot")


def twin_events(twin) -> pl.DataFrame:
    """Return the same of a twin that kept its events."""
    user, day, slates, clicked, hidden = zip(*twin.events, strict=True)
    depth = [len(slate.rows) for slate in slates]
    note, channel, slot = (np.concatenate([slate[k] for slate in slates]) for k in (0, 2, 1))
    surface = np.repeat([slate.surface for slate in slates], depth)
    ads = np.array(["feed_ads", "search_ads"])[(channel == CHANNELS.index("search_ad")).astype(int)]
    return pl.DataFrame(
        {
            "user": np.repeat(user, depth), "day": np.repeat(day, depth), "note": note,
            "creator": twin.notes.creator[note], "topic": twin.notes.topic[note], "slot": slot,
            "clicked": np.concatenate(clicked),
            "hidden": np.concatenate([np.isin(np.arange(n), h) for n, h in zip(depth, hidden, strict=True)]),
            "surface": np.where(surface == ADS, ads, np.array(ALL_SURFACES)[surface]),
            "channel": np.array((*CHANNELS, *QUERY_KINDS))[channel],
        }
    )  # fmt: skip


def read(events: pl.DataFrame, totals: dict[str, int], active: list[int]) -> dict[str, float]:
    """Return what people saw in the feed, did anywhere, and looked up."""
    found, events = events.filter(pl.col("surface") == "search"), events.filter(pl.col("surface").is_in(FEED))
    n, clicks = events.height, events["clicked"].sum()
    again = pl.col("topic") == pl.col("topic").shift()
    first = events.select(pl.struct("user", "note").is_first_distinct()).to_series()
    figures = {
        "impressions per active user": n / sum(active),
        "active users on the last day": active[-1],
        "sessions per active user": events["slot"].eq(0).sum() / sum(active),
        "click-through rate": clicks / n,
        "click-through rate of the first five slots": events.filter(pl.col("slot") < 5)["clicked"].mean(),
        "click-through rate from slot 20": events.filter(pl.col("slot") >= 20)["clicked"].mean(),
        "click-through rate of followed": events.filter(pl.col("channel") == "followed")["clicked"].mean(),
        "share of repeated notes": 1 - first.mean(),
        "creators shown": events["creator"].n_unique() / n,
        "notes shown": events["note"].n_unique() / n,
        "topic as in the slot before": events.filter(again & (pl.col("slot") > 0)).height / n,
    }
    figures |= searched(found, sum(active))
    figures |= {f"{act} per click": totals[act] / totals["reads"] for act in ACTS}
    figures |= {f"share of {channel}": (events["channel"] == channel).mean() for channel in CHANNELS[:6]}
    return figures | {"share of the following surface": (events["surface"] == "following").mean()}


def searched(found: pl.DataFrame, visits: int) -> dict[str, float]:
    """Return how much is searched by whom, how far people look, and what they open."""
    queries = found.filter(pl.col("slot") == 0)
    figures = {
        "searches per active user": queries.height / visits,
        "searchers": queries["user"].n_unique() / visits,
        "results per search": found.height / queries.height,
        "click-through rate of search": found["clicked"].mean(),
        "click-through rate of the first three results": found.filter(pl.col("slot") < 3)["clicked"].mean(),
        "notes found": found["note"].n_unique() / found.height,
    }
    return figures | {f"share of {kind} searches": (queries["channel"] == kind).mean() for kind in QUERY_KINDS}


def advertised(events: pl.DataFrame, lines: pl.DataFrame, users) -> dict[str, float]:
    """Return where ads stood, for whom, and what they brought and cost.

    Parameters
    ----------
    lines : frame
        A row a day, advertiser and placement, with its source, events and money; boosts in one row or in many.
    users : UserLog and UserTruth of the platform
        Who people are.
    """
    (log, truth), figures = users, {}
    for place, organic in (("feed", FEED), ("search", ("search",))):
        shown = events.filter(pl.col("surface") == f"{place}_ads")
        all_shown = shown.height + events.filter(pl.col("surface").is_in(organic)).height
        sold = lines.filter((pl.col("placement") == place) & (pl.col("source") == "background"))
        spend, who, topic = sold["spend_fen"].sum(), shown["user"].to_numpy(), shown["topic"].to_numpy()
        by_line = sold.group_by("advertiser").agg(pl.col("spend_fen").sum())["spend_fen"].to_numpy()
        figures |= {
            f"{place} ads per impression": shown.height / all_shown,
            f"slot of {place} ads": shown["slot"].mean(),
            f"click-through rate of {place} ads": shown["clicked"].mean(),
            f"spend on {place} ads": spend,
            f"over-delivery of {place} ads": sold["over_fen"].sum() / spend,
            f"ad lines in the {place} that showed": (sold["impressions"] > 0).mean(),
            f"spread of spend on {place} ads": entropy(by_line),
            f"women among those shown {place} ads": log.gender[who].mean(),
            f"taste for the topics of {place} ads": truth.taste[who, topic].mean(),
            f"{place} ads shown again on the day": 1 - shown.n_unique(("user", "day", "note")) / shown.height,
        }
    boosts = lines.filter(pl.col("source") == "boost")
    figures |= {"impressions of boosts": boosts["impressions"].sum(), "spend on boosts": boosts["spend_fen"].sum()}
    figures["leads per ad click"] = lines["leads"].sum() / lines["clicks"].sum()
    return figures | {"hides per ad": lines["hides"].sum() / lines["impressions"].sum()}


def reacted(reactions, totals: dict[str, int], n_shared: tuple[int, int], warmth, satisfaction) -> dict[str, float]:
    """Return how often the rare acts happened, and what they left behind.

    Parameters
    ----------
    reactions : dict
        Totals over notes, by name.
    n_shared : (int, int)
        Notes sent to friends, and to people elsewhere.
    """
    of = dict.fromkeys(REACTIONS, "reads") | {"hides": "impressions", "replies": "comments"}
    figures = {f"{act} per {of[act]}": reactions[act] / totals[of[act]] for act in REACTIONS}
    figures |= {"notes to friends per share": n_shared[0] / totals["shares"]}
    figures |= {"notes sent elsewhere per share": n_shared[1] / totals["shares"]}
    return figures | {"warmth": np.mean(warmth), "satisfaction": np.mean(satisfaction)}


def lived(creators: dict[str, np.ndarray], row: dict[str, int], visits: int) -> dict[str, float]:
    """Return how keen creators are, what they prefer by now, and how many began or stopped."""
    moved = creators["zeal"] != 0
    judged = creators["average"] != UNJUDGED
    lean = creators["leanings"][judged]
    return {
        "publishers per active user": row["publishers"] / visits,
        "notes per publisher": row["notes"] / row["publishers"],
        "beginners per active user": row["begun"] / visits,
        "creators who stopped": row["stopped"],
        "creators with some zeal": moved.mean(),
        "zeal": creators["zeal"][moved].mean(),
        "spread of zeal": creators["zeal"][moved].std(),
        "creators who looked at results": judged.mean(),
        "own average of results": creators["average"][judged].mean(),
        "leaning to a topic": np.abs(lean[:, :N_TOPICS]).sum(axis=1).mean(),
        "leaning to video": np.abs(lean[:, VIDEO]).mean(),
        "leaning to an hour": np.abs(lean[:, VIDEO + 1 :]).sum(axis=1).mean(),
    }


def written(notes: dict[str, np.ndarray], main_topic, source) -> dict[str, float]:
    """Return what the notes of the run are like.

    Parameters
    ----------
    notes : dict of columns
        With the ``heat`` of the topic on the day of each note.
    main_topic : int array
        Of each user on the first morning.
    """
    law = note_law(source.config.content, source.config.creators.traits, source.scene.season.on(0), source.streams)
    topic, kinds = notes["topic"], np.log(notes["kinds"])
    return {
        "notes on the creator's topic": (topic == main_topic[notes["creator"]]).mean(),
        "heat of what is written": notes["heat"].mean(),
        "videos": notes["is_video"].mean(),
        "tick of notes": notes["tick"].mean(),
        "notes that name a brand": (notes["brand"] >= 0).mean(),
        "quality of notes": notes["quality"].mean(),
        "spread of quality": notes["quality"].std(),
        "style as in fashion": (notes["vec"][:, -N_STYLE:] * law.fashion[topic]).sum(axis=1).mean(),
        "proneness to saves": kinds[:, 1].mean(),
        "spread of proneness to comments": kinds[:, 2].std(),
        "likes and saves together": np.corrcoef(kinds[:, 0], kinds[:, 1])[0, 1],
    }


def warmed(topics: pl.DataFrame) -> dict[str, float]:
    """Return how much more is in the air what people open than what they are shown (ln of popularity)."""
    heat, shown, clicks = (topics[name].to_numpy() for name in ("heat", "impressions", "clicks"))
    return {"heat of what is opened": np.average(heat, weights=clicks) - np.average(heat, weights=shown)}


def learned(before, after, truth) -> dict[str, float]:
    """Return how far estimates of taste moved, and how much closer to the truth they came (mean cosine)."""

    def match(hat):
        return ((hat * truth).sum(1) / np.linalg.norm(hat, axis=1) / np.linalg.norm(truth, axis=1)).mean()

    moved = np.linalg.norm(after - before, axis=1).mean()
    return {"taste match gained": match(after) - match(before), "taste estimate moved": moved}


def bought(visits: int, orders: int, leaked: int, stage) -> dict[str, float]:
    """Return what was bought, and the shares of people, over all brands, who know one, who care and who bought."""
    standing = {f"standing at {least} or above": (stage >= least).mean() for least in (1, 2, 4)}
    return {"product visits": visits, "orders anywhere": orders + leaked} | standing
