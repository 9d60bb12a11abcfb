// One's own notes beside the case: the notes' page gives the form, and the answer to saving it. Nothing of it is collected.
const SAVES = { saved: "Your notes are saved.", lost: "We can’t reach the server. Your notes are still here." };

export function openNotes(box) {
  box?.addEventListener("toggle", () => box.open && !box.querySelector("form") && load(box).catch(() => {}));
}

async function load(box) {
  const page = await pageOf(await fetch(box.dataset.notes, { credentials: "same-origin", redirect: "error" }));
  show(box, page, "");
}

const pageOf = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

function show(box, page, says) {
  const form = page.querySelector("main form");
  if (!form) return;
  form.setAttribute("action", box.dataset.notes);
  const others = [...page.querySelectorAll("main [role=alert], main h2, main .wm-compare")];
  const said = Object.assign(document.createElement("p"), { className: "wm-small", textContent: says });
  said.setAttribute("role", "status");
  box.querySelectorAll(":scope > :not(summary, [data-part=way])").forEach((old) => old.remove());
  box.append(...others.filter((part) => part.matches("[role=alert]")), form);
  box.append(said, ...others.filter((part) => !part.matches("[role=alert]")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(box, form).catch(() => (said.textContent = SAVES.lost));
  });
}

async function save(box, form) {
  const options = { method: "POST", credentials: "same-origin", body: new FormData(form) };
  const answer = await fetch(box.dataset.notes, options);
  if (new URL(answer.url).pathname !== box.dataset.notes || answer.status >= 500) throw new Error("not saved");
  show(box, await pageOf(answer), answer.redirected ? SAVES.saved : "");
}
