// The keys under which words on this device are encrypted. The server derives them and gives them to whoever is signed
// in; here each is a key that no script can read back, and signing out deletes it. One that is in this window's memory
// stays until the window is left: its writer may go on writing while signed out.
import { ask } from "./store.js";

const ADDRESS = "/sit/device-keys/";
const TIMEOUT = 8000;
const ALGORITHM = "AES-GCM";
const known = new Map();

/** The key of that writer, from memory or from this device; `undefined` if neither has it. */
async function find(writer) {
  if (!known.has(writer)) {
    const key = await ask("keys", "readonly", (store) => store.get(writer));
    if (key) known.set(writer, key);
  }
  return known.get(writer);
}

/** The key of that writer, from the server where this device has none. Fails where nobody can give it. */
export async function keyOf(writer) {
  const key = (await find(writer)) ?? (await fetchKeys().then(() => known.get(writer)));
  if (!key) throw new Error("This device has no key for these words.");
  return key;
}

/** Whoever is signed in gets their keys, which then open the desk without the network too. */
export async function fetchKeys() {
  const options = { credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) };
  const answer = await fetch(ADDRESS, options);
  if (!answer.ok) throw new Error("Only someone who is signed in is given keys.");
  const { keys } = await answer.json();
  for (const [writer, raw] of Object.entries(keys)) {
    const bytes = Uint8Array.from(atob(raw), (sign) => sign.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, ALGORITHM, false, ["encrypt", "decrypt"]);
    known.set(writer, key);
    await ask("keys", "readwrite", (store) => store.put(key, writer));
  }
}

/** The page of this writer came from the server just now: this device keeps the key again, if a sign-in page took it. */
export async function keepKey(writer) {
  const kept = await ask("keys", "readonly", (store) => store.get(writer));
  if (!kept) await fetchKeys();
}

/** Takes every key off this device; windows that are open still know theirs. */
export const forgetKeys = () => ask("keys", "readwrite", (store) => store.clear());

const about = (row) => new TextEncoder().encode(JSON.stringify([row.writer, row.sitting, row.question, row.client]));

/** The row with its text encrypted, bound to whose text of what it is. */
export async function encrypted({ text, ...row }) {
  const key = await keyOf(row.writer);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: ALGORITHM, iv, additionalData: about(row) };
  return { ...row, iv, hidden: await crypto.subtle.encrypt(how, key, new TextEncoder().encode(text)) };
}

/** The row with its text. */
export async function decrypted({ iv, hidden, ...row }) {
  const how = { name: ALGORITHM, iv, additionalData: about(row) };
  const bytes = await crypto.subtle.decrypt(how, await keyOf(row.writer), hidden);
  return { ...row, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
}
