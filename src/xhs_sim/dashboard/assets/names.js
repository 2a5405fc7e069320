// A list of Dash takes the keyboard by a field that it hides from who listens to the page: let it say what it is.
// Boxes to tick say that they are options of a list, and an option must hold no box: they are a group under its legend.
(() => {
  const name = (field) => {
    const list = field.parentElement && field.parentElement.querySelector("button.dash-dropdown");
    if (!list) return;
    const label = document.querySelector(`label[for="${CSS.escape(list.id)}"]`);
    const value = list.querySelector(".dash-dropdown-value");
    const said = [label, value].filter(Boolean).map((each) => each.textContent.trim()).join(": ");
    if (label && !label.id) {
      label.id = `${list.id}-label`;
      list.setAttribute("aria-labelledby", `${label.id} ${list.getAttribute("aria-labelledby") || ""}`.trim());
    }
    if (field.hasAttribute("aria-hidden")) field.removeAttribute("aria-hidden");
    if (field.getAttribute("aria-label") !== said) field.setAttribute("aria-label", said);
  };
  const plain = (boxes) => {
    boxes.removeAttribute("aria-multiselectable");
    boxes.setAttribute("role", "group");
    const legend = boxes.closest("fieldset").querySelector("legend");
    if (legend) boxes.setAttribute("aria-label", legend.textContent.trim());
  };
  const unlisted = (option) => ["role", "aria-selected"].forEach((each) => option.removeAttribute(each));
  // A field for files is hidden behind its button: it is called as that is, and left out when walking by the keyboard.
  const filed = (files) => {
    const button = files.parentElement.querySelector("button");
    if (button && files.getAttribute("aria-label") !== button.textContent) {
      files.setAttribute("aria-label", button.textContent);
      files.tabIndex = -1;
    }
  };
  const all = () => {
    document.querySelectorAll(".drop input[type=file]").forEach(filed);
    document.querySelectorAll("input.dash-dropdown-focus-target").forEach(name);
    document.querySelectorAll("fieldset .ticks[role]:not([role=group])").forEach(plain);
    document.querySelectorAll("fieldset .ticks :is([role=option], [aria-selected])").forEach(unlisted);
  };
  new MutationObserver(all).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributeFilter: ["role", "aria-selected"],
  });
  document.addEventListener("DOMContentLoaded", all);
})();
