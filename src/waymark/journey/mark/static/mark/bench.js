// The bench works without this file. With it, a selected passage is copied by one press, and keys 0 to 9 choose a level.
const form = document.querySelector("[data-bench]");
const script = document.querySelector("[data-script]");
let selected = "";

document.addEventListener("selectionchange", () => {
  const now = document.getSelection();
  if (now && !now.isCollapsed && script.contains(now.anchorNode) && script.contains(now.focusNode)) {
    selected = now.toString().trim();
  }
});

for (const gate of form.querySelectorAll("[data-gate]")) {
  const passage = gate.querySelector("textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary wm-gate__take";
  button.textContent = "Use the passage selected in the script";
  button.addEventListener("click", () => {
    if (!selected) return passage.focus();
    passage.value = selected;
    gate.querySelector('input[value="met"]').checked = true;
  });
  passage.after(button);
}

form.addEventListener("keydown", (event) => {
  const criterion = event.target.closest("[data-criterion]");
  if (!criterion || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const level = criterion.querySelector(`input[value="${event.key}"]`);
  if (level) { level.checked = true; level.focus(); }
});
