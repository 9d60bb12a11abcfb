// The desk's database on this device: texts that are kept here, encrypted, and the keys to them while someone is signed in.
const NAME = "waymark-desk";
const VERSION = 2;
export const KEY = ["writer", "sitting", "question", "client"];
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      const names = asked.result.objectStoreNames;
      if (!names.contains("copies")) asked.result.createObjectStore("copies", { keyPath: KEY });
      if (!names.contains("keys")) asked.result.createObjectStore("keys");
    };
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

/** `act(store)` makes a request. Resolves when the device has it on its disk, not before. */
export async function ask(name, mode, act) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const turn = base.transaction(name, mode, { durability: "strict" });
    const asked = act(turn.objectStore(name));
    turn.oncomplete = () => resolve(asked.result);
    turn.onabort = () => reject(turn.error);
  });
}
