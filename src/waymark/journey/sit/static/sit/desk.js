// The desk with a script: keeps the text here and on the server while one writes, counts, and says honestly where it is.
// Without it the same form saves by its button. The server decides everything: the count, the time, the revision.
import { Banner } from "./banner.js";
import { openNotes } from "./notes.js";
import { Desk } from "./one_desk.js";
import { keepPlaces } from "./panes.js";
import { attachPaste, showDropped } from "./paste.js";
import { SignIn } from "./signing_in.js";
import { State } from "./state.js";

const form = document.querySelector('[data-desk="form"]');

function start() {
  keepPlaces(document);
  const banner = new Banner(document.querySelector('[data-desk="banner"]'));
  const desk = new Desk(form, { banner, state: new State(document, banner) });
  desk.signIn = new SignIn(document.querySelector('[data-desk="sign-in"]'), desk.writer, (answer) => desk.back(answer));
  listen(desk);
  desk.open();
}

function listen(desk) {
  for (const keeper of desk.keepers) {
    keeper.area.addEventListener("input", () => {
      keeper.typed();
      desk.counter.changed();
    });
    keeper.area.addEventListener("blur", () => keeper.soon(0));
    attachPaste(keeper.area, showDropped(keeper.section.querySelector('[data-part="pasted"]')));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    desk.save(event.submitter?.value);
  });
  window.addEventListener("online", () => desk.lookAgain());
  window.addEventListener("focus", () => desk.cameBack());
  window.addEventListener("offline", () => desk.tell());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") desk.keepers.forEach((keeper) => keeper.leave());
    else desk.cameBack();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!desk.isSignedOut && desk.keepers.some((keeper) => keeper.isWaiting)) event.preventDefault();
  });
  window.addEventListener("waymark:signed-out", (event) => event.detail.push(desk.signedOut()));
}

openNotes(document.querySelector('[data-desk="notes"]'));
if (form && !("closed" in form.dataset)) start();
else keepPlaces(document);
