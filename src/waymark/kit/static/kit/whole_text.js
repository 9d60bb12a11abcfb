// What was typed into a field is seen whole: on paper in every browser, which prints no more of a field than its box
// shows, and on screen where fields do not grow by themselves (Safari).
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");
const GROWING = "textarea.wm-write";

/** On paper a copy takes the field's place: it breaks over pages as text does. */
function copyAll() {
  removeCopies();
  for (const area of document.querySelectorAll("textarea")) {
    const copy = document.createElement("div");
    copy.className = "wm-copy";
    copy.textContent = area.value;
    area.after(copy);
  }
}

const removeCopies = () => document.querySelectorAll(".wm-copy").forEach((copy) => copy.remove());

/** The line in which one types stays where it was seen: what the field had scrolled, its surroundings scroll. */
export function grow(area) {
  if (GROWS_BY_ITSELF) return;
  const hidden = area.scrollHeight - area.clientHeight;
  if (hidden <= 0) return;
  const scrolled = area.scrollTop;
  area.style.height = `${area.offsetHeight + hidden}px`;
  const pane = area.closest(".wm-pane");
  const moving = pane && getComputedStyle(pane).overflowY === "auto" ? pane : document.scrollingElement;
  moving.scrollBy({ top: scrolled, behavior: "instant" });
}

function start() {
  window.addEventListener("beforeprint", copyAll);
  window.addEventListener("afterprint", removeCopies);
  if (GROWS_BY_ITSELF) return;
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => grow(target)));
  for (const area of document.querySelectorAll(GROWING)) {
    area.addEventListener("input", () => grow(area));
    sizes.observe(area);
  }
}

start();
