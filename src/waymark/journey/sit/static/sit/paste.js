// Pasting from Word, Google Docs, LibreOffice or a page: the clipboard's HTML becomes the desk's plain text, and what is
// no plain text is left out and named. Nothing is pasted but text; the HTML is parsed in a document that runs nothing
// and fetches nothing. Ctrl-Shift-V brings no HTML, so the browser pastes plainly by itself.
import { readBlocks } from "./pasted_blocks.js";
import { tame } from "./pasted_marks.js";

const LONGEST = 5_000_000;
const TOGETHER = { bullet: "item", number: "item", row: "row" };
const figures = new Intl.NumberFormat("en-GB");
const SAID = {
  pictures: ["a picture", "pictures"],
  tables: ["a table layout", "table layouts"],
  comments: ["a comment", "comments"],
  footnotes: ["a footnote mark", "footnote marks"],
  deletions: ["a tracked deletion", "tracked deletions"],
  links: ["a link address", "link addresses"],
  hidden: ["a piece of hidden text", "pieces of hidden text"],
  media: ["an embedded object", "embedded objects"],
  looks: ["other formatting", "other formatting"],
};

/** {text, dropped}: the text in plain grammar, and how many of each thing were left out. */
export function cleanHtml(html) {
  const page = new DOMParser().parseFromString(tame(html), "text/html");
  const { blocks, dropped } = readBlocks(page.body);
  return { text: asText(blocks), dropped };
}

/** One polite sentence, or nothing to say. */
export function sayDropped(dropped) {
  const parts = Object.entries(SAID)
    .filter(([name]) => dropped[name])
    .map(([name, [one, many]]) => (dropped[name] === 1 || one === many ? one : `${figures.format(dropped[name])} ${many}`));
  const several = parts.length > 1 || /^\d/.test(parts[0] ?? "");
  const left = parts.length ? `Pasted as plain text: ${listed(parts)} ${several ? "were" : "was"} left out.` : "";
  const typed = dropped.numbers ? "List numbers are now typed, and each counts as a word." : "";
  return [left, typed].filter(Boolean).join(" ");
}

/** Cleans what is pasted into this field; `say(sentence)` tells what was left out, with "" for nothing. */
export function attachPaste(textarea, say) {
  textarea.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!html || html.length > LONGEST || textarea.readOnly || textarea.disabled) return;
    const { text, dropped } = cleanHtml(html);
    if (!text) return;
    const before = textarea.value.slice(0, textarea.selectionStart);
    event.preventDefault();
    insert(textarea, startOf(text, before) + withEdges(text, event.clipboardData.getData("text/plain")));
    say(sayDropped(dropped));
  });
}

/** Says it in a box that is announced politely, and seen. */
export function showDropped(box) {
  return (sentence) => {
    const note = Object.assign(document.createElement("p"), { className: "wm-note wm-small", textContent: sentence });
    box.replaceChildren(...(sentence ? [note] : []));
  };
}

/** As if it were typed, so that undo takes it back in one step. */
function insert(textarea, text) {
  textarea.focus();
  if (document.execCommand("insertText", false, text)) return;
  textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
  textarea.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}

/** A heading or an item of a list begins a line of its own. */
function startOf(text, before) {
  const isNumbered = /^\d+\. /.test(text) && text.includes("\n");
  if (/(^|\n)$/.test(before) || !(isNumbered || /^(## |- )/.test(text))) return "";
  return text.startsWith("## ") ? "\n\n" : "\n";
}

/** A few words out of the middle of a line keep the spaces at their ends. */
function withEdges(text, plain) {
  if (text.includes("\n")) return text;
  return `${/^[ \u00a0]/.test(plain) ? " " : ""}${text}${/[ \u00a0]$/.test(plain) ? " " : ""}`;
}

function asText(blocks) {
  return blocks.reduce((text, block, place) => {
    const before = blocks[place - 1];
    const together = before && TOGETHER[block.kind] && TOGETHER[before.kind] === TOGETHER[block.kind];
    return `${text}${place ? (together ? "\n" : "\n\n") : ""}${line(block)}`;
  }, "");
}

function line({ kind, text, number }) {
  if (kind === "heading") return `## ${text}`;
  if (kind === "bullet") return `- ${text}`;
  return kind === "number" ? `${number}. ${text}` : text;
}

function listed(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
