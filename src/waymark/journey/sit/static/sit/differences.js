// Two texts beside one another, by words: what both have, and what only one has. Bounded; the twin of differences.py.
const MOST = 4_000_000;

const partsOf = (text) => text.match(/\S+\s*|\s+/gu) ?? [];

/** [["same" | "first" | "second", text]...]: put together, all but `second` is the first text, and the reverse. */
export function compare(first, second) {
  const a = partsOf(first);
  const b = partsOf(second);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const pieces = [["same", a.slice(0, start)], ...middle, ["same", end ? a.slice(-end) : []]];
  return joined(pieces);
}

function between(a, b) {
  if (a.length * b.length > MOST) return [["first", a], ["second", b]];
  const row = b.length + 1;
  const table = new Uint16Array((a.length + 1) * row);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = i * row + j;
      table[here] = a[i] === b[j] ? table[here + row + 1] + 1 : Math.max(table[here + row], table[here + 1]);
    }
  }
  return walked(a, b, table, row);
}

function walked(a, b, table, row) {
  const pieces = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const here = i * row + j;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push(["same", [a[i]]]);
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && table[here + row] >= table[here + 1])) {
      pieces.push(["first", [a[i]]]);
      i += 1;
    } else {
      pieces.push(["second", [b[j]]]);
      j += 1;
    }
  }
  return pieces;
}

function joined(pieces) {
  const whole = [];
  for (const [kind, parts] of pieces) {
    if (!parts.length) continue;
    if (whole.at(-1)?.[0] === kind) whole.at(-1)[1] += parts.join("");
    else whole.push([kind, parts.join("")]);
  }
  return whole;
}
