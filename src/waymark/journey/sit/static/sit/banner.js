// One sentence for each thing that stands in the way, above the panes, with a link or a button.
export class Banner {
  constructor(box) {
    this.box = box;
    this.messages = new Map();
  }

  /** `way`: {href, label}, or {act, label} for a button. */
  say(who, text, way) {
    if (this.messages.get(who)?.text === text) return;
    this.messages.set(who, { text, way });
    this.draw();
  }

  clear(who) {
    if (this.messages.delete(who)) this.draw();
  }

  draw() {
    this.box.replaceChildren(...[...this.messages.values()].map((message) => this.sentence(message)));
    this.box.hidden = this.messages.size === 0;
  }

  sentence({ text, way }) {
    const sentence = document.createElement("p");
    sentence.append(text);
    if (way) sentence.append(" ", way.act ? this.button(way) : this.link(way));
    return sentence;
  }

  link({ href, label }) {
    const link = Object.assign(document.createElement("a"), { href });
    if (!href.startsWith("#")) Object.assign(link, { target: "_blank", rel: "noopener" });
    link.append(label);
    return link;
  }

  button({ act, label }) {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "govuk-button govuk-button--secondary",
    });
    button.append(label);
    button.addEventListener("click", act);
    return button;
  }
}
