"""A brief to begin with: complete, with a word on each part."""

from datetime import date, timedelta

FIRST_PLAN = "{notes_per_week: 5, hours_per_week: 15, hours: [12, 20]}"
NO_ACCOUNT = "null          # or {owner: brand, followers: 5000}: it publishes by a plan"
NO_SPEND = """
  own_notes_only:          # what the account does by itself
    spend: {creators: 0.0}
    content: {notes_per_week: 5, hours_per_week: 15, hours: [12, 20], keyword_coverage: 0.5}"""


def template(
    *, name: str, brand: str, topic: str, product: str, price_cny: float, kind: str, goal: float, budget_cny: float,
    first_day: date, days: int = 7, n_users: int = 100_000,
) -> str:
    """Return the text of a brief with two tactics, to be edited."""
    grows = kind == "followers"
    own = f"{{owner: brand, followers: 5000, content: {FIRST_PLAN}}}" if grows else NO_ACCOUNT
    last, watch = first_day + timedelta(days=days - 1), first_day + timedelta(days=days + 13)
    return f"""\
# A campaign brief. Check it with: xhs-sim brief check FILE; try it with: xhs-sim compare brief=FILE
name: {name}
brand: {{name: {brand}, topic: {topic}, aware_share: 0.1}} # of a brand that the market knows, the name is enough
product: {{name: {product}, price_cny: {price_cny:g}, margin_share: 0.6}}
audience:
  topics: [{topic}]        # creators are chosen by these; the first counts most
  genders: []              # these three narrow ads; empty means everybody
  age_bands: []
  city_tiers: []
objective: {{kind: {kind}, goal: {goal:g}}} # reach, engagement, sales (CNY), followers: added; or engagement_rate
budget_cny: {budget_cny:g}
quotes_file: null          # a CSV of followers and image_text_quote_cny; null: the price law
calendar: {{first_day: {first_day}, last_day: {last}, watch_until: {watch}}}
own_account: {own}
agreed: []                 # - {{creator: c001, followers: 5200, price_cny: 800, day: {first_day}}}
tactics:                   # each is compared with spending nothing
  small_creators:
    spend: {{creators: 1.0, feed_ads: 0.0, search_ads: 0.0}}
    tiers: {{koc: 1.0}}      # koc, junior, waist, head
    choose_by: audience_fit
  creators_then_ads:
    spend: {{creators: 0.5, feed_ads: 0.3, search_ads: 0.2}}
    tiers: {{koc: 0.5, junior: 0.5}}
    cooperation: {{paid: 1.0}} # trial: a product and no fee; cocreation: notes developed together
    choose_by: price_efficiency
    keyword_coverage: 0.5  # of the topic's words, into the notes
    targeting: look_alike  # broad, taste, look_alike, retarget
    ads_after_days: 2{NO_SPEND if grows else ""}
market: {{n_users: {n_users}, replicates: 6, seed: 1}}
"""
