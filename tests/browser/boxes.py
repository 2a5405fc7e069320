"""Where text stands on a page: boxes that lie on one another, leave the page, or are cut by what holds them."""

from typing import Any

BOXES = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.textContent.trim() || holder.closest("svg, style, script, .skip")) continue;
    let unseen = false;  // clipped to nothing: for who listens to the page
    for (let outer = holder; outer; outer = outer.parentElement)
      unseen ||= getComputedStyle(outer).clipPath === "inset(50%)";
    if (unseen) continue;
    if (holder.checkVisibility && !holder.checkVisibility({visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      let cut = null, scrolls = false;
      for (let outer = holder; outer && outer !== document.body; outer = outer.parentElement) {
        const style = getComputedStyle(outer), edge = outer.getBoundingClientRect();
        if (["auto", "scroll"].includes(style.overflowX)) scrolls = true;
        const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
        if (hides && (box.right > edge.right + 1 || box.left < edge.left - 1 ||
                      box.bottom > edge.bottom + 1 || box.top < edge.top - 1)) cut = outer.className || outer.tagName;
      }
      found.push({text: node.textContent.trim().slice(0, 60), left: box.left, right: box.right,
                  top: box.top + scrollY, bottom: box.bottom + scrollY, scrolls, cut});
    }
  }
  return found;
}"""
_SLIVER = 2.0  # pixels that neighbouring lines may share


def text_boxes(page: Any) -> list[dict[str, Any]]:
    """Every line of text with its place on the page, in pixels; text inside pictures is left to the figures' tests."""
    found: list[dict[str, Any]] = page.evaluate(BOXES)
    return found


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of texts that share more than a sliver."""
    pairs, open_ = [], list[dict[str, Any]]()
    for box in sorted(boxes, key=lambda each: float(each["top"])):
        open_ = [each for each in open_ if each["bottom"] > box["top"]]
        for other in open_:
            wide = min(box["right"], other["right"]) - max(box["left"], other["left"])
            high = min(box["bottom"], other["bottom"]) - box["top"]
            # A line box is taller than its letters: lines of one paragraph may touch.
            if wide > _SLIVER and high > 0.3 * min(box["bottom"] - box["top"], other["bottom"] - other["top"]):
                pairs.append((str(other["text"]), str(box["text"])))
        open_.append(box)
    return pairs


def outside(boxes: list[dict[str, Any]], width: float) -> list[str]:
    """Texts beyond the page's edges that no scrolling brings in, and texts that are cut."""
    beyond = [
        box for box in boxes if box["cut"] or ((box["left"] < -1 or box["right"] > width + 1) and not box["scrolls"])
    ]
    return [str(box["text"]) for box in beyond]
