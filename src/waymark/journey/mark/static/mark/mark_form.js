// The mark form works without this file. With it, a selected passage is copied by one press, and keys 0 to 9 choose a level.
const form = document.querySelector("[data-mark-form]");
const script = document.querySelector("[data-script]");
let passageSelected = "";

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (
    selection && !selection.isCollapsed
    && script.contains(selection.anchorNode) && script.contains(selection.focusNode)
  ) {
    passageSelected = selection.toString().trim();
  }
});

for (const omission of form.querySelectorAll("[data-omission]")) {
  const passage = omission.querySelector("textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary wm-gate__take";
  button.textContent = "Use the passage you selected";
  button.addEventListener("click", () => {
    if (!passageSelected) return passage.focus();
    passage.value = passageSelected;
    omission.querySelector('input[value="met"]').checked = true;
  });
  passage.after(button);
}

form.addEventListener("keydown", (event) => {
  const criterion = event.target.closest("[data-criterion]");
  if (!criterion || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const level = criterion.querySelector(`input[value="${event.key}"]`);
  if (level) { level.checked = true; level.focus(); }
});
