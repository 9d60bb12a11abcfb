// What this device needs to open the desk without the network: a service worker for this sitting alone, and the files
// that the page is made of. The worker keeps the page itself.
import { cacheOf, forgetPages } from "./caches.js";
import { keepKey } from "./device_keys.js";

/** `desk`: the worker's address, the sitting, its writer, and the addresses of the files of the page. */
export async function readyOffline(desk) {
  await keepKey(desk.writer).catch(() => {});
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await forgetPages(desk.writer);
  await navigator.serviceWorker.register(desk.worker, { scope: location.pathname });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(cacheOf(desk));
  if (!(await cache.match(location.pathname))) await keepPage(cache, desk);
  await keepFiles(cache, [...filesOfPage(desk.files), ...filesOfCase()], desk.hasFiles);
  desk.hasFiles = true;
}

/** Once for each page that is opened, all anew: the files of an earlier release do not fit this page. */
async function keepFiles(cache, files, isMendedOnly) {
  const kept = (await cache.keys()).map((request) => request.url);
  const stale = kept.filter((url) => !files.includes(url) && new URL(url).pathname !== location.pathname);
  const wanted = isMendedOnly ? files.filter((url) => !kept.includes(url)) : files;
  await Promise.allSettled(wanted.map((url) => cache.add(url)));
  await Promise.all(stale.map((url) => cache.delete(url)));
}

/** The first page came before there was a worker to keep it. */
async function keepPage(cache, { writer }) {
  const answer = await fetch(location.pathname, { credentials: "same-origin" });
  if (answer.ok && answer.headers.get("x-waymark-writer") === writer) await cache.put(location.pathname, answer);
}

const filesOfCase = () => [...document.querySelectorAll('#case a[href*="/exhibits/"]')].map((link) => link.href);

/** Style sheet, fonts and scripts, as the server lists them: what a browser fetched for this page is no whole list. */
const filesOfPage = (files) => files.split(" ").map((address) => new URL(address, location.href).href);
