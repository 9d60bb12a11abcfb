// The pages of desks on this device: one cache for each sitting and writer. Whoever signs in or out takes them away.
const START = "desk ";

export const cacheOf = ({ sitting, writer }) => `${START}${sitting} ${writer}`;

/** Takes every desk's page off this device, but for that of `writer`. What was written stays. */
export async function forgetPages(writer = "") {
  if (!("caches" in window)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(START));
  await Promise.all(names.filter((name) => !writer || !name.endsWith(` ${writer}`)).map((name) => caches.delete(name)));
}
