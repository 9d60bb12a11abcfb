// Two texts of one answer, side by side under the field, with their differences marked. The person chooses; whichever
// is not taken stays on the server.
import { compare } from "./differences.js";

const CHOICES = [
  ["mine", "Keep the version in this tab"],
  ["other", "Use the other version"],
  ["both", "Add the other version below this one"],
];

const SHOWN = 20;

function element(name, text, className = "") {
  const made = Object.assign(document.createElement(name), { className });
  made.append(text);
  return made;
}

/** What both texts have, where it is long: its beginning, how much there is, and its end. */
function shortened(text) {
  const words = text.match(/\S+\s*|\s+/gu) ?? [];
  const left = words.length - 2 * SHOWN;
  if (left <= SHOWN) return [text];
  const says = element("span", `\n[${left} words alike]\n`, "wm-quiet");
  return [words.slice(0, SHOWN).join(""), says, words.slice(-SHOWN).join("")];
}

export class Choice {
  constructor(section, keeper) {
    this.box = section.querySelector('[data-part="choice"]');
    this.keeper = keeper;
    this.isOpen = false;
  }

  open(reply) {
    this.reply = reply;
    const isNew = !this.isOpen;
    this.isOpen = true;
    this.draw();
    this.box.hidden = false;
    this.keeper.desk.banner.say(this, reply.says, { href: `#${this.box.id}`, label: "Compare the two versions" });
    if (isNew) this.keeper.desk.state.announce(reply.says);
  }

  close() {
    this.isOpen = false;
    this.box.hidden = true;
    this.keeper.desk.banner.clear(this);
  }

  draw() {
    const pieces = compare(this.keeper.text, this.reply.text);
    this.side("mine", pieces.filter(([kind]) => kind !== "second"));
    this.side("other", pieces.filter(([kind]) => kind !== "first"));
    const row = this.box.querySelector(".wm-actions");
    row.replaceChildren(...CHOICES.map(([name, label]) => this.button(name, label)));
  }

  side(name, pieces) {
    const parts = pieces.flatMap(([kind, text]) => (kind === "same" ? shortened(text) : [element("mark", text)]));
    this.box.querySelector(`[data-side="${name}"]`).replaceChildren(...(parts.length ? parts : ["Nothing written."]));
  }

  button(name, label) {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "govuk-button govuk-button--secondary",
    });
    button.append(label);
    button.addEventListener("click", () => this.choose(name));
    return button;
  }

  /** What was typed since both were kept is kept on the server too, before the other text takes its place. */
  async choose(name) {
    const { keeper } = this;
    if (name === "other" && keeper.text !== keeper.refused) {
      await keeper.flush();
      if (!this.isOpen || keeper.text !== keeper.refused) return;
    }
    const { text, rev, saved } = this.reply;
    this.close();
    keeper.trouble = "";
    keeper.refused = null;
    keeper.first = null;
    if (name === "other") {
      keeper.show(text, { rev });
      keeper.desk.state.saved(saved);
      await keeper.keep();
    } else {
      if (name === "both") keeper.area.value = [keeper.text, text].filter(Boolean).join("\n\n");
      if (name === "mine") keeper.instead = keeper.text;
      keeper.desk.counter.changed();
      keeper.moveTo(rev, true);
      await keeper.keep();
    }
    keeper.desk.tell();
    keeper.area.focus();
  }
}
