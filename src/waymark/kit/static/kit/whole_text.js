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

/** Never lower than it was: the page does not jump while one deletes. */
export function grow(area) {
  const hidden = area.scrollHeight - area.clientHeight;
  if (GROWS_BY_ITSELF || hidden <= 0) return;
  area.style.height = `${area.offsetHeight + hidden}px`;
  if (isWrittenAtItsEnd(area) && area.getBoundingClientRect().bottom > innerHeight) area.scrollIntoView({ block: "end" });
}

/** The browser may have scrolled inside the field for the new line, which is then below the window when the field has grown. */
const isWrittenAtItsEnd = (area) => area === document.activeElement && area.selectionEnd === area.value.length;

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
