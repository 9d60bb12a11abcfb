// Before signing out: words that only this device has are sent first. If they cannot be, the page says so, and the
// person chooses: stay, or sign out and keep them here, encrypted. What the server has, every page and every key is taken
// off the device, and the person's other windows are emptied.
import { forgetPages } from "./caches.js";
import * as copies from "./copies.js";
import { forgetKeys } from "./device_keys.js";
import { sendLeft } from "./left_behind.js";
import { announce } from "../kit/signed_out.js";
import { countWords } from "../kit/words.js";

const form = document.querySelector('[data-desk="sign-out"]');
const note = document.querySelector('[data-desk="unsent"]');

function saysOf(row) {
  const words = countWords(row.text);
  const item = document.createElement("li");
  item.append(`Question ${row.number}: ${words} ${words === 1 ? "word" : "words"}`);
  return item;
}

async function look() {
  const { writer, token } = form.dataset;
  const left = await sendLeft({ token }, await copies.listOfWriter(writer));
  note.querySelector("ul").replaceChildren(...left.map(saysOf));
  note.hidden = left.length === 0;
  if (left.length) form.querySelector("button").textContent = "Sign out and leave them on this device";
}

async function leave() {
  const rows = await copies.listOfWriter(form.dataset.writer);
  await Promise.all(rows.filter((row) => !row.waiting).map(copies.remove));
  await Promise.allSettled([forgetPages(), forgetKeys()]);
}

if (form) {
  look().catch(() => {});
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    announce();
    await leave().catch(() => {});
    form.submit();
  });
}
