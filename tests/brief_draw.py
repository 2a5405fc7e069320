"""Briefs drawn at random from the JSON schema: the same every time, some sound and many that contradict themselves."""

import random
from typing import Any

LATEST = 28
WORDS = {
    "topic": ["skincare", "护肤", "美食", "travel", "opera"], "topics": ["skincare", "美妆", "food"],
    "kind": ["涨粉", "engagement_rate", "sales", "reach", "参与人数", "visitors", "fame"],
    "city": ["成都", "Shanghai", "火星"], "choose_by": ["audience_fit", "price_efficiency", "粉丝数", "best"],
    "targeting": ["broad", "taste", "通投"], "rule": ["best_tier", "by_survey", "stop_worst"],
    "rhythm": ["even", "bursts"], "planner": ["fixed", "iterate"], "tiers": ["koc", "junior", "初级达人", "head"],
    "cooperation": ["paid", "trial", "cocreation"], "genders": ["female", "女"], "age_bands": ["a18_24", "moon"],
    "city_tiers": ["tier_1", "二线"], "education_levels": ["bachelor", "高中"], "creator": ["c1", "c2"],
}  # fmt: skip
NAMES = ["qingrou", "清柔", "雪肌", "知远", "面霜", "face_cream", "a b", "双十一"]
USUAL = {"name", "objectives", "phases", "tactics", "market", "brand", "product", "budget_cny"}


def draw_brief(schema: dict[str, Any], seed: int) -> dict[str, Any]:
    """Draw a brief; of two in three, what contradicts itself is taken out as a careful writer would."""
    drawer = _Drawer(schema, random.Random(seed))
    plain = drawer.brief()
    return plain if seed % 3 == 0 else tidy(plain, drawer.lots)


class _Drawer:
    def __init__(self, schema: dict[str, Any], lots: random.Random) -> None:
        self.parts, self.whole, self.lots = schema["$defs"], schema, lots

    def brief(self) -> dict[str, Any]:
        plain = self.part(self.whole, "")
        plain["market"] = {"n_users": self.lots.choice([2000, 20_000, 200_000]), "replicates": 2}
        plain["phases"] = self.phases()
        plain.setdefault("budget_cny", self.lots.choice([3000, "2万"]))
        return plain

    def part(self, form: dict[str, Any], path: str) -> dict[str, Any]:
        needed = set(form.get("required", ()))
        chosen = [name for name in form["properties"] if name in needed or self.lots.random() < self.chance(name, path)]
        return {name: self.value(form["properties"][name], name, f"{path}.{name}") for name in chosen}

    def chance(self, name: str, path: str) -> float:
        if path == "":
            return 0.97 if name in USUAL else 0.12
        return 0.9 if path == ".product" or (path == ".brand" and name == "topic") else 0.2

    def phases(self) -> dict[str, Any]:
        first = self.lots.randint(1, 5)
        last = first + self.lots.choice([6, 6, 13, -2])
        plain = {"launch": {"first_day": f"2026-12-{first:02}", "last_day": f"2026-12-{max(last, 1):02}"}}
        return plain | {"tail": {"last_day": f"2026-12-{self.lots.choice([26, LATEST])}"}}

    def value(self, form: dict[str, Any], name: str, path: str) -> Any:
        if "$ref" in form:
            return self.part(self.parts[form["$ref"].rsplit("/", 1)[1]], path)
        if "anyOf" in form:
            options = [each for each in form["anyOf"] if each.get("type") != "null"]
            return self.value(self.lots.choice(options[:1] if len(options) > 1 else options), name, path)
        return self.plain(form, name, path)

    def plain(self, form: dict[str, Any], name: str, path: str) -> Any:
        if "const" in form or "enum" in form:
            return self.lots.choice(form.get("enum", [form.get("const")]))
        kinds = {
            "object": lambda: self.mapping(form, name, path), "array": lambda: self.several(form, name, path),
            "boolean": lambda: self.lots.random() < 0.5, "number": lambda: self.number(form, name, path),
            "integer": lambda: self.number(form, name, path),
        }  # fmt: skip
        kind = form.get("type")
        return kinds[kind]() if isinstance(kind, str) and kind in kinds else self.text(form, name)

    def several(self, form: dict[str, Any], name: str, path: str) -> list[Any]:
        return [self.value(form["items"], name, path) for _ in range(self.lots.randint(form.get("minItems", 0), 2))]

    def mapping(self, form: dict[str, Any], name: str, path: str) -> dict[str, Any]:
        labels = [f"plan {letter}" for letter in "ab"] if name == "tactics" else WORDS.get(name, NAMES)
        chosen = self.lots.sample(labels, k=self.lots.randint(1, 2))
        return {label: self.value(form["additionalProperties"], name, f"{path}.{label}") for label in chosen}

    def number(self, form: dict[str, Any], name: str, path: str) -> float:
        if ".spend" in path:
            return self.lots.choice([1.0, 0.5, 0.5, 0.2, 500])
        if name in ("goal", "followers", "people", "places"):
            return self.lots.choice([10, 50, 400])
        if name.endswith("_cny"):
            return self.lots.choice([5, 60, 300, 1500])
        low = form.get("minimum", form.get("exclusiveMinimum", 0) + (0.5 if "exclusiveMinimum" in form else 0))
        high = min(form.get("maximum", form.get("exclusiveMaximum", low + 9) - 0.5), low + 9)
        is_whole = form.get("type") == "integer" or "multipleOf" in form
        return self.lots.randint(int(low), int(high)) if is_whole else round(self.lots.uniform(low, high), 2)

    def text(self, form: dict[str, Any], name: str) -> str:
        if "pattern" in form:  # a day
            return f"2026-12-{self.lots.randint(1, LATEST):02}"
        if name == "quotes_file":
            return self.lots.choice(["creator_quotes_synthetic.csv", "none.csv"])
        return self.lots.choice(WORDS.get(name, NAMES))


PAID = ("media", "event", "group")
REWARDED = ("challenge", "check_in", "draw")
NEEDS = {"visitors": "event", "participants": "draw", "参与人数": "draw", "涨粉": "own_account", "sales": "product"}


def tidy(plain: dict[str, Any], lots: random.Random) -> dict[str, Any]:
    """Take out what contradicts itself, most of the time."""
    plain = {name: part for name, part in plain.items() if name not in ("agreed", "question", "survey")}
    if "own_account" in plain:
        plain["own_account"] = {"owner": "brand", "topic": "food", "followers": 800}
    plain["brand"], plain["product"] = lots.choice([
        ({"name": "清柔"}, {"name": "面霜"}), ({"name": "雪肌", "topic": "护肤"}, {"name": "水", "price_cny": "¥80"}),
        ({"name": "知远"}, {"name": "course"}),
    ])  # fmt: skip
    launch = {"first_day": "2026-12-01", "last_day": "2026-12-05"}
    plain["phases"] = {"launch": launch, "tail": {"last_day": "2026-12-10"}}
    for name in {*REWARDED, "media", "promotion", "coupon"} & set(plain):
        plain[name] |= {"first_day": "2026-12-01", "last_day": "2026-12-04"}
    for name, day in (("event", "day"), ("group", "first_day")):
        if name in plain:
            plain[name][day] = "2026-12-03"
    if "event" in plain:
        plain["event"] |= {"city": "成都", "places": 40, "place_cny": 20}
    if "coupon" in plain:
        plain["coupon"] |= {"value_cny": 3, "least_cny": 20, "who": "收藏"}
    if "live" in plain:
        plain["live"]["days"] = ["2026-12-03"]
    if "partner" in plain:
        plain["partner"]["brand"] = {"name": "冰岛", "topic": "旅行"}
    plain |= {"audience": {"topics": ["skincare"]}, "budget_cny": lots.choice([8000, "2万"])}
    kinds = [kind for kind in ("reach", *NEEDS) if kind == "reach" or NEEDS[kind] in plain]
    plain["objectives"] = [{"kind": kind} for kind in lots.sample(kinds, k=min(2, len(kinds)))]
    plain["tactics"] = {label: tidy_tactic(each, plain, lots) for label, each in plain["tactics"].items()}
    return plain


def tidy_tactic(tactic: dict[str, Any], plain: dict[str, Any], lots: random.Random) -> dict[str, Any]:
    """Let a tactic have all that the brief has, and nothing else."""
    reward = [kind for kind in REWARDED if kind in plain]
    parts = [part for part in PAID if part in plain] + lots.sample(reward, k=min(1, len(reward)))
    ads = [kind for kind in ("feed_ads", "search_ads", "own_note_ads") if lots.random() < 0.2]
    ads = [kind for kind in ads if kind != "own_note_ads" or "own_account" in plain]
    rest = parts + ads
    spend = {"creators": 1.0 - 0.1 * len(rest)} | dict.fromkeys(rest, 0.1)
    keep = {name: value for name, value in tactic.items() if name in ("choose_by", "notes_each", "keyword_coverage")}
    if set(ads) - {"search_ads"}:
        keep |= {name: value for name, value in tactic.items() if name in ("targeting", "pay_for", "ads_after_days")}
    keep |= {name: True for name in ("live", "promotion", "coupon") if name in plain}
    keep |= {"joint_notes": 0.3} if "partner" in plain else {}
    return keep | {"spend": spend, "tiers": {"koc": 1}}
