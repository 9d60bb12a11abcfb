// The desk with a script: saves while one writes, counts, and says honestly where the text is.
// Without it the same form saves by its button. The server decides everything: the count, the time, the revision.
import { Keeper } from "./keeper.js";
import { Counter } from "./counter.js";
import { Banner, State } from "./state.js";

const form = document.querySelector('[data-desk="form"]');

function start() {
  const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
  const state = new State(document);
  const banner = new Banner(document.querySelector('[data-desk="banner"]'));
  const sections = [...form.querySelectorAll("[data-answer]")];
  const counter = new Counter(form, sections);
  const shared = { token, client: form.dataset.client, state, banner };
  const keepers = sections.map((section) => new Keeper(section, shared));

  sections.forEach((section, index) => {
    const area = section.querySelector("textarea");
    area.addEventListener("input", () => {
      keepers[index].changed();
      counter.changed();
    });
    area.addEventListener("blur", () => keepers[index].soon(0));
  });

  form.addEventListener("submit", async (event) => {
    const then = event.submitter?.value;
    event.preventDefault();
    await Promise.all(keepers.map((keeper) => keeper.flush()));
    if (keepers.some((keeper) => keeper.isWaiting)) state.show(keepers);
    else if (then === "check") window.location.assign(form.action.replace(/answers\/$/, "submission/"));
    else state.show(keepers);
  });

  window.addEventListener("online", () => keepers.forEach((keeper) => keeper.soon(0)));
  window.addEventListener("offline", () => state.show(keepers));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keepers.forEach((keeper) => keeper.leave());
  });
  window.addEventListener("beforeunload", (event) => {
    if (keepers.some((keeper) => keeper.isWaiting)) event.preventDefault();
  });
  shared.tell = () => state.show(keepers);
  counter.show();
  keepers.filter((keeper) => keeper.isWaiting).forEach((keeper) => keeper.changed());
}

if (form) start();
