"""Where the focus is: what is called so, and whether it can be seen there."""

from __future__ import annotations

HERE = """() => {
  const here = document.activeElement;
  const label = here.labels?.[0]?.innerText || here.getAttribute("aria-label") || here.innerText || "";
  const drawn = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  };
  const label_drawn = here.labels?.length && (drawn(here.labels[0]) || getComputedStyle(here.labels[0], "::before")
    .boxShadow !== "none" || parseFloat(getComputedStyle(here.labels[0], "::before").borderTopWidth) > 2);
  const box = here.getBoundingClientRect();
  return {label: label.replace(/\\s+/g, " ").trim(), seen: drawn(here) || Boolean(label_drawn),
    inside: box.bottom > 0 && box.top < innerHeight, body: here === document.body};
}"""
MOST_STOPS = 60
