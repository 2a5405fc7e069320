// A list of Dash takes the keyboard by a field that it hides from who listens to the page: let it say what it is.
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
  const all = () => document.querySelectorAll("input.dash-dropdown-focus-target").forEach(name);
  new MutationObserver(all).observe(document.documentElement, {childList: true, subtree: true, characterData: true});
  document.addEventListener("DOMContentLoaded", all);
})();
