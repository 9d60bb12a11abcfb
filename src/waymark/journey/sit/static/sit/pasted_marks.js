// How Word, Google Docs and LibreOffice write bold, other looks and items of lists into the clipboard.

const LOOKS = new Set("i em u s strike".split(" "));
const PLAIN = "0123456789+-−=()";
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";
// Browsers copy the weight that they draw with, and ours is 650.
const SEMIBOLD = 600;
const ITEM = /mso-list:\s*\w+\s+level(\d)/i;
const IGNORED = '[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]';

const KEPT = new Set("class start value".split(" "));
const ATTRIBUTE = /([\s"'/])([a-z][\w:-]*)\s*=/gi;

/**
 * The same HTML with attributes and elements that could do something under names that do nothing. The document is
 * inert without this; but the page's content policy would complain of each of them in the console.
 */
export function tame(html) {
  const asData = (whole, before, name) => (KEPT.has(name.toLowerCase()) ? whole : `${before}data-${name}=`);
  return html
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(ATTRIBUTE, asData))
    .replace(/<(?:base|meta|link)\b/gi, "<wbr")
    .replace(/<(\/?)style\b/gi, "<$1title");
}

function styleOf(element) {
  return element.dataset?.style ?? "";
}

export function saysStyle(element, pattern) {
  return pattern.test(styleOf(element));
}

/** {bold, other}: whether it is bold, by its name or its style, and whether it has a look that is not kept. */
export function looksOf(element, look) {
  const name = element.localName;
  const weight = /(?<![-\w])font-weight:\s*([\w.]+)/i.exec(styleOf(element))?.[1];
  const byName = name === "b" || name === "strong" ? true : look.bold;
  const bold = weight ? /^bold(?:er)?$/i.test(weight) || Number(weight) >= SEMIBOLD : byName;
  const styled = saysStyle(element, /(?<![-\w])(?:font-style:\s*italic|text-decoration:\s*(?:underline|line-through))/i);
  return { bold, other: styled || LOOKS.has(name) };
}

/** Of a paragraph that Word calls an item: its level, and its number if it shows one. Null for any other. */
export function itemOf(element) {
  const level = ITEM.exec(styleOf(element))?.[1];
  if (!level) return null;
  const mark = (element.querySelector(IGNORED)?.textContent ?? "").replace(/[\s\u00a0]/g, "");
  const figures = /^\(?(\d{1,4})[.):]?$/.exec(mark)?.[1];
  return { level: Number(level), number: figures && Number(figures), ordered: Boolean(figures) || /^\(?[a-z]{1,6}[.)]/i.test(mark) };
}

/** "sup" or "sub" by the element's name or style, or what is around it. */
export function shiftOf(element, around) {
  const name = element.localName;
  if (name === "sup" || saysStyle(element, /vertical-align:\s*super/i)) return "sup";
  if (name === "sub" || saysStyle(element, /vertical-align:\s*sub/i)) return "sub";
  return around;
}

/** Raised or lowered text: 10 with a raised 6 is not 106. Letters alone, as in 1st, lose nothing; as plain_text.py. */
export function shifted(text, shift) {
  const core = text.trim();
  if (!/\d/.test(core) && /[^-+−=()]/.test(core)) return text;
  const to = shift === "sup" ? RAISED : LOWERED;
  const signs = [...core];
  if (signs.every((sign) => PLAIN.includes(sign))) {
    return text.replace(core, signs.map((sign) => to[PLAIN.indexOf(sign)]).join(""));
  }
  return text.replace(core, `${shift === "sup" ? "^" : "_"}(${core})`);
}
