// Texts kept on this device: one row for each window's text of one answer, under the writer's key.
// A row says whether the server still waits for it. Rows of other writers are never read.
const NAME = "waymark-desk";
const STORE = "copies";
const KEY = ["writer", "sitting", "question", "client"];
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: KEY });
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      asked.result.onclose = forget;
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
  });
  opened.catch(forget);
  return opened;
}

function forget() {
  opened = null;
}

/** Resolves when the device has it on its disk, not before. */
async function ask(mode, act) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const turn = base.transaction(STORE, mode, { durability: "strict" });
    const asked = act(turn.objectStore(STORE));
    turn.oncomplete = () => resolve(asked.result);
    turn.onabort = () => reject(turn.error);
  });
}

const under = (...first) => IDBKeyRange.bound(first, [...first, []]);

export const keep = (row) => ask("readwrite", (store) => store.put(row));
export const remove = (row) => ask("readwrite", (store) => store.delete(KEY.map((name) => row[name])));
export const listOfWriter = (writer) => ask("readonly", (store) => store.getAll(under(writer)));
export const listOfSitting = (writer, sitting) => ask("readonly", (store) => store.getAll(under(writer, sitting)));

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
