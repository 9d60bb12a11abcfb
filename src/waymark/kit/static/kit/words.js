// How many words? Rule v1: the browser's twin of kit/words.py, on the same pinned table. The server's count decides.
import RANGES from "./words-v1.js";

const DELETED = new Set([0xad, 0x200c, 0x200d, 0x2060, 0xfeff]);
const SEPARATORS = new Set([0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);
for (const [first, last] of [[0x09, 0x0d], [0x1c, 0x20], [0x2000, 0x200b]]) {
  for (let code = first; code <= last; code += 1) SEPARATORS.add(code);
}
const SPACE = 1;
const LETTER = 2;
const known = new Map();

function isLetterOrNumber(code) {
  let low = 0;
  let high = RANGES.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = RANGES[middle];
    if (code < first) high = middle - 1;
    else if (code > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** 1 for a separator, 2 for a letter or number, 0 for what counts as nothing. */
function kindOf(code) {
  let kind = known.get(code);
  if (kind === undefined) {
    kind = SEPARATORS.has(code) ? SPACE : !DELETED.has(code) && isLetterOrNumber(code) ? LETTER : 0;
    known.set(code, kind);
  }
  return kind;
}

/** The number of words of a text. */
export function countWords(text) {
  const normal = text.normalize("NFC");
  let words = 0;
  let inside = false;
  for (let place = 0; place < normal.length; place += 1) {
    const code = normal.codePointAt(place);
    if (code > 0xffff) place += 1;
    const kind = kindOf(code);
    if (kind === SPACE) inside = false;
    else if (kind === LETTER && !inside) {
      inside = true;
      words += 1;
    }
  }
  return words;
}

/** The place, in UTF-16 units, after the first `words` words; the text's length when it has no more. */
export function cutAfter(text, words) {
  let seen = 0;
  let inside = false;
  let run = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.codePointAt(place);
    const kind = kindOf(code);
    if (kind === SPACE) {
      if (inside && seen === words) return place;
      inside = false;
      run = place + 1;
    } else if (kind === LETTER && !inside) {
      if (seen === words) return run;
      inside = true;
      seen += 1;
    }
    if (code > 0xffff) place += 1;
  }
  return text.length;
}
