// The service worker of one desk. It keeps the desk's page as its writer got it last, and gives it back only when the
// network fails. It answers for that page, the files of its case and those of the site, for nothing else; it sends
// nothing.
const PATH = new URL(self.registration.scope).pathname;
const START = `desk ${PATH.split("/").at(-2)} `;
const PATIENCE = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname === PATH) event.respondWith(page(event));
  else if (address.pathname.startsWith(`${PATH}exhibits/`)) event.respondWith(file(request));
  else if (["font", "image", "script", "style"].includes(request.destination)) event.respondWith(file(request));
});

async function page({ request }) {
  const kept = request.mode === "navigate" ? await find(PATH) : undefined;
  try {
    const answer = await (kept ? inTime(fetch(request)) : fetch(request));
    if (kept && answer.status >= 502 && answer.status <= 504) return kept;
    await keepOrForget(answer);
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** The page says for whom it was made. One that is not this person's any more is not kept. */
async function keepOrForget(answer) {
  const writer = answer.headers.get("x-waymark-writer");
  const gone = answer.status === 403 || answer.status === 404;
  if (!writer && !gone) return;
  const name = START + writer;
  for (const other of await ours()) if (other !== name) await caches.delete(other);
  if (writer && answer.ok) await (await caches.open(name)).put(PATH, answer.clone());
}

async function file(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await find(request.url);
    if (kept) return kept;
    throw error;
  }
}

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(START));

async function find(address) {
  for (const name of await ours()) {
    const kept = await (await caches.open(name)).match(address);
    if (kept) return kept;
  }
  return undefined;
}

function inTime(answer) {
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("The server isn’t responding.")), PATIENCE));
  return Promise.race([answer, late]);
}
