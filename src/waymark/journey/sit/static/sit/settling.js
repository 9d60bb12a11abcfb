// What a field shows when the desk is opened: what the page brought, or what this device kept. Pure.

/**
 * `page`: the answer as the page brought it, {text, rev}. `rows`: what windows that are gone left on this device.
 *
 * | the device has                              | the field shows | and                              |
 * |---------------------------------------------|-----------------|----------------------------------|
 * | a text that the server waits for            | it              | sends it first, as it was written |
 * | several of them                             | the newest      | the others are sent by themselves |
 * | a text saved after this page was made       | it              | nothing is sent                  |
 * | nothing, or what the page knows             | the page's      | such rows are removed            |
 */
export function settle(page, rows) {
  const waiting = rows.filter((row) => row.waiting).sort((first, second) => first.at - second.at);
  const newest = waiting.at(-1) ?? null;
  const others = waiting.slice(0, -1).filter((row) => row.text !== newest.text);
  const saved = rows.filter((row) => !row.waiting).sort((first, second) => first.base - second.base);
  const later = saved.filter((row) => row.base > page.rev).at(-1);
  const stands = later ? { text: later.text, rev: later.base } : { text: page.text, rev: page.rev };
  const removes = [
    ...saved.filter((row) => row !== later),
    ...waiting.filter((row) => row !== newest && !others.includes(row)),
  ];
  return { stands, sends: newest, others, removes };
}
