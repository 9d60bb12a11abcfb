// On pages without a field to write in: what this device still holds of the writer is sent, and the page says what
// became of it. What the server has is taken off the device.
import * as copies from "./copies.js";
import { hasIt, send } from "./sending.js";

/** Sends every waiting row; answers with those that the server still does not have. */
export async function sendLeft(desk, rows) {
  const left = [];
  for (const row of rows.filter(({ waiting }) => waiting)) {
    const reply = await send(desk, row);
    if (hasIt(reply)) await copies.remove(row);
    else left.push(row);
  }
  return left;
}

async function start(place) {
  const { writer, sitting, token, kept } = place.dataset;
  const rows = await copies.listOfSitting(writer, sitting);
  await Promise.all(rows.filter((row) => !row.waiting).map(copies.remove));
  const waiting = rows.filter((row) => row.waiting);
  if (!waiting.length) return;
  const left = await sendLeft({ token }, rows);
  const link = Object.assign(document.createElement("a"), { href: kept, textContent: "See the other version" });
  const says = left.length
    ? "Some words on this device haven’t reached us. They stay here. Open this page again when you’re online. "
    : "Words from this device have just reached us. We saved them as another version. ";
  const sentence = document.createElement("p");
  sentence.append(says, ...(left.length ? [] : [link]));
  place.replaceChildren(sentence);
  place.hidden = false;
}

const place = document.querySelector('[data-desk="left-behind"]');
if (place) start(place).catch(() => {});
