// Texts kept on this device: one row for each window's text of one answer, under the writer's key, and encrypted.
// A row says whether the server still waits for it. Rows of other writers are never read.
import { decrypted, encrypted } from "./device_keys.js";
import { KEY, ask } from "./store.js";

const under = (...first) => IDBKeyRange.bound(first, [...first, []]);

export async function keep(row) {
  const hidden = await encrypted(row);
  return ask("copies", "readwrite", (store) => store.put(hidden));
}

export const remove = (row) => ask("copies", "readwrite", (store) => store.delete(KEY.map((name) => row[name])));

export const listOfWriter = (writer) => list(under(writer));
export const listOfSitting = (writer, sitting) => list(under(writer, sitting));

/** A row that an earlier release wrote is not encrypted yet; one that cannot be read stays for whoever can. */
async function list(range) {
  const rows = await ask("copies", "readonly", (store) => store.getAll(range));
  const read = await Promise.allSettled(rows.map((row) => ("hidden" in row ? decrypted(row) : encryptedNow(row))));
  return read.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
}

async function encryptedNow(row) {
  await keep(row);
  return row;
}

/** Rows that an earlier key of the same writer named become rows of the present one. */
export async function moveTo(writer, earlier) {
  for (const before of earlier) {
    for (const row of await listOfWriter(before)) {
      await keep({ ...row, writer });
      await remove(row);
    }
  }
}

/** What the server has, and no longer takes, is not needed here: rows of a sitting that closed before `now`. */
export async function removeExpired(writer, now) {
  const rows = await listOfWriter(writer);
  await Promise.all(rows.filter((row) => !row.waiting && row.closes < now).map(remove));
}
