// The blocks of pasted HTML: paragraphs, headings, items of lists, rows of tables; and a count of everything else.
import { itemOf, looksOf, saysStyle, shifted, shiftOf } from "./pasted_marks.js";

const SILENT = new Set("script title template noscript rt rp colgroup input select option button wbr".split(" "));
const PICTURES = new Set("img svg canvas picture map".split(" "));
const MEDIA = new Set("iframe object embed video audio applet frame textarea math".split(" "));
const BLOCKS = new Set(
  "p div section article header footer main aside nav figure figcaption blockquote pre address dl dt dd form fieldset details summary center ul ol table tbody thead tfoot caption".split(
    " ",
  ),
);

export function readBlocks(root) {
  const reader = new Reader();
  reader.children(root, { bold: false });
  reader.flush();
  return { blocks: reader.blocks, dropped: reader.dropped };
}

class Reader {
  constructor(dropped = {}) {
    this.blocks = [];
    this.dropped = dropped;
    this.pieces = [];
    this.kind = { kind: "paragraph" };
    this.lists = [];
    this.counted = [];
  }

  drop(name) {
    this.dropped[name] = (this.dropped[name] ?? 0) + 1;
  }

  children(element, look) {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.add(node.data.replace(/[\t\n\r \u00a0]+/g, " "), look);
      else if (node.nodeType === Node.ELEMENT_NODE) this.element(node, look);
    }
  }

  element(element, look) {
    const name = element.localName;
    const left = this.leftOut(element, name);
    if (left !== null) {
      if (left) this.drop(left);
    } else if (name === "br") this.add("\n", look);
    else if (/^h[1-6]$/.test(name)) this.block(element, look, { kind: "heading" });
    else if (name === "ul" || name === "ol") this.list(element, look);
    else if (name === "li") this.item(element, look);
    else if (name === "table") this.table(element, look);
    else if (name === "tr") this.row(element);
    else if (BLOCKS.has(name)) this.paragraph(element, look);
    else this.inline(element, look);
  }

  /** The name under which it is left out, "" for what needs no word, null for what stays. */
  leftOut(element, name) {
    const hasStyle = (pattern) => saysStyle(element, pattern);
    if (SILENT.has(name) || hasStyle(/mso-list:\s*Ignore/i)) return "";
    if (PICTURES.has(name)) return "pictures";
    if (MEDIA.has(name)) return "media";
    if (name === "del") return "deletions";
    if (hasStyle(/mso-element:\s*(?:comment-list|footnote-list|endnote-list|header|footer)/i)) return "";
    if (hasStyle(/mso-special-character:\s*comment/i)) return "";
    if (element.className === "msocomanchor") return "comments";
    if (hasStyle(/mso-(?:footnote|endnote)-id/i)) return "footnotes";
    return element.hasAttribute("hidden") || hasStyle(/display:\s*none|mso-hide:\s*all/i) ? "hidden" : null;
  }

  inline(element, look) {
    if (element.localName === "a" && "href" in element.dataset) this.drop("links");
    const own = looksOf(element, look);
    if (own.other && element.textContent.trim()) this.dropped.looks = 1;
    this.children(element, { bold: own.bold, shift: shiftOf(element, look.shift) });
  }

  paragraph(element, look) {
    const item = element.localName === "p" || element.localName === "div" ? itemOf(element) : null;
    if (item) this.block(element, look, this.numbered(item));
    else if (element.className === "MsoTitle") this.block(element, look, { kind: "heading" });
    else if (this.kind.item) this.within(element, look);
    else this.block(element, look, { kind: "paragraph" });
  }

  /** A paragraph inside an item belongs to the item. */
  within(element, look) {
    this.add(" ", look);
    this.children(element, { bold: looksOf(element, look).bold });
    this.add(" ", look);
  }

  block(element, look, kind) {
    this.flush();
    this.kind = kind;
    this.children(element, { bold: looksOf(element, look).bold });
    this.flush();
  }

  list(element, look) {
    this.flush();
    const start = Number(element.getAttribute("start")) || 1;
    this.lists.push(element.localName === "ol" ? { next: start } : null);
    this.children(element, look);
    this.flush();
    this.lists.pop();
  }

  item(element, look) {
    const list = this.lists.at(-1);
    const number = Number(element.getAttribute("value"));
    if (list && number) list.next = number;
    const kind = list ? { kind: "number", number: list.next++, item: true } : { kind: "bullet", item: true };
    this.block(element, look, kind);
  }

  /** Word’s own items: a letter or a number not shown is counted on from the item before. */
  numbered({ level, number, ordered }) {
    if (!ordered) return { kind: "bullet" };
    const before = this.blocks.at(-1)?.kind === "number" ? (this.counted[level] ?? 0) : 0;
    this.counted[level] = number ?? before + 1;
    return { kind: "number", number: this.counted[level] };
  }

  table(element, look) {
    this.flush();
    this.drop("tables");
    this.children(element, look);
    this.flush();
  }

  row(element) {
    const cells = [...element.children].filter((cell) => !SILENT.has(cell.localName)).map((cell) => this.cell(cell));
    if (cells.some(Boolean)) this.blocks.push({ kind: "row", text: cells.join(" | ").trim() });
  }

  cell(element) {
    const inside = new Reader(this.dropped);
    inside.children(element, { bold: false });
    inside.flush();
    return inside.blocks.map((block) => block.text.replaceAll("\n", " ")).join(" ");
  }

  add(plain, look) {
    const text = look.shift && plain.trim() ? shifted(plain, look.shift) : plain;
    const last = this.pieces.at(-1);
    if (last && (last.bold === look.bold || !text.trim())) last.text += text;
    else if (text) this.pieces.push({ text, bold: look.bold });
  }

  flush() {
    const { kind, number } = this.kind;
    const marks = kind !== "heading";
    const whole = this.pieces.map((piece) => (piece.bold && marks ? bold(piece.text) : piece.text)).join("");
    const lines = whole.split("\n").map((line) => line.replace(/ {2,}/g, " ").trim());
    const text = lines.join(kind === "paragraph" ? "\n" : " ").trim();
    if (text) this.blocks.push({ kind, text, number });
    if (text && kind === "number") this.drop("numbers");
    this.pieces = [];
    this.kind = { kind: "paragraph" };
  }
}

/** Two stars round the words of each line, never round the spaces at their ends. */
function bold(text) {
  return text
    .split("\n")
    .map((line) => (line.trim() ? line.replace(line.trim(), (core) => `**${core}**`) : line))
    .join("\n");
}
